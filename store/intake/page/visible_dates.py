"""The visible date of an article: in the byline, or above or below the headline.

Only the lines near the headline are examined, without menus, lists of other news and comments. A
day after "Published" is preferred; one after "Updated" comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from store.intake.dates import Written, dates_in
from store.intake.page.tree import LINE, PageLine, headline, lines_before, lines_behind
from store.intake.published import PublicationMoment, moment
from store.reading import DateOrder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONG_LINES = 2
"""Lines of text after the headline that end the search: a lead, a caption, the text."""
_LINES = 60
_OVER = 3
"""Lines that may be between a date and the headline below it."""
_MOST_WORDS = 12
"""Words beside a date in a byline. A line with more is a title or a sentence."""
_FEW_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*$")
_PUBLISHED = re.compile(
    r"\bpubli(?!c\b|que\b|city)|\bposted|\bposté|gepostet|issued|released|created|written on|"
    r"veröff|erschienen|erstellt|paru|mis en ligne|pubbl|geplaatst|gepubl|опубл|udgivet|"
    r"julkaistu|opubl|dodano|vydáno|yayın",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"updat|modifi|edited|revised|changed|aktuali|geändert|bearbeitet|mis[e]? à jour|maj\s?:|"
    r"actuali|atualiz|aggiorn|bijgewerkt|gewijzigd|обновл|измен|uppdater|oppdater|opdater|güncel",
    re.IGNORECASE,
)
_CHANGED_AT = re.compile(rf"\W{{1,5}}(?:last\s)?(?:{_CHANGED.pattern})\w*:?\s\d", re.IGNORECASE)
"""Text after a date: "28 November 2013 -- Updated 0203 GMT"."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_DOUBTS = frozenset({"ambiguous", "future"})
"""An absurd date is likely not a date."""
_RANKS = {"published": 0, None: 1, "changed": 2}


class VisibleDate(NamedTuple):
    """A day near the headline, with its label."""

    moment: PublicationMoment = PublicationMoment()
    label: str | None = None


def visible_date(tree: HtmlElement, titles: Sequence[str], order: DateOrder | None) -> VisibleDate:
    """Return the day of publication that the page shows. It has a doubt if the day is ambiguous,
    and the label "changed" if it is only the day of a change.
    """
    heading = headline(tree, titles)
    if heading is None:
        return VisibleDate()
    behind = list(_until_text(lines_behind(heading)))
    lead = next((at for at, line in enumerate(behind) if len(line.text) > LINE), len(behind))
    before = list(islice(lines_before(heading), _OVER))
    found = [*_shown(behind[:lead], order), *reversed(list(_shown(before[::-1], order)))]
    found += _shown(behind[lead:], order)
    known = [each for each in found if each.moment.iso or each.moment.doubt in _DOUBTS]
    return min(known, key=lambda each: _RANKS[each.label], default=VisibleDate())


def _shown(lines: list[PageLine], order: DateOrder | None) -> Iterator[VisibleDate]:
    """Yield the dates of lines with little other text. A label comes before its date, in the line
    or on its own line.
    """
    waiting: str | None = None
    for line in lines:
        machine_dates = [moment(value, order=order) for value in line.values]
        machine_date = next((each for each in machine_dates if each.iso), None)
        text = line.text if len(line.text) <= 2 * LINE else ""
        written = [each for each in dates_in(text, order) if _is_meant(each)]
        if not _says_little(line.text, written):
            waiting = None
            continue
        if machine_date is not None and len(written) <= 1:
            yield VisibleDate(machine_date, _label(line.text) or waiting)
        at = 0
        for each in written if machine_date is None or len(written) > 1 else ():
            behind = "changed" if _CHANGED_AT.match(line.text, each.end) else None
            label = _label(line.text[at : each.start]) or waiting or behind
            yield VisibleDate(_as_moment(each), label)
            at, waiting = each.end, None
        waiting = None if written or machine_date else _label(line.text)


def _label(words: str) -> str | None:
    """Return the last label before a date: "Published in News, updated on"."""
    changed = [found.start() for found in _CHANGED.finditer(words)]
    published = [found.start() for found in _PUBLISHED.finditer(words)]
    if not changed and not published:
        return None
    return "changed" if max(changed, default=-1) > max(published, default=-1) else "published"


def _is_meant(written: Written) -> bool:
    return isinstance(written.meaning, date | str)


def _as_moment(written: Written) -> PublicationMoment:
    meaning = written.meaning
    if isinstance(meaning, date):
        return moment(meaning.isoformat())
    return PublicationMoment(doubt=meaning) if isinstance(meaning, str) else PublicationMoment()


def _says_little(text: str, written: list[Written]) -> bool:
    """Return whether the text is a date with names and places, and not a sentence about a day."""
    spans = sum(each.end - each.start for each in written)
    words = len(_WORD.findall(text)) - 2 * len(written)
    if len(text) - spans > LINE or words > _MOST_WORDS:
        return False
    return words < _FEW_WORDS or not _SENTENCE_END.search(text) or _label(text) is not None


def _until_text(lines: Iterator[PageLine]) -> Iterator[PageLine]:
    """Yield the lines before the text begins."""
    long = 0
    for line in islice(lines, _LINES):
        yield line
        long += len(line.text) > LINE
        if long >= _LONG_LINES:
            return
