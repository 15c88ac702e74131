"""A store, a server, and a watcher that reads in this process."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from math import inf
from pathlib import Path

import pytest

from store import Clock, Feeds, Fetcher, Import, Item, Round, Source, Store, Watching, Web, new_feed
from store.ingest.web import SHARE
from store.intake.fetch.client import Client
from tests.store.ingest.conftest import readers, reading_here
from tests.store.intake.fetch.conftest import all_here, client, only_here, web

__all__ = ["client", "readers", "reading_here", "web"]

Watch = Callable[..., list[Round]]


def clock(every: float = 0, seed: int = 1) -> Clock:
    return Clock(every, chance=random.Random(seed))  # noqa: S311 - no secret


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as opened:
        yield opened


@pytest.fixture
def watch(store: Store, reading_here: None) -> Watch:
    """Puts links on the list and asks once for what is due; the rounds."""

    def read(inputs: Iterable[Source], web: Web | None) -> Iterator[Item]:
        return Import(store, web=web, repeated=True).run(inputs)

    def once(
        *links: str,
        full: bool = True,
        seconds: float = 3,
        every: float = 0,
        pause: float = 0,
        share: int = SHARE,
        limit: float = inf,
        folders: Iterable[str] = (),
    ) -> list[Round]:
        Feeds(store).add(new_feed(link, full=full) for link in links)
        client = Client(rejection_reason=only_here, resolve=all_here, seconds=seconds)
        with closing(Fetcher(client, pause=pause)) as fetcher:
            watching = Watching(store, read, fetcher, clock(every), share=share, folders=folders)
            return list(watching.once(limit))

    return once


def counts(rounds: list[Round]) -> Counter[str]:
    """What became of all that came in these rounds."""
    return sum((done.report.counts for done in rounds), Counter())


def titles(store: Store) -> list[str | None]:
    return [store.article(number).title for number in store.numbers()]
