"""The dates that the tags of a page say in a form for machines: meta elements, microdata, JSON."""

from __future__ import annotations

import html
import re
from functools import cached_property

from store.intake.moments import Moment, moment
from store.reading import DateOrder

_META = re.compile(r"<(?:meta|time|span|div|abbr|p)\b[^<>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAME = ("property", "name", "itemprop", "http-equiv", "class", "id", "pubdate")
_VALUE = ("content", "datetime", "title")
_HAS_VALUE = re.compile(rf"(?<![\w:-])(?:{'|'.join(_VALUE)})\s*=", re.IGNORECASE)
"""Few tags of a large page have one, and to look at all attributes of a tag takes long."""
_PUBLISHED = frozenset(
    "article:published_time og:published_time og:article:published_time datepublished "
    "parsely-pub-date sailthru.date pubdate publishdate publish-date publish_date "
    "publication_date dc.date.issued dcterms.created dc.date.created dc.created "
    "article.published cxenseparse:recs:publishtime published_time_telegram "
    "rnews:datepublished datecreated iso-8601-publish-date".split()
)
_MODIFIED = frozenset(
    "article:modified_time og:updated_time og:article:modified_time datemodified "
    "dcterms.modified dc.date.modified lastmod last-modified article.updated "
    "rnews:datemodified".split()
)
_TIME = re.compile(r"<time\b[^<>]{0,300}?\bdatetime\s*=\s*[\"']([^\"'<>]{10,40})", re.IGNORECASE)
_JSON = r'"{name}"\s*:\s*"([^"\\]{{8,60}})"'
_JSON_PUBLISHED = re.compile(_JSON.format(name="(?:datePublished|dateCreated)"))
_JSON_UPLOADED = re.compile(_JSON.format(name="uploadDate"))
_JSON_MODIFIED = re.compile(_JSON.format(name="dateModified"))


class SaidDates:
    """What `markup` says. `order` is how the page writes dates in three numbers."""

    def __init__(self, markup: str, order: DateOrder | None) -> None:
        self._markup = markup
        self._order = order

    @cached_property
    def published(self) -> list[Moment]:
        """JSON before tags, in their order."""
        return self._said(_PUBLISHED, _JSON_PUBLISHED)

    @property
    def uploaded(self) -> Moment:
        """Of a film: the page's only word where it has nothing but that."""
        return next(iter(self._said(frozenset(), _JSON_UPLOADED)), Moment())

    @cached_property
    def modified(self) -> Moment | None:
        """The last change that is named."""
        return next(reversed(self._said(_MODIFIED, _JSON_MODIFIED)), None)

    @cached_property
    def times(self) -> list[Moment]:
        """What the `time` elements say, of whatever."""
        return [moment(html.unescape(value)) for value in _TIME.findall(self._markup)]

    def _said(self, names: frozenset[str], in_json: re.Pattern[str]) -> list[Moment]:
        found = in_json.findall(self._markup)
        found += [value for called, values in self._tags if names & called for value in values]
        moments = (moment(value, order=self._order) for value in found)
        return [each for each in moments if each.iso]

    @cached_property
    def _tags(self) -> list[tuple[frozenset[str], list[str]]]:
        """Of each tag that may hold a date, what it is called, and what may be the date."""
        tags = []
        for tag in _META.findall(self._markup):
            if not _HAS_VALUE.search(tag):
                continue
            given = {
                name.lower(): html.unescape(double or single or bare)
                for name, double, single, bare in _ATTRIBUTE.findall(tag)
            }
            values = [given[key] for key in _VALUE if given.get(key)]
            if values:
                named = (given.get(key, "") for key in _NAME)
                tags.append((frozenset(" ".join(named).lower().split()), values))
        return tags
