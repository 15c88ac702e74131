"""The day that a page shows with its article: in the byline, under or over the headline.

Only what stands near the headline is looked at, and no menu, list of other news or comment. A
day behind "Published" is taken first, one behind "Updated" last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from store.intake.formats.linked_data import start
from store.intake.moments import Moment, moment
from store.intake.written_dates import DateOrder, Written, dates_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3")
_DRAWN_HEADINGS = ("b", "strong", "font", "span", "div", "p", "td", "center")
"""What old pages have for a headline."""
_SURE = 12
"""Letters of a title that are no chance, as those of "News" are."""
_PROSE = 160
"""Code points: a line that is longer is text, and what it tells is not when it was written."""
_LONG_LINES = 2
"""Lines of text behind the headline after which no byline comes: a lead, a caption, the text."""
_LINES = 60
_OVER = 3
"""Lines that may stand between a date and the headline under it."""
_MOST_WORDS = 12
"""Words beside a date in a byline; what says more is a title or a sentence."""
_FEW_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?][\"”’»)]*$")
_SKIPPED = frozenset(
    "script style nav aside footer noscript svg form button select template figure".split()
)
_STRANGE = re.compile(
    r"comment|related|sidebar|(?<!elementor-)widget|footer|menu|recommend|trending|popular|"
    r"most-?read|\bmore\b|latest|teaser|promo|newsletter|\bticker|\btoday|current-?date|(?<!fa-)clock|\bevents?\b|copyright",
    re.IGNORECASE,
)
_DATED = re.compile(r"date|datum|fecha|time|publi|posted", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr b bdi cite em font i img label mark q s small span strong sub sup time u wbr".split()
)
_PUBLISHED = re.compile(
    r"publi|poste[dr]|issued|released|created|written on|veröff|erschienen|erstellt|paru|"
    r"mis en ligne|pubbl|geplaatst|gepubl|опубл|udgivet|julkaistu|opubl|dodano|vydáno|yayın",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"updat|modifi|edited|revised|changed|aktuali|geändert|bearbeitet|mis[e]? à jour|maj\s?:|"
    r"actuali|atualiz|aggiorn|bijgewerkt|gewijzigd|обновл|измен|uppdater|oppdater|opdater|güncel",
    re.IGNORECASE,
)
_CHANGED_AT = re.compile(rf"\W{{1,5}}(?:last\s)?(?:{_CHANGED.pattern})\w*:?\s\d", re.IGNORECASE)
"""Behind a date: "28 November 2013 -- Updated 0203 GMT"."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_IN_ATTRIBUTES = ("datetime", "content", "title")
_LONGEST_VALUE = 40


_DOUBTS = frozenset({"ambiguous", "future"})
"""What is absurd for a date is likely none."""
_RANKS = {"published": 0, None: 1, "changed": 2}


class Shown(NamedTuple):
    """A day near the headline, and what is said of it."""

    moment: Moment = Moment()
    label: str | None = None


class _Line(NamedTuple):
    text: str
    values: tuple[str, ...]
    """What the tags in it say in a form for machines."""


def shown_date(tree: HtmlElement, titles: Sequence[str], order: DateOrder | None) -> Shown:
    """The day on which the page shows that it was published; with a doubt where it shows a day
    that cannot be told, and labelled "changed" where it only shows when it was changed."""
    heading = _heading(tree, titles)
    if heading is None:
        return Shown()
    behind = list(_until_text(_lines_behind(heading)))
    lead = next((at for at, line in enumerate(behind) if len(line.text) > _PROSE), len(behind))
    before = list(islice(filter(any, _lines_before(heading)), _OVER))
    found = [*_shown(behind[:lead], order), *reversed(list(_shown(before[::-1], order)))]
    found += _shown(behind[lead:], order)
    known = [each for each in found if each.moment.iso or each.moment.doubt in _DOUBTS]
    return min(known, key=lambda each: _RANKS[each.label], default=Shown())


