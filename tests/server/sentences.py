"""Sentences of chance, of which no two articles are copies."""

from __future__ import annotations

import random

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
