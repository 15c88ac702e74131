"""Whose word an article or a sentence is."""

from __future__ import annotations

import pytest

from store.views.words.voices import agency_of, agency_of_sentence, article_voice, voice_number


@pytest.mark.parametrize(
    ("text", "source", "agency"),
    [
        ("MINSK (Reuters) - Talks ended.", "Harbour Gazette", "Reuters"),
        ("MINSK, July 4 (AP) — Talks ended.", "Harbour Gazette", "Associated Press"),
        ("Ann Lee, Associated Press\n\nTalks ended.", "Harbour Gazette", "Associated Press"),
        ("Talks ended\n\nBy Ann Lee, AFP\n\nThey ended late.", "Echo", "Agence France-Presse"),
        ("MINSK (Far Wire) — Talks ended.", "Harbour Gazette", "Far Wire"),
        ("MINSK (Harbour Gazette) — Talks ended.", "Harbour Gazette", None),
        ("The club (Dynamo) - a team - lost.", "Harbour Gazette", None),
        ("Talks ended.", "Reuters", "Reuters"),
        ("Talks ended, said Reuters, late.", "Harbour Gazette", None),
    ],
)
def test_the_agency_of_an_article(text: str, source: str, agency: str | None) -> None:
    assert agency_of(text, source) == agency
    assert article_voice(text, source) == (agency or source)


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("The minister told Reuters that talks had ended.", "Reuters"),
        ("According to the Associated Press, nine died.", "Associated Press"),
        ("Nine died, Interfax news agency reported.", "Interfax"),
        ("TASS said that the road was closed.", "TASS"),
        ("Reuters opened a new office.", None),
        ("Nine died.", None),
    ],
)
def test_the_agency_of_a_sentence(sentence: str, agency: str | None) -> None:
    assert agency_of_sentence(sentence) == agency


def test_a_voice_is_the_same_whatever_its_case() -> None:
    assert voice_number("Harbour Gazette") == voice_number("HARBOUR GAZETTE")
    assert voice_number("Harbour Gazette") != voice_number("Harbour Wire")
