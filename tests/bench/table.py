"""A table that is printed as it grows: a row for each measure, a column for each program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LABEL = 34


class Table:
    """Prints its head when it is made."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = {name: max(len(name), 7) for name in columns}
        heads = "".join(f"  {name:>{width}}" for name, width in self._columns.items())
        print(f"{'':{_LABEL}}{heads}  asked")

    def row(self, label: str, values: Mapping[str, float], asked: str, digits: int = 0) -> None:
        """Print a measure; a column without a value stays empty."""
        cells = (
            f"{values[name]:{width},.{digits}f}" if name in values else " " * width
            for name, width in self._columns.items()
        )
        print(f"{label:{_LABEL}}{''.join(f'  {cell}' for cell in cells)}  {asked}", flush=True)
