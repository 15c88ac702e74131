"""What a response's headers say of its body, and of when to ask again."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Headers = Mapping[str, str]
"""By names in small letters."""

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,10}")


def kind_of(headers: Headers) -> str | None:
    """The media type, without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def charset_of(headers: Headers) -> str | None:
    """The encoding of the text."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else None


def fresh_for(headers: Headers) -> float | None:
    """Seconds for which nothing will have changed: `max-age` before `Expires` (RFC 9111)."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    if found:
        return max(0.0, float(found[1]) - _number(headers.get("age", "")))
    return _until(headers.get("expires"), since=headers.get("date"))


def retry_after(headers: Headers) -> float | None:
    """Seconds for which a host asks to be left alone (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "")
    return float(said) if _SECONDS.fullmatch(said) else _until(said)


def _number(said: str) -> float:
    return float(said) if _SECONDS.fullmatch(said) else 0.0


def _until(said: str | None, since: str | None = None) -> float | None:
    """Seconds to a moment, from the host's own clock where it tells the time."""
    moment = _moment(said)
    if moment is None:
        return None
    return max(0.0, moment - (_moment(since) or time.time()))


def _moment(said: str | None) -> float | None:
    try:
        found: datetime = parsedate_to_datetime(said or "")
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
