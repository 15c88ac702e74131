"""What the gazetteer knows keeps its capitals when a text in capitals is put in small letters."""

from __future__ import annotations

from store.extract.gazetteer import proper_words
from store.extract.text_repair import Recaser

COMMON = {"turkey", "soviet", "union", "polish", "signed", "treaty", "with", "state", "salvador"}


def recased(text: str) -> str:
    return Recaser(COMMON, *proper_words()).recase(f"{text} {'THE TREATY WITH THE UNION. ' * 6}")


def test_countries_peoples_and_phrases_keep_their_capitals() -> None:
    text = recased("THE TREATY WITH TURKEY AND THE SOVIET UNION, SIGNED IN SAN SALVADOR BY POLISH")
    for name in ("Turkey", "Soviet Union", "San Salvador", "Polish"):
        assert name in text


def test_known_acronyms_stay_in_capitals() -> None:
    assert "the NATO treaty" in recased("THE TREATY WITH THE NATO TREATY SIGNED")


def test_common_words_are_small() -> None:
    assert "signed the treaty with us" in recased("THE UNION SIGNED THE TREATY WITH US AND IT")
