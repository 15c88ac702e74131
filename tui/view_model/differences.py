"""Where a copy or an update differs from its original, as text that says so without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from store import ArticleRow, Difference, Views


Change = Literal["same", "gone", "new"]


_LONG = 400
"""Characters of equal text that are shown; of longer text only the ends are."""


_END = 150


_LEFT_OUT = " […] "


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article and the original of its family, compared word by word."""

    original: ArticleRow
    other: ArticleRow
    place: int
    """Its index among the articles that can be compared with the original."""
    of: int
    pieces: tuple[tuple[str, Change], ...]
    """The text of the other article: words missing from it as `[-word-]`, words only in it as
    `{+word+}`."""

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.pieces)

    @property
    def marks(self) -> list[tuple[int, int, Change]]:
        """The ranges of `text` in which words are gone or new."""
        ends = [0, *accumulate(len(words) for words, _ in self.pieces)]
        spans = zip(pairwise(ends), self.pieces, strict=True)
        return [(*span, change) for span, (_, change) in spans if change != "same"]

    @property
    def stops(self) -> list[int]:
        """The offset of each difference in `text`; a replacement is one difference."""
        marks = [(0, 0), *((start, end) for start, end, _ in self.marks)]
        return [here[0] for before, here in pairwise(marks) if here[0] > before[1] or not here[0]]


def compare_copies(views: Views, number: int, step: int = 0) -> Comparison | None:
    """Compare an article with its original, or an original with the first of its copies.

    `step` goes on to the other copies, cyclically. None when there is nothing to compare.
    """
    from store import differences

    rows = [row for row in views.family(number) if row.record is None]
    if len(rows) < 2:
        return None
    original, *others = rows
    numbers = [row.number for row in others]
    place = ((numbers.index(number) if number in numbers else 0) + step) % len(others)
    old = views.article(original.number).text
    new = views.article(numbers[place]).text
    pieces = tuple(_woven(old, new, differences(old, new)))
    return Comparison(original, others[place], place, len(others), pieces)


def _woven(old: str, new: str, differing: Sequence[Difference]) -> Iterator[tuple[str, Change]]:
    at = 0
    for there, here in differing:
        yield from _same(new[at : here.start], first=not at)
        if there.start < there.end:
            yield f"[-{old[there.start : there.end]}-]", "gone"
        if here.start < here.end:
            yield f"{{+{new[here.start : here.end]}+}}", "new"
        at = here.end
    yield from _same(new[at:], first=not at, last=True)


def _same(text: str, *, first: bool = False, last: bool = False) -> Iterator[tuple[str, Change]]:
    """Yield equal text: whole, or if it is long its two ends, cut between words."""
    if not text:
        return
    if len(text) <= _LONG:
        yield text, "same"
        return
    head = "" if first else text[: _space_before(text, _END)]
    tail = "" if last else text[_space_before(text, len(text) - _END) :].lstrip()
    yield f"{head}{_LEFT_OUT}{tail}", "same"


def _space_before(text: str, at: int) -> int:
    found = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))
    return found if found > 0 else at
