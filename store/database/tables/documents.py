"""How an article and its reading lie in the tables.

An article takes three documents under one number: what is known of it in `articles`, its text
in `texts` (apart, so that scanning articles does not read every text), what was read from it in
`readings` (without the text).
"""

from __future__ import annotations

from typing import Any

from store.reading import Article, Reading, article_from, reading_from, to_document


def article_documents(article: Article) -> tuple[dict[str, Any], dict[str, Any]]:
    """The documents for `articles` and `texts`."""
    document = to_document(article)
    text = document.pop("text")
    document["characters"] = len(text)
    return document, {"text": text}


def reading_document(reading: Reading) -> dict[str, Any]:
    """The document for `readings`."""
    document = to_document(reading)
    del document["text"]
    return document


def article_of(document: dict[str, Any], text: dict[str, Any]) -> Article:
    """The article again, from its documents in `articles` and `texts`."""
    known = {name: value for name, value in document.items() if name != "characters"}
    return article_from({**known, "text": text["text"]})


def reading_of(document: dict[str, Any], text: dict[str, Any]) -> Reading:
    """The reading again, from its documents in `readings` and `texts`."""
    return reading_from({**document, "text": text["text"]})
