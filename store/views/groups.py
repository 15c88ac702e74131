"""When two articles tell the same event: one row of the timeline, with both behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from itertools import pairwise

from store.identity.folding import fold
from store.query.words import words
from store.reading import Event, is_name

_SAY_LITTLE = frozenset({"OTHER", "STATEMENT"})
_APART = frozenset({"negated", "hypothetical"})
_ONCE = (
    "abduct", "amnest", "arrest", "convict", "deport", "detain", "detention", "expel", "expuls",
    "extradit", "free", "kidnap", "pardon", "releas", "sentenc",
)  # fmt: skip
"""How the words begin for what is done to a person once a day, whoever is said to have done it."""


def group_key(event: Event, keys: Mapping[str, str], verb: str) -> int | None:
    """Equal for events that are the same event; None for one that is told only here.

    The same type, the same actors, the same recipients, the same dates. What did not happen is
    never joined with what did, nor is what somebody without a name ("the police") did, who may
    be somebody else elsewhere. Where that says little, the label must be the same too: of a type
    that says little (OTHER, STATEMENT), known only to the month or worse, without an actor, or
    with one alone, of whom the mode may say enough ("resign").
    But those who meet may be told in any order ("A received B", "B and A met"), and who has been
    arrested or pardoned on a day is so whether the text says by whom ("A was pardoned").
    `keys` maps the reading's entity ids to the keys that hold everywhere; `verb` is the word
    that carries the event.
    """
    actors = sorted({keys.get(each, each) for each in event.actors})
    recipients = sorted({keys.get(each, each) for each in event.recipients})
    if not (event.from_ and event.to):
        return None
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
    says_little = event.type in _SAY_LITTLE or not exact or not actors or (alone and not event.mode)
    parts = [
        event.type,
        "|".join(actors),
        "|".join(recipients),
        event.from_[:10],
        event.to[:10],
        "" if exact else event.precision or "",
        event.modality if event.modality in _APART else "",
        event.mode or "" if alone else "",
        fold(event.label) if says_little else "",
    ]
    return _number(parts)


def copied_key(event: Event, keys: Mapping[str, str], text: str, family: int) -> int | None:
    """Equal for an event of an article and the same words in a copy, update or excerpt of it;
    None where there are no words.

    It is for events that `group_key` joins with nothing. The verb must be the same, and where
    type and parties say little, the whole sentence.
    """
    if not event.evidence:
        return None
    said = event.evidence[0]
    says_little = event.type in _SAY_LITTLE and not event.mode
    sentence = said.start, said.verb.start, said.verb.end, said.end
    told = pairwise(sentence) if says_little or not event.actors else [said.verb]
    parts = [
        f"family {family}",
        event.type,
        event.modality,
        f"{event.from_} {event.to} {event.precision}",
        "|".join(sorted({_called(keys.get(each, each)) for each in event.actors})),
        "|".join(sorted({_called(keys.get(each, each)) for each in event.recipients})),
        *(" ".join(words(text[start:end])) for start, end in told),
    ]
    return _number(parts)


def verb_of(event: Event, text: str) -> str:
    """The word that carries an event."""
    if not event.evidence:
        return ""
    start, end = event.evidence[0].verb
    return text[start:end]


def _called(key: str) -> str:
    """A key without what makes it one article's alone: "the police" here and in a copy."""
    return key if is_name(key) else key.rpartition("/")[2]


def _number(parts: list[str]) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
