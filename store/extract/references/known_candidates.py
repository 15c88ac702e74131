"""Candidates whom everybody knows: "Ted Cruz" in an article of 2015 about the primaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from store.asset_files import shipped_rows
from store.extract.extensions import FoundEntity, FoundMention, FoundRole, Tokens, where
from store.extract.references.discourse import Discourse
from store.extract.rules import nothing, rule
from store.identity.folding import fold

_RACE = frozenset(
    "primary primaries caucus caucuses nominee nomination candidate candidates candidacy campaign"
    " campaigns campaigning presidential election delegates frontrunner front-runner rival rivals"
    " poll polls voters debate debates presidency".split()
)
"""Words of articles about a race."""
_SURE = frozenset("primary primaries caucuses nominee nomination candidate candidates".split())
_LEAST, _MANY = 3, 6
"""How many such words an article about a race has at least, and one about little else."""
_NEAR = 12
"""How many words may stand between a name and a word of the race."""
_OFTEN = 3
"""How often it mentions one of its main persons at least."""


class Candidacy(NamedTuple):
    """That somebody ran for an office, as everybody knows."""

    name: str
    race: str
    """What such a candidate is called: "Presidential"."""
    party: str
    since: str
    until: str
    """ISO 8601 days: of the announcement, and of withdrawal or election."""


@rule("references.known_candidates", off=nothing)
def known_candidates(discourse: Discourse) -> Sequence[FoundRole]:
    """Return the candidates for president that an article of their time about a race mentions.

    The evidence is the name with the nearest word of the race in its sentence.
    """
    doc = discourse.doc
    day = (doc._.article.published or "")[:10] if doc._.article is not None else ""
    words = [at for at in where(doc, "LOWER", _RACE) if at not in discourse.entities]
    if len(day) < len("2016-01-31") or len(words) < _LEAST or not where(doc, "LOWER", _SURE):
        return ()
    persons = [e for e in doc._.entities or [] if e.type == "PERSON" and e.is_named]
    found = ((person, _candidacy(person, persons, day)) for person in persons)
    return [
        _role(discourse, person, run, span)
        for person, run in found
        if run is not None and (span := _evidence(discourse, person, words)) is not None
    ]


def _candidacy(person: FoundEntity, persons: Sequence[FoundEntity], day: str) -> Candidacy | None:
    """Return what somebody runs for on a day.

    A surname alone means its only candidate, unless the article names others of the surname.
    """
    words = [word for word in fold(person.name).split() if len(word) > 1]
    if not words:
        return None
    running = [run for run in _candidacies()[words[-1]] if run.since <= day < run.until]
    if len(words) > 1:
        running = [run for run in running if _words(run.name) == words]
    elif any(each is not person and fold(each.name).split()[-1] == words[-1] for each in persons):
        return None
    return running[0] if len({run.race for run in running}) == 1 else None


def _role(discourse: Discourse, person: FoundEntity, run: Candidacy, span: Tokens) -> FoundRole:
    parties = (e for e in discourse.doc._.entities if e.name == run.party and e.mentions)
    party = next(parties, None)
    called = f"{run.race} Candidate"
    if party is None:
        called = f"{run.party.removesuffix(' Party')} {called}"
    return FoundRole(person, called, party, span)


def _evidence(discourse: Discourse, person: FoundEntity, words: Sequence[int]) -> Tokens | None:
    """Return the name and the nearest word of the race in its sentence.

    None if none is near, unless it is the full name of a main person of an article about a race.
    """
    spans = [
        Tokens(min(mention.span.start, at), max(mention.span.end, at + 1))
        for mention in _names(person)
        for at in words
        if discourse.sentence[at] == discourse.sentence[mention.span.start]
    ]
    nearest = min(spans, key=len, default=None)
    if nearest is not None and len(nearest) <= _NEAR:
        return nearest
    is_main = " " in person.name and len(person.mentions) >= _OFTEN and len(words) >= _MANY
    return next((mention.span for mention in _names(person)), None) if is_main else None


def _names(person: FoundEntity) -> Iterator[FoundMention]:
    return (mention for mention in person.mentions if mention.kind == "name")


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if len(word) > 1]


@cache
def _candidacies() -> defaultdict[str, list[Candidacy]]:
    """Map surnames to the known candidacies."""
    found: defaultdict[str, list[Candidacy]] = defaultdict(list)
    for name, *rest in shipped_rows("gazetteer", "candidates.tsv"):
        found[_words(name)[-1]].append(Candidacy(name, *rest))
    return found
