"""Why a row of the timeline says what it says, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.safe import one_line

if TYPE_CHECKING:
    from store import Article, Span, Views, Why


def event_to_explain(views: Views, row_id: str) -> tuple[Article, Span] | None:
    """Return the first article that tells an event and the range of its verb, in code points.

    Raises:
        StoreError: when the store cannot be read.
    """
    from store import Span

    evidence = next(iter(views.evidence(row_id)), None)
    if evidence is None:
        return None
    return views.article(evidence.number), Span(evidence.verb_start, evidence.verb_end)


def why_lines(found: Why | None) -> tuple[str, ...]:
    """Return an explanation as lines that are safe to show; a line may be empty."""
    if found is None:
        return (
            "The current extractor finds no such event in this article.",
            "An earlier version, or another codebook, made this row.",
        )
    return tuple(_lines(found))


def _lines(found: Why) -> Iterator[str]:
    yield one_line(found.label)
    yield from _part("Sentence", found.sentences)
    yield from _part("What", (found.type,))
    yield from _part("When", (found.date,))
    yield from _part("Who and where", found.participants or ("Nobody is named.",))
    yield from _part("Source", (found.source or "The article itself says so.",))
    rules = [f"{rule.says} [{rule.id}]" for rule in found.rules]
    yield from _part("Rules that made it", rules or ["No rule: it follows from the parse."])


def _part(title: str, lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    yield ""
    yield title
    for line in lines:
        yield f"  {one_line(line)}"
