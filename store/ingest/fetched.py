"""What a host sent, as the process that takes inputs in is told of it."""

from __future__ import annotations

import msgspec

from store.intake.answers import Answer

_SUFFIXES = {
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
}
"""What the names of such files end in, for what the content leaves open."""


class Sent(msgspec.Struct, frozen=True):
    """What is known of a body beside itself: the link it came from in the end, the encoding and
    kind that its host named, and when it was fetched."""

    url: str
    charset: str | None
    fetched: str
    suffix: str | None


def sent_as(answer: Answer) -> dict[str, str | None]:
    """The same as plain JSON."""
    kind = _SUFFIXES.get(answer.content_type or "")
    sent = Sent(answer.url, answer.charset, answer.at, kind)
    return msgspec.structs.asdict(sent)
