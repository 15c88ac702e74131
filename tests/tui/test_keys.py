"""The table of keys: whole, without clashes, and changeable by id."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tui.app import DatelineApp
from tui.keys import (
    BY_ID,
    FOOTER,
    KEYS,
    command_for,
    format_keys,
    key_conflicts,
    keys_in,
    wrong_pane_message,
)


def test_every_command_calls_a_method_of_a_part(tmp_path: Path) -> None:
    app = DatelineApp(tmp_path / "store")
    screen = app.get_default_screen()
    for key in KEYS:
        part, method = key.target
        if part != "app":
            call = getattr(getattr(screen.parts, part), method)
            inspect.signature(call).bind(*key.arguments)
        else:
            assert callable(getattr(app, method))


def test_ids_are_unique_and_every_footer_key_exists_there() -> None:
    assert len(BY_ID) == len(KEYS)
    pane_of = {"heading": "timeline", "nothing": "articles"}
    for where, ids in FOOTER.items():
        assert len(ids) == 5
        assert set(ids) <= {key.id for key in keys_in(pane_of.get(where, where))}


def test_tips_fit_eighty_columns() -> None:
    assert [key.id for key in KEYS if len(key.tip) > 62] == []


def test_the_shipped_keys_do_not_clash() -> None:
    assert key_conflicts({}) == []


def test_a_clash_is_said_by_name() -> None:
    assert key_conflicts({"search": "s"}) == ["s is both search and sort"]


def test_a_key_that_is_spelt_clashes_with_its_character() -> None:
    assert key_conflicts({"sort": "slash"}) == ["/ is both search and sort"]


def test_an_unknown_command_is_said() -> None:
    assert key_conflicts({"serch": "s"}) == ["no command is called 'serch'"]


def test_keys_that_never_meet_may_be_the_same() -> None:
    assert key_conflicts({"timeline.minor": "i"}) == []


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
    assert format_keys(keys) == read


def test_a_key_means_what_works_in_the_pane() -> None:
    minor, card = BY_ID["timeline.minor"], BY_ID["card"]
    shared = {"timeline.minor": "i"}
    assert command_for(card, "entities", shared) is card
    assert command_for(card, "timeline", shared) is minor
    assert command_for(card, "timeline", {}) is None


def test_where_a_key_works_is_said() -> None:
    assert (
        wrong_pane_message(BY_ID["timeline.headings"], {}) == "b (headings) works in the timeline."
    )
    assert wrong_pane_message(BY_ID["sort"], {"sort": "S"}) == (
        "S (sort) works in the articles, entities and timeline."
    )
