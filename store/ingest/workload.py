"""How much there is to read in the inputs of an import, for its progress."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from store.ingest.report import Item
from store.intake.sources import Source, shown

_LINES = frozenset({".jsonl", ".ndjson", ".jl"})
"""Formats with an article on each line."""
_MANY = frozenset(
    ".json .csv .tsv .tab .xml .rss .atom .rdf .mbox .gz .zip .tar .tgz .warc .wacz .mhtml".split()
)
"""Formats of unknown numbers of articles."""
_PIECE = 1 << 20
_LINE = re.compile(rb"[^\r\n]+")


class Workload(Struct, frozen=True):
    """The size of one input in bytes, and how many articles it holds, if that is known."""

    size: int
    articles: int | None


class Remaining:
    """Counts what is read of the inputs: articles if their number is known, or else bytes."""

    def __init__(self, inputs: Iterable[Source]) -> None:
        self._inputs = {shown(source.name): workload(source) for source in inputs}
        self._read: dict[str, int] = {}
        """The bytes of the articles of each input that were read, at most those of the input."""
        self._done = 0
        self._last = ""
        counts = [each.articles for each in self._inputs.values()]
        known = [count for count in counts if count is not None]
        self.articles = sum(known) if len(known) == len(counts) else None
        """The number of articles in all inputs, or None if it is unknown."""
        self.size = sum(each.size for each in self._inputs.values())
        """The bytes of all inputs."""

    def add(self, item: Item) -> None:
        """Count the result of one article."""
        self._done += 1
        name = item.input or item.name
        if name != self._last and self._last in self._inputs:
            self._read[self._last] = self._inputs[self._last].size
        self._last = name
        if name in self._inputs:
            size = self._inputs[name].size
            self._read[name] = min(self._read.get(name, 0) + item.size, size)

    @property
    def total(self) -> int:
        """What there is: articles if their number is known, or else bytes."""
        return max(self.articles, self._done) if self.articles is not None else self.size

    @property
    def done(self) -> int:
        """What is done of `total`."""
        return self._done if self.articles is not None else sum(self._read.values())


def workload(source: Source) -> Workload:
    """Return the size of an input. A file with an article on each line is counted; nothing is
    decoded.
    """
    path = Path(source.name)
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size if path.is_file() else 0
        if suffix in _LINES and size:
            return Workload(size, _lines(path))
    except OSError:
        return Workload(0, 1)
    if source.is_link or suffix in _MANY or not size:
        return Workload(size, None)
    return Workload(size, 1)


def _lines(path: Path) -> int:
    """Return the number of lines that are not empty."""
    count = 0
    goes_on = False
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            count += len(_LINE.findall(piece)) - (goes_on and piece[:1] not in b"\r\n")
            goes_on = piece[-1:] not in b"\r\n"
    return count
