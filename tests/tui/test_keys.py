"""The table of keys: whole, without clashes, and changeable by id."""

from __future__ import annotations

import pytest

from tui.keys import BY_ID, FOOTER, KEYS, clashes, elsewhere, here, meant, shown
from tui.main_screen.desk import Desk


def test_every_key_has_a_command() -> None:
    for key in KEYS:
        name = key.action.partition("(")[0]
        if "." not in name:
            assert callable(getattr(Desk, f"action_{name}")), key.id


def test_ids_are_unique_and_every_footer_key_exists_there() -> None:
    assert len(BY_ID) == len(KEYS)
    pane_of = {"heading": "timeline", "nothing": "articles"}
    for where, ids in FOOTER.items():
        assert len(ids) == 5
        assert set(ids) <= {key.id for key in here(pane_of.get(where, where))}


def test_tips_fit_eighty_columns() -> None:
    assert [key.id for key in KEYS if len(key.tip) > 62] == []


def test_the_shipped_keys_do_not_clash() -> None:
    assert clashes({}) == []


def test_a_clash_is_said_by_name() -> None:
    assert clashes({"search": "s"}) == ["s is both search and sort"]


def test_a_key_that_is_spelt_clashes_with_its_character() -> None:
    assert clashes({"sort": "slash"}) == ["/ is both search and sort"]


def test_an_unknown_command_is_said() -> None:
    assert clashes({"serch": "s"}) == ["no command is called 'serch'"]


def test_keys_that_never_meet_may_be_the_same() -> None:
    assert clashes({"timeline.faint": "i"}) == []


@pytest.mark.parametrize(
    ("keys", "read"),
    [
        ("ctrl+d", "^d"),
        ("down,j", "↓ j"),
        (",", ","),
        ("shift+tab", "S-Tab"),
        (".", "."),
        ("slash,ctrl+f", "/ ^f"),
    ],
)
def test_shown(keys: str, read: str) -> None:
    assert shown(keys) == read


def test_a_key_means_what_works_in_the_pane() -> None:
    faint, card = BY_ID["timeline.faint"], BY_ID["card"]
    shared = {"timeline.faint": "i"}
    assert meant(card, "entities", shared) is card
    assert meant(card, "timeline", shared) is faint
    assert meant(card, "timeline", {}) is None


def test_where_a_key_works_is_said() -> None:
    assert elsewhere(BY_ID["timeline.headings"], {}) == "b (headings) is for the timeline."
    assert elsewhere(BY_ID["sort"], {"sort": "S"}) == (
        "S (sort) is for the articles, entities and timeline."
    )
