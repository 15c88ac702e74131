"""How an article, an entity and an event look as one line. Pure: a row in, pieces out."""

from __future__ import annotations

from calendar import day_name, month_name
from datetime import date
from math import log1p
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.panes.when import UNDATED, short, when
from tui.safe import one_line
from tui.widgets.cells import fit, fit_right
from tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from store import ArticleRow, EntityRow, Event, EventRow, Heading

TYPE_LETTERS = {
    "PERSON": "P", "ORG": "O", "GPE": "G", "LOC": "L", "FAC": "F", "NORP": "N", "EVENT": "E",
    "WORK": "W", "PRODUCT": "D", "LAW": "A",
}  # fmt: skip

TYPE_WORDS = {
    "PERSON": "person", "ORG": "organisation", "GPE": "country or city", "LOC": "place",
    "FAC": "building", "NORP": "people", "EVENT": "event", "WORK": "work", "PRODUCT": "product",
    "LAW": "law",
}  # fmt: skip

SIGNS: dict[str, tuple[str, Role]] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), ("+ ", "good")),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), ("++", "good")),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), ("- ", "bad")),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), ("--", "bad")),
}
"""Words of cooperation +, deeds ++; words of conflict -, deeds -- (PLOVER's four quarters)."""

STATES: dict[str, str] = {
    "claimed": "?", "planned": ">", "hypothetical": "~", "negated": "x"
}  # fmt: skip

_KINDS = {"copy": "copy", "update": "update", "excerpt": "excerpt", "same": "same text"}


def article_line(row: ArticleRow, width: int, *, sources: bool = True) -> list[Piece]:
    """Date, source, what it is to its original, headline (a first sentence in quotes), how many
    copies are folded under it, number of events. Without `sources`, as where no article of the
    list names one, the headline has their room."""
    date = (row.published or UNDATED)[:10]
    source_width = min(width // 6 + 1, 14) if width >= 40 and sources else 0
    folded = f" {'-' if row.unfolded else '+'}{row.copies}" if row.copies else ""
    kind = f"{'  ' if row.under else ''}{_KINDS[row.kind]}: " if row.kind else ""
    room = width - 11 - (source_width + 1 if source_width else 0) - len(folded + kind) - 4
    title = one_line(row.title) or "(no text)"
    if row.title_is_sentence:
        title = f"“{title}”"
    pieces: list[Piece] = [(fit(one_line(date), 10) + " ", "date")]
    if source_width:
        pieces.append((fit(one_line(row.source or "-"), source_width) + " ", "dim"))
    pieces += [(kind, "accent"), (fit(title, room), "plain"), (folded, "accent")]
    pieces.append((fit_right(str(row.events or "") + " ", 4), "dim"))
    return pieces


def entity_line(row: EntityRow, width: int, most: int) -> list[Piece]:
    """Type letter, name, mentions shown/total, and a bar against the most mentioned."""
    count = f"{row.shown}/{row.total}"
    bar_width = 6 if width >= 34 else 0
    count_width = max(9, len(count))
    room = width - 2 - count_width - 1 - (bar_width + 1 if bar_width else 0)
    pieces: list[Piece] = [
        (TYPE_LETTERS.get(row.type, "?") + " ", "accent"),
        (fit(one_line(row.name), room), "plain" if row.shown else "dim"),
        (fit_right(count, count_width) + " ", "dim"),
    ]
    if bar_width:
        pieces.append((fit(bar(row.shown, most, bar_width), bar_width) + " ", "accent"))
    return pieces


def counted(count: int, thing: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{count} {thing}" + "s" * (count != 1)


def bar(part: int, most: int, width: int) -> str:
    """A bar of up to `width` cells, by the logarithm: the few stay visible."""
    if part <= 0 or most <= 0:
        return ""
    halves = max(1, round(width * 2 * log1p(part) / log1p(max(most, part))))
    return "━" * (halves // 2) + "╸" * (halves % 2)


def heading_line(heading: Heading, width: int, zoom: str, lasting: int) -> list[Piece]:
    """A day, week or month, and the rows under it, shown/total.

    `lasting` is how many events go on in it that began before.
    """
    label, beside = heading_words(heading, zoom)
    counts = f" {heading.shown}/{heading.total} "
    note = f" and {lasting} begun before" if lasting > 0 else ""
    left = f"{label} {beside} " if beside else f"{label} "
    if len(left) + len(note) + len(counts) > width:
        note = ""
    left = left[: max(width - len(counts), 0)]
    rule = "─" * (width - len(left) - len(note) - len(counts))
    named, rest = left[: len(label)], left[len(label) :]
    line: list[Piece] = [(named, "strong"), (rest, "dim"), (rule, "rule"), (note, "dim")]
    return [*line, (fit(counts, width - len(left) - len(rule) - len(note)), "plain")]


def heading_words(heading: Heading, zoom: str) -> tuple[str, str]:
    """`2024-07` and `July`, `2024-07-08` and `Monday`; `2024` and `month not known` for what
    is vaguer."""
    first = date.fromisoformat(heading.from_) if heading.from_ else date.min
    match heading.length:
        case "undated":
            return UNDATED, ""
        case "open":
            return "before or since", "a day"
        case length if length != zoom:
            return heading.label, f"{zoom} not known"
        case "day":
            return heading.label, day_name[first.weekday()]
        case "week":
            return heading.label, f"from {first.day} {month_name[first.month]}"
        case "month":
            return heading.label, month_name[first.month]
        case _:
            return heading.label, ""


def event_line(row: EventRow, width: int) -> list[Piece]:
    """When, kind, state, who and what, where, and how many sentences and articles say so."""
    roomy = width >= 76
    date = (when if roomy else short)(row.from_, row.to, row.precision)
    date_width = 17 if roomy else 14 if width >= 50 else 11 if width >= 30 else 10
    behind = f"{row.sentences}s {row.voices}a " if roomy else f"{row.voices} "
    behind_width = 8 if roomy else 4
    room = width - date_width - 1 - 5 - behind_width
    place = _place(row, room) if roomy else ""
    sign, role = SIGNS.get(row.type, ("  ", "plain"))
    pieces: list[Piece] = [
        (fit(one_line(date), date_width) + " ", _date_role(row)),
        (sign + " ", role),
        (STATES.get(row.modality, " ") + " ", "warn"),
        (fit(one_line(row.label), room - cell_len(place)), "plain"),
        (place, "dim"),
        (fit_right(behind, behind_width), "dim"),
    ]
    return pieces


def _place(row: EventRow, room: int) -> str:
    """Where it happened, at the right of what happened; nothing where the label says it."""
    place = one_line(row.place or "")
    if not place or place in row.label:
        return ""
    return " " + fit(place, min(cell_len(place), room // 3))


def _date_role(row: EventRow) -> Role:
    """A date that the text states stands out from one that was taken over."""
    return "date" if row.date_basis == "stated" else "dim"


def event_note(event: Event) -> list[Piece]:
    """An event in the margin of the reader: when, kind, what."""
    sign, role = SIGNS.get(event.type, ("  ", "plain"))
    date = short(event.from_, event.to, event.precision)
    return [(f"{one_line(date)} ", "dim"), (sign + " ", role), (one_line(event.label), "dim")]
