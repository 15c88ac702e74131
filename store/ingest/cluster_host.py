"""The process beside a Dask worker that reads articles, with the limits of a local import.

The first message on its standard input has the conditions, each later one articles; each gets one
answer. It ends with its input.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import msgspec

from store.errors import UserError
from store.ingest.cluster_worker import (
    ClusterAnswer,
    Conditions,
    receive,
    reported,
    send,
)
from store.ingest.languages import ExtractorSettings
from store.ingest.reading_process import answer_of
from store.ingest.workers import ReadingWorkers
from store.reading import Article


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer each message, until the orders end."""
    conditions = msgspec.json.decode(receive(orders), type=Conditions)
    send(answers, b"{}")
    with tempfile.TemporaryDirectory(prefix="dateline-codebook-") as folder:
        settings = _with_tables(conditions, Path(folder))
        with closing(ReadingWorkers(settings, 1, conditions.limits)) as workers:
            while True:
                articles = msgspec.json.decode(receive(orders), type=list[Article])
                send(answers, _read(workers, articles))


def _with_tables(conditions: Conditions, folder: Path) -> ExtractorSettings:
    """Write the user's tables into a folder, and return settings that name them. No reader stays
    behind on a host of the cluster.
    """
    paths = []
    for number, content in enumerate(conditions.tables):
        path = folder / f"{number}.tsv"
        path.write_bytes(content)
        paths.append(str(path))
    settings = msgspec.structs.replace(conditions.settings, warm_minutes=0)
    return msgspec.structs.replace(settings, codebook=tuple(paths))


def _read(workers: ReadingWorkers, articles: Sequence[Article]) -> bytes:
    try:
        read = workers.submit(list(articles)).result()
    except UserError as error:
        return reported(error)
    return msgspec.json.encode(ClusterAnswer([answer_of(outcome) for _, outcome in read]))


def main() -> None:
    """Serve standard input and output. Whatever else is printed goes to standard error."""
    orders = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        try:
            serve(orders, answers)
        except OSError:
            return  # the worker has ended


if __name__ == "__main__":
    main()
