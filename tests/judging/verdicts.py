"""Read the verdicts of readers, count them, and turn them into labels.

    python -m tests.judging.verdicts tally DIR [DIR …] [--least 0.9 | --shown]
    python -m tests.judging.verdicts labels DIR [DIR …]
    python -m tests.judging.verdicts noted DIR [DIR …]

DIR has the key.jsonl of `packets` and the readers' files NN.verdicts.tsv, NN.wanted.tsv and
NN.noted.tsv, whose columns README.md names. `labels` adds to `rows.tsv`, `row_days.tsv` and
`guided.tsv`, `noted` to `noted.tsv`; both print how many.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tests.judging.packets import is_kept

LABELS = Path("tests/assets/labels")
VERDICTS = ("SIGN", "MINOR", "WRONG", "JUNK")
FOUND = ("FULL", "PARTIAL", "MISSED")
MISSED_ROW = "-"
"""Stands in NN.noted.tsv for an event that no row tells."""
DEVIATIONS = 1.96
"""Of a normal distribution, on both sides of 95 %."""


class Verdict(NamedTuple):
    """What a reader says of a row; `key` is what `packets` wrote of it."""

    key: dict[str, Any]
    verdict: str
    cause: str
    day: str
    """The true day or days, "2016-03-01" or "2016-03-01/2016-03-31"; "-" none, "" not said."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("tally", "labels", "noted"))
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--least", type=float, default=0.0, help="the least confidence of a row")
    parser.add_argument("--shown", action="store_true", help="only rows that lists show unasked")
    parser.add_argument("--labels", type=Path, default=LABELS, help="the folder of the labels")
    given = parser.parse_args(arguments)
    if given.act == "noted":
        rows = [row for folder in given.folders for row in noted_of(folder)]
        print(f"{merge(given.labels / 'noted.tsv', 3, rows)} rows added")
        return
    verdicts = [each for folder in given.folders for each in verdicts_of(folder)]
    if given.act == "labels":
        print(add_labels(verdicts, given.labels))
    else:
        least = None if given.shown else given.least
        kept = [each for each in verdicts if is_kept(each.key, least)]
        print(shares(VERDICTS, Counter(each.verdict for each in kept)))
        for name in VERDICTS[1:]:
            causes = Counter(each.cause for each in kept if each.verdict == name)
            print(f"{name}: " + ", ".join(f"{cause} {n}" for cause, n in causes.most_common()))
        wanted = Counter(w for folder in given.folders for w in wanted_of(folder))
        print(shares(FOUND, wanted))


def verdicts_of(folder: Path) -> Iterator[Verdict]:
    """Yield the verdicts in a folder.

    ValueError: a row has no verdict, a verdict no row, or a day is none.
    """
    keys = {each["row"]: each for each in map(json.loads, (folder / "key.jsonl").open())}
    said: dict[str, Verdict] = {}
    for path in sorted(folder.glob("*.verdicts.tsv")):
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            row, verdict, cause, day, *_ = [*map(str.strip, line.split("\t")), "", "", ""]
            if verdict not in VERDICTS or row not in keys:
                raise ValueError(f"{path}: {line}")
            check_day(path, line, day)
            said[row] = Verdict(keys[row], verdict, cause or "-", day)
    if lacking := keys.keys() - said.keys():
        raise ValueError(f"{folder}: no verdict on {', '.join(sorted(lacking))}")
    yield from said.values()


def noted_of(folder: Path) -> Iterator[tuple[str, int, int, str]]:
    """Yield article, start, end and worth of each row of the articles that were read for it.

    ValueError: a worth is none, or a line is of no row.
    """
    keys = {each["row"]: each for each in map(json.loads, (folder / "key.jsonl").open())}
    for path in sorted(folder.glob("*.noted.tsv")):
        worth: dict[str, str] = {}
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            row, _, said, *_ = [*map(str.strip, line.split("\t")), "", ""]
            if row != MISSED_ROW and (row not in keys or said not in ("1", "2")):
                raise ValueError(f"{path}: {line}")
            worth[row] = said
        number = path.name.partition(".")[0]
        for row, key in keys.items():
            if row.partition(".")[0] == number:
                yield key["article"], key["start"], key["end"], worth.get(row, "0")


def wanted_of(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.wanted.tsv")):
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            yield next((each for each in line.split("\t") if each.strip() in FOUND), "?").strip()


def shares(names: Sequence[str], counted: Counter[str]) -> str:
    """Return the share of each name in percent, with its interval (Wilson, 95 %)."""
    total = counted.total()
    parts = []
    for name in names:
        share, half = counted[name] / max(1, total), DEVIATIONS**2 / max(1, total)
        middle = (share + half / 2) / (1 + half)
        spread = math.sqrt(half * share * (1 - share) + half * half / 4) / (1 + half)
        parts.append(
            f"{name} {share:.1%} ({middle - spread:.0%} to {middle + spread:.0%}; {counted[name]})"
        )
    return f"{total} rows: " + ", ".join(parts)


def add_labels(verdicts: Sequence[Verdict], labels: Path) -> str:
    """Add the verdicts and the days to the labels; a row that is there already stays."""
    rows = [
        (v.key["article"], v.key["start"], v.key["end"], v.key["type"], v.key["from"], v.key["to"],
         v.key["who"], v.verdict, v.cause)
        for v in verdicts
    ]  # fmt: skip
    days = [
        (v.key["article"], v.key["start"], v.key["end"], *day_columns(v.day))
        for v in verdicts
        if v.day and (v.day, v.verdict) != ("-", "JUNK")  # readers do not look for the day of those
    ]
    added = merge(labels / "rows.tsv", 7, rows), merge(labels / "row_days.tsv", 3, days)
    merge(
        labels / "guided.tsv",
        3,
        sorted({(article, start, end) for article, start, end, *_ in rows}),
    )
    return "{} rows and {} days added".format(*added)


def check_day(path: Path, line: str, day: str) -> None:
    for each in () if day in ("", "-") else day.split("/"):
        try:
            date.fromisoformat(each)
        except ValueError as error:
            raise ValueError(f"{path}: {line}: {error}") from error


def day_columns(day: str) -> tuple[str, str]:
    """Return a day or days as the two columns of `row_days.tsv`."""
    first, _, last = day.partition("/")
    return first, last or first


def merge(path: Path, width: int, rows: Sequence[tuple[Any, ...]]) -> int:
    """Add rows to a file of labels in its order, unless one has the same first columns."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    old = [line.split("\t") for line in lines if not line.startswith("#")]
    known = {tuple(each[:width]) for each in old}
    new = {tuple(map(str, row[:width])): list(map(str, row)) for row in rows}
    fresh = [row for key, row in new.items() if key not in known]
    everything = sorted(old + fresh, key=lambda row: (row[0], *map(int, row[1:2]), *row[2:]))
    path.write_text("\n".join([*head, *("\t".join(row) for row in everything)]) + "\n")
    return len(fresh)


if __name__ == "__main__":
    main()
