"""How an article, an entity, an event and a search hit look as one line."""

from __future__ import annotations

from datetime import date
from math import log1p
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from tui.safe import one_line
from tui.view_model.dates import UNDATED, format_date, format_date_short
from tui.view_model.styled_text import MORE, Fragment, Role, arrange, fit, fit_right, plural

if TYPE_CHECKING:
    from store import ArticleRow, EntityRow, Event, EventRow, Heading, Hit, Marks

TYPE_LETTERS = {
    "PERSON": "P", "ORG": "O", "GPE": "G", "LOC": "L", "FAC": "F", "NORP": "N", "EVENT": "E",
    "WORK": "W", "PRODUCT": "D", "LAW": "A",
}  # fmt: skip
TYPE_WORDS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "country or city", "LOC": "place",
    "FAC": "building", "NORP": "nationality or group", "EVENT": "event", "WORK": "work",
    "PRODUCT": "product", "LAW": "law",
}  # fmt: skip
SIGNS: dict[str, tuple[str, Role]] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), ("+ ", "good")),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), ("++", "good")),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), ("- ", "bad")),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), ("--", "bad")),
}
"""Verbal cooperation +, material ++; verbal conflict -, material -- (PLOVER's quad classes)."""
STATES: dict[str, str] = {
    "claimed": "?", "planned": ">", "hypothetical": "~", "negated": "x"
}  # fmt: skip
UNSURE = "!"
"""The mark of an event that the reader itself does not trust."""
DISPUTED = "±"
"""The mark of an event that its sources contradict each other in."""
INFERRED = "*"
"""The mark of a date that the text does not state with the event."""
MARKS: tuple[tuple[str, str], ...] = (
    ("starred", "★"), ("tags", "#"), ("noted", ";"), ("edited", "≠"), ("checked", "✓"),
)  # fmt: skip
"""The marks of a user on a row, by the fields of `Marks`."""
_KINDS = {"copy": "copy", "update": "update", "excerpt": "excerpt", "same": "same text"}
_HIT_TITLE = 40
"""Cells for the title of a hit when something is beside it."""
_BESIDE_FROM = 50
"""Cells of a line from which something can be beside the title."""
_WORDS_FROM = 24
"""Cells from which the words that matched can follow source and date."""
_SOURCES_FROM = 56
"""Cells of a line from which the source of an article has room beside its headline."""
_COUNTS_FROM = 60
"""Cells of a line from which the counts of a query have room."""


def source_name(source: str | None) -> str:
    """Return a source as lists show it: a link as its domain; safe text on one line."""
    if source and source.startswith(("http://", "https://")):
        domain = source.partition("://")[2].partition("/")[0].rpartition("@")[2]
        source = domain.removeprefix("www.") or source
    return one_line(source or "")


def marks_text(marks: Marks) -> str:
    """Return the user's marks on a row, such as ` *✓`; empty where there are none."""
    signs = "".join(sign for field, sign in MARKS if getattr(marks, field))
    return f" {signs}" if signs else ""


