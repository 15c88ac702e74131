"""Puts articles into a store for a while, as fast as an agency sends them; prints how many.

    python -m tests.server.adder STORE NUMBER SECONDS

NUMBER tells one adder from another, and its articles too.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from store import Store
from tests.server.sentences import sentences
from tests.tui.newsroom import Told, made

_PAUSE = 0.7


def main() -> None:
    folder, number, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    chance = random.Random(f"adder {number}")  # noqa: S311 - the same articles each time
    added = 0
    until = time.monotonic() + seconds
    with Store.open(folder, timeout=60) as store:
        while time.monotonic() < until:
            first, *others = sentences(chance, 5)
            day = f"2024-07-{chance.randrange(1, 29):02}"
            told = Told(first, "CONSULT", "", first[:50], from_=day, to=day)
            article, reading = made(
                [told, *map(Told, others)],
                day,
                f"Agency {number}",
                f"{number}.{added} {first[:40]}",
            )
            assert store.put(article, reading, {"outcome": "new"}) is not None
            added += 1
            time.sleep(_PAUSE)
    sys.stdout.write(f"{added}\n")


if __name__ == "__main__":
    main()