def _heading(tree: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """The headline: the first heading that is one of the page's titles, else its first h1."""
    known = {folded for title in titles if len(folded := start(title)) >= _SURE}
    for level in _HEADINGS:
        for heading in tree.iter(level):
            if start(heading.text_content()) in known:
                return heading
    first = next(tree.iter("h1"), None)
    if first is None:
        drawn = (each for each in tree.iter(*_DRAWN_HEADINGS) if len(each.text or "") >= _SURE)
        first = next((each for each in drawn if start(each.text[:_PROSE]) in known), None)
    return first


def _shown(lines: list[_Line], order: DateOrder | None) -> Iterator[Shown]:
    """The dates of lines that say little else. A label stands before its date, in the line or as
    a line of its own."""
    waiting: str | None = None
    for line in lines:
        said = [moment(value, order=order) for value in line.values]
        told = next((each for each in said if each.iso), None)
        written = [each for each in dates_in(line.text, order) if _is_meant(each)]
        if not _says_little(line.text, written):
            waiting = None
            continue
        if told is not None and len(written) <= 1:
            yield Shown(told, _label(line.text) or waiting)
        at = 0
        for each in written if told is None or len(written) > 1 else ():
            behind = "changed" if _CHANGED_AT.match(line.text, each.end) else None
            label = _label(line.text[at : each.start]) or waiting or behind
            yield Shown(_as_moment(each), label)
            at, waiting = each.end, None
        waiting = None if written or told else _label(line.text)


def _label(words: str) -> str | None:
    """The last that is said before a date counts: "Published in News, updated on"."""
    changed = [found.start() for found in _CHANGED.finditer(words)]
    published = [found.start() for found in _PUBLISHED.finditer(words)]
    if not changed and not published:
        return None
    return "changed" if max(changed, default=-1) > max(published, default=-1) else "published"


def _is_meant(written: Written) -> bool:
    return isinstance(written.meaning, date | str)


def _as_moment(written: Written) -> Moment:
    meaning = written.meaning
    if isinstance(meaning, date):
        return moment(meaning.isoformat())
    return Moment(doubt=meaning) if isinstance(meaning, str) else Moment()


def _says_little(text: str, written: list[Written]) -> bool:
    """Is it a date, and who and where, and no sentence that tells of a day?"""
    spans = sum(each.end - each.start for each in written)
    words = len(_WORD.findall(text)) - 2 * len(written)
    if len(text) - spans > _PROSE or words > _MOST_WORDS:
        return False
    return words < _FEW_WORDS or not _SENTENCE_END.search(text) or _label(text) is not None


def _until_text(lines: Iterator[_Line]) -> Iterator[_Line]:
    """The lines before the text has begun."""
    long = 0
    for line in islice(filter(any, lines), _LINES):
        yield line
        long += len(line.text) > _PROSE
        if long >= _LONG_LINES:
            return


def _lines_behind(heading: HtmlElement) -> Iterator[_Line]:
    here: Any = heading
    while here is not None and here.tag != "body":
        for sibling in here.itersiblings():
            yield from _lines(sibling)
        here = here.getparent()


def _lines_before(heading: HtmlElement) -> Iterator[_Line]:
    """From the headline upwards."""
    here: Any = heading
    while here is not None and here.tag not in {"body", "main"}:
        for sibling in here.itersiblings(preceding=True):
            yield from reversed(list(islice(_lines(sibling), _LINES)))
        here = here.getparent()


def _lines(element: HtmlElement) -> Iterator[_Line]:
    """The lines that a browser would show of an element, without those of other things."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    values: list[str] = []
    walk = iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        is_block = not isinstance(tag, str) or tag not in _INLINE
        if event == "start":
            if is_block and pieces:
                yield _Line(_joined(pieces), tuple(values))
                pieces, values = [], []
            if not isinstance(tag, str) or tag in _SKIPPED or _is_strange(node):
                walk.skip_subtree()
                continue
            values += _values(node)
            if _is_dated(node):
                walk.skip_subtree()
                yield _Line(_joined([*pieces, *node.itertext()]), tuple(values))
                pieces, values = [], []
            else:
                pieces.append(node.text or "")
        else:
            if is_block and (pieces or values):
                yield _Line(_joined(pieces), tuple(values))
                pieces, values = [], []
            if node is not element:
                pieces.append(node.tail or "")
    if pieces or values:
        yield _Line(_joined(pieces), tuple(values))


def _joined(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split())


def _names(node: HtmlElement) -> str:
    return f"{node.get('class', '')} {node.get('id', '')} {node.get('itemprop', '')}"


def _is_strange(node: HtmlElement) -> bool:
    return bool(_STRANGE.search(_names(node)))


def _is_dated(node: HtmlElement) -> bool:
    """Is it an element for a date, and small? Its day, month and year may be in boxes each."""
    return bool(_DATED.search(_names(node))) and len(node.text_content()) <= _PROSE // 2


def _values(node: HtmlElement) -> Iterator[str]:
    for name, value in node.attrib.items():
        may_be = name in _IN_ATTRIBUTES or (name.startswith("data-") and _DATED.search(name))
        if may_be and 8 <= len(value) <= _LONGEST_VALUE:
            yield value
