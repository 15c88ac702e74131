"""When two articles tell the same event: one row of the timeline, with both behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from store.identity.folding import fold
from store.query.words import words
from store.reading import Event, is_name

_SAY_LITTLE = frozenset({"OTHER", "STATEMENT"})
_APART = frozenset({"negated", "hypothetical"})


def group_key(event: Event, keys: Mapping[str, str]) -> int | None:
    """Equal for events that are the same event; None for one that is told only here.

    The same type, the same actors, the same recipients, the same dates. What did not happen is
    never joined with what did, nor is what somebody without a name ("the police") did, who may
    be somebody else elsewhere. Where that says little, the label must be the same too: of a type
    that says little (OTHER, STATEMENT), known only to the month or worse, without an actor.
    `keys` maps the reading's entity ids to the keys that hold everywhere.
    """
    parties = [keys.get(each, each) for each in (*event.actors, *event.recipients)]
    if not (event.from_ and event.to) or not parties or not all(map(is_name, parties)):
        return None
    exact = event.precision in {"day", "time"}
    says_little = event.type in _SAY_LITTLE or not exact or not event.actors
    parts = [
        event.type,
        "|".join(sorted({keys.get(each, each) for each in event.actors})),
        "|".join(sorted({keys.get(each, each) for each in event.recipients})),
        event.from_[:10],
        event.to[:10],
        "" if exact else event.precision or "",
        event.modality if event.modality in _APART else "",
        fold(event.label) if says_little else "",
    ]
    return _number(parts)


def copied_key(event: Event, keys: Mapping[str, str], text: str, family: int) -> int | None:
    """Equal for an event of an article and the same words in a copy, update or excerpt of it;
    None where there are no words.

    It is for events that `group_key` joins with nothing: the words themselves are the same.
    """
    if not event.evidence:
        return None
    said = event.evidence[0]
    parts = [
        f"family {family}",
        event.type,
        event.modality,
        f"{event.from_} {event.to} {event.precision}",
        "|".join(sorted({_called(keys.get(each, each)) for each in event.actors})),
        "|".join(sorted({_called(keys.get(each, each)) for each in event.recipients})),
        " ".join(words(text[said.start : said.verb.start])),
        " ".join(words(text[said.verb.start : said.end])),
    ]
    return _number(parts)


def _called(key: str) -> str:
    """A key without what makes it one article's alone: "the police" here and in a copy."""
    return key if is_name(key) else key.rpartition("/")[2]


def _number(parts: list[str]) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
