"""Nouns for people: offices, trades, and what `genders.tsv` tells of."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.references.genders import of_noun
from store.extract.roles.offices import office_words

_PEOPLE = frozenset(
    "person people child baby teenager youth victim survivor suspect defendant witness resident "
    "citizen voter protester protestor activist student teacher doctor nurse patient lawyer driver "
    "passenger worker employee farmer soldier fighter gunman gunmen attacker bomber rebel militant "
    "prisoner detainee inmate hostage refugee migrant player striker goalkeeper singer artist "
    "writer author poet journalist reporter expert critic opponent rival successor predecessor "
    "counterpart colleague friend neighbor neighbour relative parent couple spouse partner "
    "politician parliamentarian dissident billionaire tycoon investor trader banker businesswoman "
    "source master stationmaster man woman boy girl tourist pilot sailor priest monk nun cleric "
    "scholar scientist who anyone someone everyone nobody one".split()
)


def is_human(word: Token) -> bool:
    """A noun or pronoun for a person, or for people."""
    if word.pos_ == "PROPN":
        return word.ent_type_ == "PERSON"
    lemma = word.lemma_.lower()
    return (
        lemma in _PEOPLE
        or lemma in office_words().heads
        or of_noun(word) is not None
        or (word.lower_ in {"he", "she", "i", "we", "they", "you"})
    )
