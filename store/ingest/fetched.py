"""The metadata of a fetched body, as sent to the intake process."""

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
"""File name suffixes by media type, for formats that the content does not identify."""


class Sent(msgspec.Struct, frozen=True):
    """Metadata of a body: its final link, the encoding and media type from its host, and when it
    was fetched.
    """

    url: str
    charset: str | None
    fetched: str
    suffix: str | None


def sent_as(answer: Answer) -> dict[str, str | None]:
    """Return the metadata as plain JSON."""
    kind = _SUFFIXES.get(answer.content_type or "")
    sent = Sent(answer.url, answer.charset, answer.at, kind)
    return msgspec.structs.asdict(sent)
