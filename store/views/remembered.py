"""What indexing remembers of words, and giving memory back to the system."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

_FORGETTERS: list[Callable[[], None]] = []


class _Kept[K, T](dict[K, T]):
    """Results by their argument, made when they are first asked for."""

    def __init__(self, function: Callable[[K], T], size: int) -> None:
        self._function = function
        self._size = size

    def __missing__(self, asked: K) -> T:
        if len(self) >= self._size:
            self.clear()
        found = self[asked] = self._function(asked)
        return found


class Recent[K, V](dict[K, V]):
    """The latest of many things: at most `size`."""

    def __init__(self, size: int) -> None:
        self._size = size

    def keep(self, key: K, value: V) -> None:
        """Add one. If there are too many, forget the half that came first."""
        if len(self) >= self._size:
            for each in list(islice(self, self._size // 2)):
                del self[each]
        self[key] = value


def remembered[K, T](size: int) -> Callable[[Callable[[K], T]], Callable[[K], T]]:
    """Return a decorator like `lru_cache` for functions of one argument, with `size` results at
    most, that `forget` empties.

    It is for functions of words that indexing asks many times and a dashboard hardly ever. Looking
    in a dict takes half the time that `lru_cache` takes, which is noticed at a million words.
    """

    def decorate(function: Callable[[K], T]) -> Callable[[K], T]:
        kept = _Kept(function, size)
        _FORGETTERS.append(kept.clear)
        return kept.__getitem__

    return decorate


def forget() -> None:
    """Forget all that `remembered` keeps, and give the memory back: 20 MB after 2,000 articles."""
    for empty in _FORGETTERS:
        empty()
    give_back()


def give_back() -> None:
    """Return freed memory to the system, where the C library can (glibc).

    What a search takes for a moment in one thread stays with the process otherwise: 35 MB.
    """
    import ctypes  # 10 ms that the first paint does not wait for

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
