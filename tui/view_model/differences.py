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
"""Characters of words that are the same; of more, only the ends are shown."""


_END = 150


_LEFT_OUT = " […] "


@dataclass(frozen=True, slots=True)
class Compared:
    """One article beside the original of its family."""

    original: ArticleRow
    other: ArticleRow
    place: int
    """Which one it is of those that can be compared with the original, from 0."""
    of: int
    pieces: tuple[tuple[str, Change], ...]
    """The other's text; where words of the original are missing, they stand as `[-so-]`, and
    where it has words of its own, as `{+so+}`."""

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.pieces)

    @property
    def marks(self) -> list[tuple[int, int, Change]]:
        """Where in `text` words are gone or new."""
        ends = [0, *accumulate(len(words) for words, _ in self.pieces)]
        spans = zip(pairwise(ends), self.pieces, strict=True)
        return [(*span, change) for span, (_, change) in spans if change != "same"]

    @property
    def stops(self) -> list[int]:
        """Where in `text` each difference begins; words in the place of others are one."""
        marks = [(0, 0), *((start, end) for start, end, _ in self.marks)]
        return [here[0] for before, here in pairwise(marks) if here[0] > before[1] or not here[0]]


def compared(views: Views, number: int, step: int = 0) -> Compared | None:
    """An article beside its original, or an original beside the first of its copies; `step`
    goes on from there, round and round. None where there is nothing to compare."""
    from store import differences

    original, *others = (row for row in views.family(number) if row.record is None)
    if not others:
        return None
    numbers = [row.number for row in others]
    place = ((numbers.index(number) if number in numbers else 0) + step) % len(others)
    old = views.article(original.number).text
    new = views.article(numbers[place]).text
    pieces = tuple(_woven(old, new, differences(old, new)))
    return Compared(original, others[place], place, len(others), pieces)


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
    """Words that are the same: whole, or where they are long their ends, cut between words."""
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
