"""Whom a people's name means in the singular: "The Italian said he was content"."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.found import FoundEntity
from store.extract.references.discourse import Discourse
from store.extract.references.holders import just_spoken_of


def compatriot(discourse: Discourse, token: Token) -> FoundEntity | None:
    """The person just spoken of, where "the" and a people's name alone are a subject; the word
    is then no mention of the country."""
    if token.i == 0 or discourse.doc[token.i - 1].lower_ != "the" or token.tag_ == "NNPS":
        return None
    told = discourse.heads.get(token.i, [])
    if len(told) != 1 or told[0][1] != "demonym" or token.head.tag_ in {"VBP"}:
        return None
    person = just_spoken_of(discourse, token)
    if person is not None:
        country = told[0][0]
        country.mentions[:] = [m for m in country.mentions if token.i not in m.span]
    return person
