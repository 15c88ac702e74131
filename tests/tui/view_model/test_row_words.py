"""The marks of a row in words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store import Heading
from store.views.lists.rows import ArticleRow, EntityRow
from tests.tui.view_model.test_lines import ARTICLE, ENTITY, EVENT
from tui.view_model.lines import SIGNS, STATES
from tui.view_model.row_words import QUAD_WORDS, STATE_WORDS, row_words


def test_every_mark_of_an_event_has_words() -> None:
    assert {sign for sign, _ in SIGNS.values()} == QUAD_WORDS.keys()
    assert STATES.keys() == STATE_WORDS.keys()


def test_an_event() -> None:
    assert row_words("timeline", EVENT) == [
        "consult: verbal cooperation", "claimed", "2 voices in 2 articles",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sources": ("Ann Lee",)}, "claimed by Ann Lee"),
        ({"modality": "negated"}, "did not happen"),
        ({"confidence": 0.1}, "unsure"),
        ({"date_basis": "inherited"}, "date inferred"),
        ({"from_": None, "to": None, "date_basis": None}, "undated"),
        ({"from_": None}, "before that day"),
        ({"to": None}, "since that day"),
        ({"type": "OTHER"}, "other"),
    ],
)
def test_what_is_said_of_it(changes: dict[str, object], words: str) -> None:
    assert words in row_words("timeline", replace(EVENT, **changes))


def test_copies_are_no_confirmation() -> None:
    assert "1 voice in 2 articles" in row_words("timeline", replace(EVENT, voices=1))
    alone = replace(EVENT, voices=1, articles=1)
    assert not any("voice" in each for each in row_words("timeline", alone))
    assert "disputed: V shows how" in row_words("timeline", replace(EVENT, disputed=True))


def test_an_entity() -> None:
    assert row_words("entities", ENTITY) == ["person", "3 of 12 mentions"]
    assert row_words("entities", EntityRow("gpe/BY", "Belarus", "GPE", 1, 1)) == [
        "country or city", "1 mention",
    ]  # fmt: skip


def test_an_article_says_only_what_is_unusual() -> None:
    assert row_words("articles", ARTICLE) == []
    odd = ArticleRow(1, "x", None, None, "Docks", True, 0, kind="update", copies=2)
    assert row_words("articles", odd) == [
        "update of another article", "2 copies under it", "undated",
        "no headline: its first sentence",
    ]  # fmt: skip


def test_a_heading() -> None:
    heading = Heading("2024-07", "month", "2024-07-01", "2024-07-31", 2, 5, ((0, 2),))
    assert row_words("timeline", heading) == ["2 of 5 events begin in this span"]