def article_line(row: ArticleRow, width: int, *, sources: bool = True) -> list[Fragment]:
    """Return date, source, kind of copy, headline, number of copies, number of events.

    A first sentence in place of a headline is in quotes. Without `sources`, and where the headline
    would be short, it gets their room.
    """
    date = (row.published or UNDATED)[:10]
    source_width = min(width // 6 + 1, 14) if width >= _SOURCES_FROM and sources else 0
    folded = f" {'-' if row.unfolded else '+'}{row.copies}" if row.copies else ""
    kind = f"{'  ' if row.under else ''}{_KINDS[row.kind]}: " if row.kind else ""
    marks = marks_text(row.marks)
    room = width - 11 - (source_width + 1 if source_width else 0) - len(folded + kind + marks) - 4
    title = one_line(row.title) or "(no text)"
    if row.title_is_sentence:
        title = f"“{title}”"
    fragments: list[Fragment] = [(fit(one_line(date), 10) + " ", "date")]
    if source_width:
        fragments.append((fit(source_name(row.source) or "-", source_width) + " ", "dim"))
    fragments += [(kind, "accent"), (fit(title, room), "plain"), (folded, "accent")]
    fragments.append((marks, "good"))
    fragments.append((fit_right(str(row.events or "") + " ", 4), "dim"))
    return fragments


def entity_line(row: EntityRow, width: int, most: int) -> list[Fragment]:
    """Return type, name, mentions shown/total, and a bar relative to the `most` mentions."""
    count = f"{row.shown}/{row.total}"
    bar_width = 6 if width >= 34 else 0
    count_width = max(9, len(count))
    marks = marks_text(row.marks)
    room = width - 2 - len(marks) - count_width - 1 - (bar_width + 1 if bar_width else 0)
    fragments: list[Fragment] = [
        (TYPE_LETTERS.get(row.type, "?") + " ", "accent"),
        (fit(one_line(row.name), room), "plain" if row.shown else "dim"),
        (marks, "good"),
        (fit_right(count, count_width) + " ", "dim"),
    ]
    if bar_width:
        fragments.append(
            (fit(frequency_bar(row.shown, most, bar_width), bar_width) + " ", "accent")
        )
    return fragments


def frequency_bar(part: int, most: int, width: int) -> str:
    """Return a bar of up to `width` cells on a logarithmic scale, so that 1 is visible."""
    if part <= 0 or most <= 0:
        return ""
    halves = max(1, round(width * 2 * log1p(part) / log1p(max(most, part))))
    return "━" * (halves // 2) + "╸" * (halves % 2)


def heading_line(heading: Heading, width: int, zoom: str, earlier: int) -> list[Fragment]:
    """Return a heading: a span and its rows, shown/total.

    `earlier` is the number of events that started before this span and go on in it.
    """
    label, beside = heading_words(heading, zoom)
    counts = f" {heading.shown}/{heading.total} "
    note = f" +{earlier} started earlier" if earlier > 0 else ""
    left = f"{label} {beside} " if beside else f"{label} "
    if len(left) + len(note) + len(counts) > width:
        note = ""
    left = left[: max(width - len(counts), 0)]
    rule = "─" * (width - len(left) - len(note) - len(counts))
    named, rest = left[: len(label)], left[len(label) :]
    line: list[Fragment] = [(named, "strong"), (rest, "dim"), (rule, "rule"), (note, "dim")]
    return [*line, (fit(counts, width - len(left) - len(rule) - len(note)), "plain")]


def story_line(heading: Heading, width: int) -> list[Fragment]:
    """Return the heading of a story: its label, its days, and its articles, shown/total."""
    counts = f" {heading.shown}/{heading.total} "
    days = format_date(heading.from_, heading.to, "day") if heading.from_ else ""
    most = max(width - len(counts) - 1, 0)
    label = fit(one_line(heading.label), min(cell_len(one_line(heading.label)), most))
    room = width - cell_len(label) - len(counts)
    beside = f" {days} " if days and len(days) + 2 <= room else " "
    rule = "─" * (room - len(beside))
    return [(label, "strong"), (beside, "dim"), (rule, "rule"), (counts, "plain")]


def heading_words(heading: Heading, zoom: str) -> tuple[str, str]:
    """Return `2024-07` and `July`, `2024-07-08` and `Monday`; `2024` and `month unknown` for
    less precise dates."""
    first = date.fromisoformat(heading.from_) if heading.from_ else date.min
    match heading.length:
        case "undated":
            return UNDATED, ""
        case "open":
            return "open-ended", "start or end unknown"
        case length if length != zoom:
            return heading.label, f"{zoom} unknown"
        case "day":
            return heading.label, f"{first:%A}"
        case "week":
            return heading.label, f"from {first.day} {first:%B}"
        case "month":
            return heading.label, f"{first:%B}"
        case _:
            return heading.label, ""


def event_line(row: EventRow, width: int) -> list[Fragment]:
    """Return date, type, modality, whether it is unsure, label, place, whether it is disputed, and
    the numbers of voices, articles and sentences; the voices alone where there is little room."""
    roomy = width >= 76
    date = (format_date if roomy else format_date_short)(row.from_, row.to, row.precision)
    date_width = 17 if roomy else 14 if width >= 50 else 11 if width >= 30 else 10
    counts = f"{row.voices}v {row.articles}a {row.sentences}s "
    behind = counts if roomy else f"{row.voices} "
    behind_width = 12 if roomy else 4
    room = width - date_width - 1 - 5 - behind_width
    marks = (f" {DISPUTED}" if row.disputed else "") + marks_text(row.marks)
    room -= len(marks)
    place = _place(row, room) if roomy else ""
    sign, role = SIGNS.get(row.type, ("  ", "plain"))
    fragments: list[Fragment] = [
        (_marked_date(row, one_line(date), date_width), _date_role(row)),
        (sign + " ", role),
        (STATES.get(row.modality, " ") + (UNSURE if row.is_unsure else " "), "warn"),
        (fit(one_line(row.label), room - cell_len(place)), "dim" if row.is_unsure else "plain"),
        (place, "dim"),
        (marks, "good"),
        (fit_right(behind, behind_width), "dim"),
    ]
    return fragments


def _place(row: EventRow, room: int) -> str:
    """Return the place of an event; empty when the label names it."""
    place = one_line(row.place or "")
    if not place or place in row.label:
        return ""
    return " " + fit(place, min(cell_len(place), room // 3))


def _marked_date(row: EventRow, date: str, width: int) -> str:
    """Return a date in `width + 1` cells, with a mark behind one that is inferred."""
    mark = "" if row.date_basis in ("stated", None) else INFERRED
    return fit(fit(date, width).rstrip() + mark, width + 1)


def _date_role(row: EventRow) -> Role:
    """Dates that the text states are bright, inferred ones are dim and have a mark."""
    return "date" if row.date_basis == "stated" else "dim"


def event_note(event: Event) -> list[Fragment]:
    """Return an event as a note beside the text: date, type, label."""
    sign, role = SIGNS.get(event.type, ("  ", "plain"))
    date = format_date_short(event.from_, event.to, event.precision)
    return [(f"{one_line(date)} ", "dim"), (sign + " ", role), (one_line(event.label), "dim")]


class TypedQuery(Struct, frozen=True):
    """What was typed, as a filter, and the articles and events that it would leave."""

    query: str
    leaves: tuple[int, int] | None = None


def hit_line(row: Hit | TypedQuery, width: int) -> list[Fragment]:
    """Return a hit: its type, its name or headline, and why it matches."""
    if isinstance(row, TypedQuery):
        return _typed_line(row, width)
    if row.event is not None:
        return _event_line(row.event, width)
    letter = TYPE_LETTERS.get(row.type or "", "≡") if row.kind == "entity" else "≡"
    count = f" {row.total} " if row.total else ""
    room = width - 4 - len(count)
    beside = max(room - _HIT_TITLE, room // 2) if room >= _BESIDE_FROM else 0
    why = _why(row, beside - 1) if beside else []
    if not why:
        beside = 0
    line: list[Fragment] = [
        (f" {letter}  ", "accent"),
        (fit(one_line(row.title), room - beside), "plain"),
    ]
    if why:
        line += [(" ", "plain"), *arrange(why, (), beside - 1)]
    return [*line, (count, "dim")]


def _why(row: Hit, width: int) -> list[Fragment]:
    """Return why a hit matches: source and date, the words that matched, or both.

    When the words that matched are in the headline, source and date say more.
    """
    note, words = one_line(row.note), _matched(row, width)
    if not words:
        return [(note, "dim")] if note else []
    if not note:
        return words
    if width - cell_len(note) - 2 >= _WORDS_FROM:
        return [(f"{note}  ", "dim"), *_matched(row, width - cell_len(note) - 2)]
    title = row.title.casefold()
    if any(row.snippet[start:end].casefold() in title for start, end in row.marks):
        return [(note, "dim")]
    return words


def _matched(row: Hit, width: int) -> list[Fragment]:
    """Return the snippet; a long one begins shortly before the first word that matched."""
    if not row.marks:
        return []
    text, at = one_line(row.snippet), 0
    first, end_of_first = row.marks[0]
    if end_of_first > width - 2:
        at = text.find(" ", max(first - width // 3, 0), first) + 1 or first
    fragments: list[Fragment] = [(MORE, "dim")] if at else []
    for start, end in row.marks:
        if at <= start:
            fragments += [(text[at:start], "dim"), (text[start:end], "strong")]
            at = end
    return [*fragments, (text[at:], "dim")]


def _typed_line(row: TypedQuery, width: int) -> list[Fragment]:
    """Return the query that can be filtered by, and the counts that it would leave."""
    leaves = ""
    if row.leaves is not None and width >= _COUNTS_FROM:
        articles, events = row.leaves
        leaves = f" {plural(articles, 'article')}, {plural(events, 'event')} "
    words = fit(f"filter by: {one_line(row.query)}", width - 4 - len(leaves))
    return [(" /  ", "accent"), (words, "strong"), (leaves, "dim")]


def _event_line(event: EventRow, width: int) -> list[Fragment]:
    sign, role = SIGNS.get(event.type, ("· ", "accent"))
    date = f" {one_line(format_date_short(event.from_, event.to, event.precision))} "
    state = f"{mark} " if (mark := STATES.get(event.modality)) else ""
    title = fit(one_line(event.label), width - 4 - len(state + date))
    return [(f" {sign} ", role), (state, "warn"), (title, "plain"), (date, "date")]
