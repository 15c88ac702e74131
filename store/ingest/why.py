"""Explain an event in a process of its own: the dashboard asks, and never loads spaCy.

The article is read again. What a reading would have to store to explain itself is larger than
the reading, nobody looks at most of it, and it would speak for a version of the rules that is
gone; reading one article again takes a few seconds and tells what the rules say now.
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache

import msgspec

from store.errors import UserError
from store.extract.why import Why, each_why, why_at
from store.ingest.languages import STANDARD, Extractors, ExtractorSettings
from store.reading import Article, Reading, Span

_SECONDS = 120


class _Question(msgspec.Struct, frozen=True):
    article: Article
    settings: ExtractorSettings


type _Answer = tuple[tuple[Span, Why], ...]
"""By verb, what explains each event of the article."""


def explain_event(
    article: Article, verb: Span, settings: ExtractorSettings = STANDARD
) -> Why | None:
    """Explain the event of an article whose verb is at a range of code points. Starts a process,
    which takes a few seconds: call it from a thread. The other events of the last articles are
    explained at once. Returns None where the extractor, as it is now, finds no event there.

    Raises:
        UserError: The article cannot be read.
    """
    return why_at(_answered(msgspec.json.encode(_Question(article, settings))), verb)


@lru_cache(maxsize=8)
def _answered(question: bytes) -> _Answer:
    """Return what the process says of all events of an article."""
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=question, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UserError(
            "The event cannot be explained.", f"Reading its article again failed: {error}"
        ) from error
    return msgspec.json.decode(done.stdout, type=tuple[tuple[Span, Why], ...])


def _answer(question: bytes) -> bytes:
    asked = msgspec.json.decode(question, type=_Question)
    settings = msgspec.structs.replace(asked.settings, explain=True)
    (reading,) = Extractors.loaded(settings).read_each([asked.article])
    found = tuple(each_why(reading)) if isinstance(reading, Reading) else ()
    return msgspec.json.encode(found)


if __name__ == "__main__":
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
