"""Names that hang on a hyphen: "Beijing-" in "Beijing- and Moscow-led"."""

from __future__ import annotations

from spacy.tokens import Doc

from store.extract.found import FoundEntity, FoundMention, Tokens
from store.extract.gazetteer import gazetteer
from store.reading import MentionKind

_JOINING = frozenset({"and", "or", ","})


def add_hanging(doc: Doc) -> None:
    """Make the country before a hanging hyphen a mention of it, where the article has named it
    elsewhere; a capital stands for its country there."""
    for token in doc[:-1] if len(doc) else ():
        word = token.text[:-1]
        if not word or token.text[-1] not in "-–" or doc[token.i + 1].lower_ not in _JOINING:
            continue
        found = _named(doc, word)
        if found is not None:
            entity, kind = found
            chars = (token.idx, token.idx + len(word))
            entity.mentions.append(FoundMention(Tokens(token.i, token.i + 1), kind, chars))


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
