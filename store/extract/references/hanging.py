"""Names that hang on a hyphen: "Beijing-" in "Beijing- and Moscow-led"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from store.extract.found import FoundEntity, FoundMention, Tokens
from store.extract.gazetteer import gazetteer
from store.extract.searching import token_at
from store.reading import MentionKind

_HANGING = re.compile(r"-(?:, |,? (?:and|or) )")


def add_hanging(doc: Doc) -> None:
    """Make the country before a hanging hyphen a mention of it, where the article has named it
    elsewhere; a capital stands for its country there."""
    text = doc.text
    for match in _HANGING.finditer(text):
        start, end = text.rfind(" ", 0, match.start()) + 1, match.start()
        found = _named(doc, text[start:end]) if end > start else None
        token = token_at(doc, start, end)
        if token is not None and found is not None:
            entity, kind = found
            entity.mentions.append(FoundMention(Tokens(token.i, token.i + 1), kind, (start, end)))


def _named(doc: Doc, word: str) -> tuple[FoundEntity, MentionKind] | None:
    places = gazetteer()
    capital = places.capital(word)
    known = capital or places.place(word) or places.demonym(word)
    if known is None or not known.iso:
        return None
    for entity in doc._.entities:
        if entity.iso == known.iso and entity.type == "GPE" and entity.country is None:
            return entity, "metonym" if capital else "name"
    return None
