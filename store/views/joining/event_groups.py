"""The keys of events that are one event beyond doubt, in one article or in several."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from store.identity.folding import fold
from store.query.words import words
from store.reading import Event, is_name

_VAGUE_TYPES = frozenset({"OTHER", "STATEMENT"})
_APART = frozenset({"negated", "hypothetical"})
_ONCE = (
    "abduct", "amnest", "arrest", "convict", "deport", "detain", "detention", "expel", "expuls",
    "extradit", "free", "kidnap", "pardon", "releas", "sentenc",
)  # fmt: skip
"""How labels begin for acts that happen to a person at most once a day, whoever is named
as actor.
"""


def group_key(event: Event, keys: Mapping[str, str], verb: str) -> int | None:
    """Return a key that is equal for events that are the same event, or None for an event that is
    never grouped.

    The key consists of the type, actors, recipients and dates. Negated events are never grouped
    with others. Neither are events whose actor has no name ("the police"), who may be somebody else
    in another article.

    If that identifies too little, the label must be equal too: for types that say little (OTHER,
    STATEMENT), for dates no finer than a month, for events without an actor, and for events with
    one actor only, unless the mode says enough ("resign"). For meetings, actors and recipients are
    unordered ("A received B", "B and A met"). An arrest or pardon of a person on a day is the same
    event whether or not the text names the actor ("A was pardoned").

    `keys` maps the entity ids of the reading to keys that are valid across articles. `verb` is the
    trigger of the event.
    """
    if not (event.from_ and event.to):
        return None
    actors = sorted({keys.get(each, each) for each in event.actors})
    recipients = sorted({keys.get(each, each) for each in event.recipients})
    exact = event.precision in {"day", "time"}
    deed = next((stem for stem in _ONCE if verb.lower().startswith(stem)), "")
    if exact and deed and len(recipients) == 1 and recipients[0].startswith("person/"):
        actors = [deed]
    parties = sorted({*actors, *recipients})
    if not parties or not all(map(is_name, parties)):
        return None
    if event.type == "CONSULT" and len(parties) > 1:
        actors, recipients = parties, []
    alone = not recipients and len(actors) < 2
    is_vague = event.type in _VAGUE_TYPES or not exact or not actors or (alone and not event.mode)
    parts = [
        event.type,
        "|".join(actors),
        "|".join(recipients),
        event.from_[:10],
        event.to[:10],
        "" if exact else event.precision or "",
        event.modality if event.modality in _APART else "",
        event.mode or "" if alone else "",
        fold(event.label) if is_vague else "",
    ]
    return _number(parts)


def copied_key(event: Event, keys: Mapping[str, str], text: str, family: int) -> int | None:
    """Return a key that is equal for the same words in an article and in a copy, update or excerpt
    of it. Return None for an event without words.

    It is used for events that `group_key` does not group. The verb must be equal, and the whole
    sentence if type and participants say little.
    """
    if not event.evidence:
        return None
    evidence = event.evidence[0]
    is_vague = event.type in _VAGUE_TYPES and not event.mode
    sentence = evidence.start, evidence.verb.start, evidence.verb.end, evidence.end
    spans = pairwise(sentence) if is_vague or not event.actors else [evidence.verb]
    parts = [
        f"family {family}",
        event.type,
        event.modality,
        f"{event.from_} {event.to} {event.precision}",
        "|".join(sorted({_called(keys.get(each, each)) for each in event.actors})),
        "|".join(sorted({_called(keys.get(each, each)) for each in event.recipients})),
        *(" ".join(words(text[start:end])) for start, end in spans),
    ]
    return _number(parts)


def token_key(token: str) -> int:
    """Return the key of a group that people made."""
    return _number(["made", token])


def verb_of(event: Event, text: str) -> str:
    """Return the word that triggers an event."""
    if not event.evidence:
        return ""
    start, end = event.evidence[0].verb
    return text[start:end]


def _called(key: str) -> str:
    """Return a key without the part that limits it to one article, for "the police" in a copy."""
    return key if is_name(key) else key.rpartition("/")[2]


def _number(parts: list[str]) -> int:
    import hashlib  # loads OpenSSL, 4 MB, which a dashboard hardly ever needs

    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
