"""What is asked of a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class Timeline(Protocol):
    """Which group of events stands in which row. Without `faint`, the rows that stand out."""

    def count(self, *, faint: bool = True) -> int:
        """How many rows there are."""
        ...

    def page(self, offset: int, limit: int, *, faint: bool = True) -> Sequence[int]:
        """The numbers of the groups in rows `offset` to `offset + limit`."""
        ...

    def rank(self, group: int, *, faint: bool = True) -> int | None:
        """In which row a group stands, from 0; None where it is not shown."""
        ...

    def moments(self) -> Iterable[tuple[int, int]]:
        """Moments, each with how many groups are of it, faint ones too."""
        ...

    def beginnings(self, *, faint: bool = True) -> Iterable[tuple[int, int]]:
        """Moments without their last days, each with how many rows begin so; it may be none."""
        ...
