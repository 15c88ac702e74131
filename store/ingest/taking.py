"""Inputs become articles, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from store.intake.draft import Failure
from store.intake.formats import articles_from
from store.intake.hints import Hints
from store.intake.limits import Refused
from store.intake.sources import Source, opened, shown
from store.reading import Article

Taken = tuple[Source, Article | Failure]


def taken(
    inputs: Iterable[Source], standard_input: BinaryIO, hints: Hints | None = None
) -> Iterator[Taken]:
    """Every article of every input with the input that it came from, in order, and the
    reason for what gives none."""
    for source in inputs:
        try:
            stream = opened(source, standard_input)
        except Refused as refused:
            yield source, Failure(shown(source.name), str(refused))
            continue
        with stream.stream:
            for found in articles_from(stream, hints):
                if found is not None:
                    yield source, found
