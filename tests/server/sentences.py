"""Sentences and articles to add, of which no two are copies."""

from __future__ import annotations

import random
from pathlib import Path

_PEOPLE = "Adler Lukashenko Norland Minsk Brown Oslo Union Petrov Laos Quito".split()
_DEEDS = "met criticised visited praised sued warned joined left paid thanked".split()
_THINGS = "ferry harbour bridge council strike treaty border school river market".split()


def sentences(chance: random.Random, count: int) -> list[str]:
    """As many sentences, each about somebody, something and a day."""
    return [
        f"{chance.choice(_PEOPLE)} {chance.choice(_DEEDS)} {chance.choice(_PEOPLE)} over "
        f"{chance.choice(_THINGS)} number {chance.randrange(10_000, 100_000)} and the "
        f"{chance.choice(_THINGS)} of {chance.choice(_PEOPLE)} on {chance.randrange(1, 28)} July."
        for _ in range(count)
    ]


def articles(folder: Path, count: int) -> Path:
    """Files with a few sentences each, so that reading them takes a while."""
    folder.mkdir()
    for number in range(count):
        text = f"PORT LEON, March {number % 28 + 1}, 2021 (Harbour News) - " + " ".join(
            f"Ferry {number}-{each} sailed to Oslo, the mayor of Oslo said on Monday."
            for each in range(20)
        )
        (folder / f"{number:03}.txt").write_text(text)
    return folder
