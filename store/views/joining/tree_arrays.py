"""Boosted trees as arrays, for many examples at once: a third of the time that one after the other
takes. Only what indexes many articles loads it, and numpy with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

_EXPONENT_BITS = 23
_EXPONENT_OF_ONE = 127
"""How a float of 32 bits holds a power of two."""


class TreeArrays:
    """The bits of `BoostedTrees`, an integer for the leaves of each tree."""

    def __init__(
        self,
        features: Sequence[tuple[Sequence[float], Sequence[bytes]]],
        leaves: Sequence[Mapping[int, float]],
    ) -> None:
        """`features` has the bounds of each, in order, and for each bound the leaves that an
        example can still have whose value is more; `leaves` the values of each tree by its bit."""
        self._bounds = [np.array(bounds) for bounds, _ in features]
        self._left = [
            np.frombuffer(b"".join(left), np.uint32).reshape(len(left), -1) for _, left in features
        ]
        self._leaves = np.zeros((len(leaves), max(map(_last, leaves)) + 1))
        for place, values in enumerate(leaves):
            for bit, value in values.items():
                self._leaves[place, bit.bit_length() - 1] = value

    def totals(self, table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return what the trees say of each row of features, added up."""
        left = np.full((len(table), len(self._leaves)), ~np.uint32(0))
        for column, bounds, of_bounds in zip(table.T, self._bounds, self._left, strict=True):
            passed = np.searchsorted(bounds, column)
            (rows,) = passed.nonzero()
            left[rows] &= of_bounds[passed[rows] - 1]
        first = (left & (~left + np.uint32(1))).astype(np.float32)  # of each tree, the first left
        places = (first.view(np.int32) >> _EXPONENT_BITS) - _EXPONENT_OF_ONE
        reached: npt.NDArray[np.float64] = self._leaves[np.arange(len(self._leaves)), places]
        return reached.sum(axis=1)


def _last(leaves: Mapping[int, float]) -> int:
    return max(leaves).bit_length() - 1
