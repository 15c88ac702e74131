"""Who reports an event, and what they contradict each other in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.safe import one_line
from tui.view_model.dates import format_date
from tui.view_model.lines import source_name
from tui.view_model.state import ViewState
from tui.view_model.styled_text import Fragment, plural

if TYPE_CHECKING:
    from store import Disagreement, EventRow, EvidenceRow, Saying, Side, Views

type Paragraphs = list[list[Fragment]]
_MOST = 1_000
"""Disagreements that are walked through."""


class Voices(Struct, frozen=True):
    """An event with everything that is said of it."""

    row: EventRow
    evidence: tuple[tuple[EvidenceRow, str], ...]
    """The pieces of evidence, by source and date, each with its sentence."""
    disagreements: tuple[tuple[Disagreement, dict[Saying, str]], ...]
    """What its voices contradict each other in, with the sentences."""


def voices_of(views: Views, row_id: str) -> Voices | None:
    """Return who reports an event, or None if it is gone. Runs in the store thread."""
    row = views.event(row_id)
    if row is None:
        return None
    texts: dict[int, str] = {}

    def text(number: int) -> str:
        if number not in texts:
            texts[number] = views.article(number).text
        return texts[number]

    evidence = tuple((e, text(e.number)[e.start : e.end]) for e in views.evidence(row_id))
    disagreements = tuple(
        (each, {s: text(s.number)[s.start : s.end] for side in each.sides for s in side.sayings})
        for each in (views.disagreements(row_id) if row.disputed else ())
    )
    return Voices(row, evidence, disagreements)


def next_disputed(views: Views, state: ViewState, row_id: str | None, by: int) -> EventRow | None:
    """Return the next disputed event of the timeline, or the one before, around its ends; None if
    there is none. Runs in the store thread.
    """
    from store import Term

    filter_ = state.filter_of("timeline")
    disputed = filter_.add(Term("is", "disputed"))
    rows = views.events(disputed, limit=_MOST, minor=state.minor)
    if not rows or row_id is None:
        return rows[0] if rows else None
    here = views.ranks.event(filter_, row_id, minor=state.minor)
    if here is None:
        return rows[0]
    ranks = [(views.ranks.event(filter_, row.id, minor=state.minor) or 0, row) for row in rows]
    if by > 0:
        return next((row for rank, row in ranks if rank > here), rows[0])
    return next((row for rank, row in reversed(ranks) if rank < here), rows[-1])


# What the dialog shows.


def counts_words(row: EventRow) -> str:
    """Return the voices, articles and sentences behind an event."""
    words = [
        plural(row.voices, "voice"),
        plural(row.articles, "article"),
        plural(row.sentences, "sentence"),
    ]
    if row.copies:
        words.append(plural(row.copies, "copy", "copies"))
    return ", ".join(words)


def voices_page(
    voices: Voices,
) -> tuple[Paragraphs, list[tuple[Paragraphs, Paragraphs]]]:
    """Return the label and the counts; then each disagreement with its answers side by side, and
    the evidence by source and date.
    """
    row = voices.row
    day = format_date(row.from_, row.to, row.precision)
    above: Paragraphs = [
        [(one_line(row.label), "strong")],
        [(f"{day}; {counts_words(row)}", "dim")],
    ]
    if row.voices == 1 and row.articles > 1:
        above.append([("One voice: the articles go back to the same source.", "warn")])
    pairs: list[tuple[Paragraphs, Paragraphs]] = []
    for disagreement, sentences in voices.disagreements:
        pairs.append(([_about(disagreement)], []))
        sides = [_side(side, sentences) for side in disagreement.sides]
        pairs += [
            (sides[at], sides[at + 1] if at + 1 < len(sides) else [])
            for at in range(0, len(sides), 2)
        ]
    pairs.append(([[("Reported by", "accent")], *_evidence(voices.evidence)], []))
    return above, pairs


_KINDS = {
    "date": "When it happened",
    "place": "Where it happened",
    "status": "Whether it happened",
}


def _about(disagreement: Disagreement) -> list[Fragment]:
    about = one_line(disagreement.about)
    words = _KINDS.get(disagreement.kind) or f"{disagreement.kind.capitalize()}: {about}"
    return [(f"± {words}", "warn")]


def _side(side: Side, sentences: dict[Saying, str]) -> Paragraphs:
    found: Paragraphs = [
        [(one_line(side.value), "lit"), (f"  {plural(side.voices, 'voice')}", "dim")]
    ]
    for each in side.sayings:
        found.append([(_head(each.source, each.published, each.number, each.voice), "accent")])
        found.append(list(_lit(sentences[each], each)))
    return found


def _lit(sentence: str, saying: Saying) -> Iterator[Fragment]:
    at = 0
    for start, end in saying.lit:
        yield one_line(sentence[at : start - saying.start]), "plain"
        yield one_line(sentence[start - saying.start : end - saying.start]), "lit"
        at = end - saying.start
    yield one_line(sentence[at:]), "plain"


def _evidence(evidence: Sequence[tuple[EvidenceRow, str]]) -> Iterator[list[Fragment]]:
    for number, group in groupby(evidence, lambda each: each[0].number):
        pieces = list(group)
        first = pieces[0][0]
        head = _head(first.source, first.published, number, first.voice)
        also = f"; also in {', '.join(map(source_name, first.also_in))}" if first.also_in else ""
        yield [(head, "accent"), (also, "dim")]
        for _, sentence in pieces:
            yield [(one_line(sentence), "plain")]


def _head(source: str | None, published: str | None, number: int, voice: str | None) -> str:
    by = f", by {one_line(voice)}" if voice and voice != source else ""
    day = (published or "undated")[:10]
    return f"{source_name(source) or 'no source'} {one_line(day)} #{number}{by}"
