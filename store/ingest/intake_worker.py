"""Turns inputs into articles in a separate process, which untrusted bytes may hang, fill
or crash.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

import msgspec

from store.ingest.intake_process import sent_as, serve_intake
from store.ingest.limited import Gone, LimitedProcess, TooSlow, spawning
from store.intake.draft import Failure
from store.intake.limits import ARTICLE_SECONDS
from store.intake.opened import Hints
from store.intake.sources import STANDARD_INPUT, Source, shown
from store.reading import Article, article_from

GRACE = 5
"""Seconds that the process has to stop by itself before it is killed."""


class Stopped(Failure):
    """An input that broke a limit. The rest of it is skipped, and it is not retried
    automatically.
    """


IntakeResult = tuple[Source, Article | Failure]


def articles_of(
    inputs: Iterable[Source], standard_input: BinaryIO, hints: Hints | None = None
) -> Iterator[IntakeResult]:
    """Yield every article of every input with its input, in order, and a failure where there is
    none.
    """
    with closing(IntakeWorker(standard_input, hints)) as intake:
        yield from intake.process(inputs)


class IntakeWorker:
    """Runs the intake process, which is started for the first input."""

    def __init__(self, standard_input: BinaryIO, hints: Hints | None = None) -> None:
        setting = msgspec.json.encode(hints or Hints()).decode()
        self._process = LimitedProcess(spawning(serve_intake, setting))
        self.standard_input = standard_input

    def process(self, inputs: Iterable[Source]) -> Iterator[IntakeResult]:
        """Yield every article and failure of these inputs."""
        for source in inputs:
            if source.refused:
                name = shown(source.name)
                yield source, Failure(name, source.refused, passed_over=source.passed_over)
                continue
            found_in = self._one(source)
            is_empty = True
            for found in found_in if source.item is None else _the_article(source, found_in):
                is_empty = False
                yield source, found
            if is_empty:
                nothing = "there is no article in it"
                yield source, Failure(shown(source.name), nothing, passed_over=source.in_folder)

    def close(self) -> None:
        self._process.close()

    def _one(self, source: Source) -> Iterator[Article | Failure]:
        name = shown(source.name)
        try:
            _order(self._process, source, self.standard_input)
            while message := self._process.receive(ARTICLE_SECONDS + GRACE):
                found = _decoded(message)
                if found is not None:
                    yield found
        except TooSlow:
            yield Stopped(name, f"it took more than {ARTICLE_SECONDS} seconds; the rest is left")
        except Gone:
            yield Stopped(name, "the process that took it in was killed (out of memory?)")


def _the_article(source: Source, found: Iterable[Article | Failure]) -> list[Article | Failure]:
    """Return the one article of a feed item's page."""
    return list(found)[:1] or [Failure(shown(source.name), "there is no article in it")]


def _order(process: LimitedProcess, source: Source, standard_input: BinaryIO) -> None:
    order: dict[str, object] = {"name": source.name, "in_folder": source.in_folder}
    if source.answer is not None:
        _send_spooled(process, {**order, "sent": sent_as(source.answer)}, source.answer.body)
    elif source.name != STANDARD_INPUT:
        process.send(json.dumps(order).encode())
    else:
        try:
            process.send(json.dumps(order).encode(), standard_input.fileno())
        except OSError:  # it is not a descriptor of the operating system
            _send_spooled(process, order, standard_input.read())


def _send_spooled(process: LimitedProcess, order: dict[str, object], body: bytes) -> None:
    with tempfile.TemporaryFile() as spooled:
        spooled.write(body)
        spooled.seek(0)
        process.send(json.dumps(order).encode(), spooled.fileno())


def _decoded(message: bytes) -> Article | Failure | None:
    answer = json.loads(message)
    if "article" in answer:
        return article_from(answer["article"])
    if "failure" in answer:
        origin, reason, passed_over = answer["failure"]
        return Failure(_whole(origin), _whole(reason), passed_over)
    return None


def _whole(words: str) -> str:
    return words.encode("utf-8", "replace").decode()
