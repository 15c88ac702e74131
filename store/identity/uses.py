"""What one article tells of its persons: how it calls them, their sex, offices and company."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store.identity.folding import fold
from store.reading import Entity, Reading, Role

_PARTICLES = frozenset("de da di do dos du del della la le van von der den ter".split())
"""Words before the last one of a surname: "de Klerk"."""
_CALLED = frozenset(["name", "acronym"])
_SEX = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "sir", "lord"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs", "ms", "miss", "lady"), "female"),
}
_TITLE = re.compile(r"(\w+)\.? $")
_GOVERNMENT = re.compile(r"(?:['’]s)? (?:administration|presidency|era|years|White House)\b")


@dataclass(frozen=True, slots=True)
class Use:
    """How one article uses one person."""

    article: int
    day: int | None
    """The ordinal of the article's day; None if it has no date."""
    key: str
    name: str
    called: frozenset[str]
    """The single words, and surnames with particles, by which the article calls the person,
    folded."""
    sex: str | None
    """What titles and pronouns tell: "male" or "female"."""
    offices: frozenset[str]
    """The last words of the offices that the article gives, in lower case."""
    company: frozenset[str]
    """The keys of the other named entities of the article."""


def uses_of(article: int, reading: Reading) -> Iterator[Use]:
    """Yield how an article uses each of its persons."""
    day = _day(reading.published)
    keys = frozenset(entity.key for entity in reading.entities if entity.is_named)
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for role in reading.roles:
        offices[role.person].add(_office(role))
    for entity in reading.entities:
        if entity.type == "PERSON" and entity.is_named:
            known = offices.get(entity.id, set())
            if _is_government(entity, reading.text):
                known = known | {"president"}
            yield Use(
                article,
                day,
                entity.key,
                entity.name,
                frozenset(_short_names(entity, reading.text)),
                _sex(entity, reading.text),
                frozenset(known),
                keys - {entity.key},
            )


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _office(role: Role) -> str:
    """Return the last word of an office, which its longer and shorter forms share."""
    return role.role.casefold().rpartition(" ")[2]


def _short_names(entity: Entity, text: str) -> Iterator[str]:
    for mention in entity.mentions:
        if mention.kind in _CALLED:
            words = fold(text[mention.start : mention.end]).split()
            if words and is_one_surname(words):
                yield " ".join(words)


def is_one_surname(words: Sequence[str]) -> bool:
    """Whether the words of a name are one surname at most: "klerk", "de klerk"."""
    return _PARTICLES.issuperset(words[:-1])


def surname(words: Sequence[str]) -> str:
    """Return the last word of a name, with the particles before it."""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def _sex(entity: Entity, text: str) -> str | None:
    told: Counter[str] = Counter()
    for mention in entity.mentions:
        if mention.kind == "pronoun":
            word = text[mention.start : mention.end].casefold()
        else:
            title = _TITLE.search(text, max(0, mention.start - 12), mention.start)
            word = title[1].casefold() if title else ""
        if word in _SEX:
            told[_SEX[word]] += 1
    return told.most_common(1)[0][0] if len(told) == 1 else None


def _is_government(entity: Entity, text: str) -> bool:
    """Whether the name stands for a government: "the Clinton administration"."""
    return any(_GOVERNMENT.match(text, mention.end) for mention in entity.mentions)
