"""Two sides that are compared, and the lines of the comparison."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.safe import one_line
from tui.view_model.dates import format_date_short
from tui.view_model.lines import SIGNS, STATES, UNSURE, source_name
from tui.view_model.picks import Pick
from tui.view_model.snapshot import PAGE
from tui.view_model.styled_text import Fragment, Role, arrange, fit, heading_rule, plural

if TYPE_CHECKING:
    from store import (
        ComparedEvent,
        ComparedEvents,
        ComparedRow,
        ComparedSentence,
        Completion,
        Filter,
        Term,
        Views,
    )

_MOST = 200
"""Proposals for a side, at most."""
_ROOMY = 60
"""Columns from which a row says who reported it first."""
_SHORT = 24
"""Cells of the name of a side beside others."""


class Sides(Struct, frozen=True):
    """What is compared: two filters, and how each is called."""

    one: Filter
    other: Filter
    names: tuple[str, str]

    def name_of(self, side: str | None) -> str:
        """Return the name of `one` or `other`, short enough to stand beside others."""
        name = one_line(self.names[0 if side == "one" else 1])
        return name if len(name) <= _SHORT else name[: _SHORT - 1] + "…"


def sides_of(base: Filter, one: str, other: str) -> Sides:
    """Return the two sides that are said: each a source, a period or a query.

    Raises:
        QueryError: A query cannot be read.
        UserError: Both are the same.
    """
    from store import UserError

    if one.strip().casefold() == other.strip().casefold():
        raise UserError(f"{one} is compared with itself.", "Name two sources, tags or periods.")
    filters = [base.add(_term(said)) for said in (one, other)]
    return Sides(filters[0], filters[1], (_called(one), _called(other)))


def _term(said: str) -> Term:
    from store import Term, parse

    query = side_query(said)
    parse(query)
    return Term("query", query)


def side_query(said: str) -> str:
    """Return the query of a side: as it is, of a period, or of a source by its name."""
    from store import QueryError, parse

    said = said.strip()
    if ":" in said:
        return said
    if said[:4].isdecimal():
        try:
            parse(f"pub:{said}")
        except QueryError:
            pass
        else:
            return f"pub:{said}"
    return f'source:"{said.replace(chr(34), "")}"'


def _called(said: str) -> str:
    """Return what a side is called: the value alone where the field says nothing."""
    field, colon, value = said.strip().partition(":")
    value = value.strip('"')
    return value if colon and field in ("source", "pub") and ":" not in value else said.strip()


def side_picks(views: Views, typed: str, without: str = "", first: str = "") -> list[Pick]:
    """Return what can be compared: sources, tags, periods, and what was typed as a query. While
    nothing is typed, the source `first` is on top.

    Runs in the store thread.
    """
    from store import QueryError, parse

    found = [
        _pick(field, value)
        for field in ("source", "tag")
        for value in _completions(views, f'{field}:"{typed}')
    ]
    if not typed:
        found.sort(key=lambda pick: pick.id != f'source:"{first}"')
    try:
        parse(side_query(typed) if typed else "")
    except QueryError:
        pass
    else:
        if ":" in typed or typed[:4].isdecimal():
            query = side_query(typed)
            found.insert(0, Pick(query, "/", typed, "published" if query != typed else "query"))
    return [pick for pick in found if pick.id != without][:_MOST]


def _completions(views: Views, query: str) -> list[Completion]:
    return views.search.complete(query, len(query))


def _pick(field: str, value: Completion) -> Pick:
    name = value.text.strip('"')
    return Pick(f'{field}:"{name}"', field[:1].upper(), one_line(name), f"{field}, {value.note}")


# The lines of the comparison.


def section_names(comparison: ComparedEvents, sides: Sides) -> list[tuple[str, Sequence[int]]]:
    """Return the sections in their order, each with its rows; none that is empty."""
    one, other = sides.name_of("one"), sides.name_of("other")
    sections = [
        (f"both {one} and {other}", comparison.both),
        (f"only {one}", comparison.one),
        (f"only {other}", comparison.other),
    ]
    return [(name, rows) for name, rows in sections if rows]


def compared_line(row: ComparedRow, width: int, sides: Sides) -> list[Fragment]:
    """Return a row of the comparison: date, label, and who reported it first."""
    event = row.row
    day = format_date_short(event.from_, event.to, event.precision)
    sign, role = SIGNS.get(event.type, ("  ", "plain"))
    state = STATES.get(event.modality, " ") + (UNSURE if event.is_unsure else " ")
    right: list[Fragment] = []
    roomy = width >= _ROOMY
    if row.is_one_voice and roomy:
        right.append((" one voice", "warn"))
    if row.first is not None and roomy:
        right.append((f" {sides.name_of(row.first)} first", "dim"))
    left: list[Fragment] = [
        (fit(one_line(day), 11) + " ", "date"), (f"{sign} ", role), (state, "warn"),
        (one_line(event.label), "plain"),
    ]  # fmt: skip
    return arrange(left, [*right, (" ", "plain")], width)


class CompareHeading(Struct, frozen=True):
    """A heading of the comparison: what its events are, and how many there are."""

    name: str
    count: int


class ComparePage(Struct, frozen=True):
    """The lines of the comparison, from 0: each heading, and under it its events."""

    comparison: ComparedEvents
    sections: tuple[tuple[str, Sequence[int]], ...]
    lines: tuple[int, ...]
    """The line of each heading."""
    total: int

    @classmethod
    def of(cls, comparison: ComparedEvents, sides: Sides) -> ComparePage:
        sections = tuple(section_names(comparison, sides))
        ends = list(accumulate(1 + len(rows) for _, rows in sections))
        return cls(comparison, sections, (0, *ends[:-1]) if ends else (), ends[-1] if ends else 0)

    def at(self, line: int) -> CompareHeading | int:
        """Return the heading on a line, or the number of the event there."""
        section = bisect_right(self.lines, line) - 1
        name, rows = self.sections[section]
        place = line - self.lines[section]
        return rows[place - 1] if place else CompareHeading(name, len(rows))

    def number_at(self, line: int) -> int:
        """Return the number of the event on a line; on a heading, of the first under it."""
        found = self.at(line)
        return self.number_at(line + 1) if isinstance(found, CompareHeading) else found

    def section_from(self, line: int, by: int) -> int:
        """Return the line of the next heading, or of the one before."""
        at = bisect_right(self.lines, line) - 1 + by
        return self.lines[max(0, min(at, len(self.lines) - 1))]


def compare_page(
    views: Views, sides: Sides, minor: bool
) -> tuple[ComparePage, list[CompareHeading | ComparedRow]]:
    """Return the comparison, and its first page of lines. Runs in the store thread."""
    page = ComparePage.of(views.comparison(sides.one, sides.other).events(minor=minor), sides)
    return page, compared_rows(views, sides, page, 0)


def compared_rows(
    views: Views, sides: Sides, page: ComparePage, offset: int
) -> list[CompareHeading | ComparedRow]:
    """Return a page of lines from `offset` on. Runs in the store thread."""
    wanted = [page.at(line) for line in range(offset, min(offset + PAGE, page.total))]
    numbers = [each for each in wanted if isinstance(each, int)]
    rows = iter(views.comparison(sides.one, sides.other).rows(numbers))
    return [next(rows) if isinstance(each, int) else each for each in wanted]


def section_line(heading: CompareHeading, width: int) -> list[Fragment]:
    """Return the heading of a section: its name, and how many events it has."""
    count = f" {heading.count} "
    return [*heading_rule(heading.name, width - len(count)), (count, "plain")]


def details(
    event: ComparedEvent, sides: Sides
) -> tuple[list[list[Fragment]], list[tuple[list[list[Fragment]], list[list[Fragment]]]]]:
    """Return what stands above the sentences of an event, and the sentences of both sides."""
    row = event.row
    above: list[list[Fragment]] = [[(one_line(row.label), "strong")]]
    words = verdict_words(event.first, event.voice, event.is_one_voice, sides)
    if words:
        above.append([(words, "warn" if event.is_one_voice else "accent")])
    if event.one and event.other and not event.differs and not event.is_one_voice:
        above.append([("no other date, number or name", "dim")])
    return above, [(_paragraphs(event.one), _paragraphs(event.other))]


def _paragraphs(sentences: Sequence[ComparedSentence]) -> list[list[Fragment]]:
    found: list[list[Fragment]] = []
    head = ""
    for each in sentences:
        if sentence_head(each) != head:
            head = sentence_head(each)
            found.append([(head, "accent")])
        found.append(list(highlighted_fragments(each)))
    return found


def verdict_words(first: str | None, voice: str | None, is_one_voice: bool, sides: Sides) -> str:
    """Return who reported it first, and whether both are one voice."""
    words = []
    if first is not None:
        words.append(f"{sides.name_of(first)} reported it first")
    if is_one_voice:
        words.append(f"one voice: {one_line(voice)}" if voice else "one voice")
    return "; ".join(words)


def sentence_head(sentence: ComparedSentence) -> str:
    """Return source, date and article of a sentence, and the agency that it goes back to."""
    day = (sentence.published or "undated")[:10]
    agency = f", by {one_line(sentence.agency)}" if sentence.agency else ""
    return f"{source_name(sentence.source) or 'no source'} {day} #{sentence.number}{agency}"


def highlighted_fragments(sentence: ComparedSentence, role: Role = "plain") -> Iterator[Fragment]:
    """Yield a sentence with the dates, numbers and names lit that the other side does not have."""
    at = 0
    for start, end in sentence.lit:
        yield one_line(sentence.text[at:start]), role
        yield one_line(sentence.text[start:end]), "lit"
        at = end
    yield one_line(sentence.text[at:]), role


def highlighted_words(sentences: Sequence[ComparedSentence]) -> str:
    """Return the words that are lit in the sentences of a side, each once."""
    words = (one_line(each.text[start:end]) for each in sentences for start, end in each.lit)
    return ", ".join(dict.fromkeys(words))


def summary(comparison: ComparedEvents, sides: Sides) -> str:
    """Return how many events are in both, and only in each."""
    one, other = sides.name_of("one"), sides.name_of("other")
    only_one, only_other = len(comparison.one), len(comparison.other)
    both = plural(len(comparison.both), "event")
    return f"{both} in both, {only_one} only in {one}, {only_other} only in {other}"
