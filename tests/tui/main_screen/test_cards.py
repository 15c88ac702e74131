"""`i` opens the card of an entity; `v` on it shows its unsure offices and keeps the place; Enter
leads to the sentence that a line shows."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from store import Term
from store.reading import Role
from tests.tui.app_pilot import Driver, opened
from tests.tui.newsroom import ADLER, CLAIM, MEETING, Told, fill, made, newsroom
from tui.dialogs.card import CardDialog
from tui.view_model.card import card_line

OFFICES = (("Mayor", 0.95), ("Coach", 0.2), ("Envoy", 0.95))


def dialog(at: Driver) -> CardDialog:
    screen = at.app.screen
    assert isinstance(screen, CardDialog)
    return screen


def line_of(at: Driver) -> str:
    line = dialog(at)._rows.current
    assert line is not None
    return "".join(text for text, _ in card_line(line, 70)).strip()


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


def store_with_an_office_late_in_an_article(folder: Path) -> tuple[Path, Told]:
    office = Told("On Friday the mayor, Adler, spoke.")
    article, reading = made([MEETING, CLAIM, office], "2024-11-01", "Harbour Wire", "A day")
    (who,) = (each.id for each in reading.entities if each.key == ADLER.key)
    start = article.text.index(office.text)
    role = Role(person=who, role="Mayor", of=None, start=start, end=start + len(office.text))
    return fill(folder, [(article, replace(reading, roles=(role,)))]), office


async def test_enter_on_the_sentence_of_an_office_opens_it_there(tmp_path: Path) -> None:
    store, office = store_with_an_office_late_in_an_article(tmp_path / "store")
    async with opened(store) as at:
        await at.press("2")
        while at.screen.panes.entities.rows.current_key != ADLER.key:
            await at.press("down")
        await at.press("i")
        while office.text[:20] not in line_of(at):
            await at.press("down")
        await at.press("enter")
        reader = at.screen.panes.reader
        assert "mention 3/3" in reader.heading
        assert reader.opened is not None
        assert reader.stop is not None
        start = reader.opened.article.text.index(office.text)
        assert start <= reader.stop.start < start + len(office.text)
        lit = [mark for mark in reader.opened.marks if mark.kind == "evidence"]
        assert [(mark.start, mark.end) for mark in lit] == [(start, start + len(office.text))]


async def test_an_article_opens_at_the_name_that_is_filtered_by(small_store: Path) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "1", "enter")
        reader = at.screen.panes.reader
        assert "mention 1/1" in reader.heading
        assert reader.opened is not None
        assert reader.opened.key == ADLER.key


async def test_an_article_opens_at_the_words_that_were_searched_for_last(
    small_store: Path,
) -> None:
    async with opened(small_store) as at:
        await at.press("2", "enter", "1")
        navigation = at.screen.parts.navigation
        navigation.go(navigation.state.with_term(Term("query", "minsk")))
        await at.settle()
        await at.press("enter")
        assert "hit 1/1" in at.screen.panes.reader.heading
