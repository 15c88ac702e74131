"""Reads times out of words alone, or out of a clause whose verb is known: no model."""

from __future__ import annotations

from datetime import date

import spacy
from spacy.tokens import Doc

from store.extract import extensions
from store.extract.extensions import FoundTime
from store.extract.times.component import times
from store.reading import Article

_NLP = spacy.blank("en")
_LEMMAS = {"met": "meet", "meets": "meet", "left": "leave", "expected": "expect"}
extensions.register()


def times_in(text: str, published: date | str | None = None) -> list[FoundTime]:
    """The expressions of a text that no model has parsed: every token is its own head."""
    return _read(_NLP.make_doc(text), published)


def time_in(text: str, published: date | str | None = None) -> FoundTime:
    """The only expression of a text."""
    (only,) = times_in(text, published)
    return only


def after_verb(verb: str, tag: str, words: str, published: date, auxiliary: str = "") -> FoundTime:
    """The expression `words` that hangs on a verb, with its auxiliary before it."""
    behind = [token.text for token in _NLP.make_doc(words)]
    (only,) = after_verb_many(verb, tag, behind, published, auxiliary)
    return only


def after_verb_many(
    verb: str, tag: str, behind: list[str], published: date, auxiliary: str = ""
) -> list[FoundTime]:
    """The expressions among the tokens `behind` a verb, which all hang on it."""
    tokens = ["They", *([auxiliary] if auxiliary else []), verb, *behind]
    at = len(tokens) - len(behind) - 1
    doc = Doc(
        _NLP.vocab,
        words=tokens,
        heads=[at] * len(tokens),
        deps=["nsubj", *(["aux"] if auxiliary else []), "ROOT", *(["npadvmod"] * len(behind))],
        pos=["PRON", *(["AUX"] if auxiliary else []), "VERB", *(["NOUN"] * len(behind))],
        tags=["PRP", *(["MD"] if auxiliary else []), tag, *(["NN"] * len(behind))],
        lemmas=[_LEMMAS.get(word, word.lower()) for word in tokens],
    )
    return _read(doc, published)


def words_of(time: FoundTime, text: str) -> str:
    return text[slice(*time.chars)]


def _read(doc: Doc, published: date | str | None) -> list[FoundTime]:
    day = published.isoformat() if isinstance(published, date) else published
    doc._.article = Article(id="a", text=doc.text, published=day)
    return list(times(doc)._.times)
