"""`i` opens the card of an entity; `v` on it shows its unsure offices and keeps the place."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from store.reading import Role
from tests.tui.app_pilot import Driver, opened
from tests.tui.newsroom import ADLER, fill, newsroom
from tui.dialogs.card import CardDialog

OFFICES = (("Mayor", 0.95), ("Coach", 0.2), ("Envoy", 0.95))


def dialog(at: Driver) -> CardDialog:
    screen = at.app.screen
    assert isinstance(screen, CardDialog)
    return screen


def line_of(at: Driver) -> str:
    line = dialog(at)._rows.current
    assert line is not None
    return "".join(text for text, _ in line.fragments).strip()


def store_with_offices(folder: Path) -> Path:
    told = newsroom()
    article, reading = told[0]
    (who,) = (each.id for each in reading.entities if each.key == ADLER.key)
    roles = tuple(
        Role(person=who, role=office, of=None, start=0, end=5, confidence=sure)
        for office, sure in OFFICES
    )
    return fill(folder, [(article, replace(reading, roles=roles)), *told[1:]])


async def test_the_line_stays_when_unsure_offices_come_and_go(tmp_path: Path) -> None:
    async with opened(store_with_offices(tmp_path / "store")) as at:
        await at.press("2", "i")
        assert "v all offices" in dialog(at)._note.text
        while not line_of(at).startswith("Envoy"):
            await at.press("down")
        for _ in range(2):
            await at.press("v")
            assert line_of(at).startswith("Envoy")
        while "v shows them" not in line_of(at):
            await at.press("down")
        await at.press("v")
        assert "v only sure offices" in dialog(at)._note.text
        assert dialog(at)._rows.cursor > 5


async def test_a_card_without_unsure_offices_names_no_key_for_them(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "i")
        assert "offices" not in dialog(at)._note.text
