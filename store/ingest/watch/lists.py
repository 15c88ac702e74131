"""Lists of feeds in files: OPML, and newsboat's `urls`. In, and out again."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.ingest.watch.feeds import Feed
from store.ingest.watch.newsboat import feeds_in_urls
from store.ingest.watch.opml import feeds_in_opml
from store.intake.decode import decode
from store.intake.limits import Refused, check_file_size
from store.trouble import Trouble

_MOST_ODD = 3
"""Lines that give no feed; where there are more and no feed at all, the file is another."""


@dataclass(slots=True)
class FeedFile:
    """The feeds of a file, and what of it was left out and why."""

    feeds: list[Feed] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def feeds_in(name: str, data: bytes) -> FeedFile:
    """The feeds that a file lists. Raises `Trouble`, which names the file, for what is no list
    of feeds."""
    found = FeedFile()
    try:
        check_file_size(len(data))
        is_markup = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        read = feeds_in_opml(data) if is_markup else feeds_in_urls(decode(data))
        for each in read:
            if isinstance(each, Feed):
                found.feeds.append(each)
            else:
                found.left_out.append(each)
        if not found.feeds and len(found.left_out) > _MOST_ODD:
            raise Refused("there is no link in it, and much else")
    except Refused as refused:
        raise Trouble(
            f"{name} is no list of feeds: {refused}.", "OPML and newsboat's urls are read."
        ) from refused
    return found
