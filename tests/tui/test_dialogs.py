"""A dialog that asks for one line shows what it asks as it stands."""

from __future__ import annotations

import threading

from textual.app import App
from textual.widgets import Input, Static

from store import SetPublished
from store.corrections.targets import ArticleRef
from tui.dialogs.basic import PromptDialog
from tui.dialogs.date import ArticleDateDialog
from tui.dialogs.menu import MenuDialog, MenuOption
from tui.themes import DEFAULTS
from tui.widgets.bar import ROLE_CLASSES, Bar
from tui.widgets.rows import Rows

HOSTILE = "[red]Ann[/] \x1b]0;x\x07\n\u202e [@click=app.quit]out[/]"


SHOWN = "[red]Ann[/] �]0;x� � [@click=app.quit]out[/]"


class Roles(App[None]):
    """An app with the roles that every bar is drawn by, and the colours of the style sheets."""

    COMPONENT_CLASSES = ROLE_CLASSES

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DEFAULTS


async def test_a_question_and_a_hint_are_plain_text() -> None:
    app = Roles()
    async with app.run_test() as pilot:
        prompt = PromptDialog(HOSTILE, HOSTILE, HOSTILE)
        await app.push_screen(prompt)
        await pilot.pause()
        assert str(prompt.query_one(Static).render()) == SHOWN
        assert prompt.query_one(Input).placeholder == SHOWN
        assert prompt.query_one(Input).value == SHOWN


async def test_a_long_value_leaves_room_for_the_words_of_an_option() -> None:
    app = Roles()
    async with app.run_test(size=(40, 12)) as pilot:
        menu = MenuDialog("A row", [MenuOption("label", "l", "label", "Ann Lee resigned " * 9)])
        await app.push_screen(menu)
        await pilot.pause()
        line = menu.query_one(Rows).render_line(0).text
        assert line.split()[:4] == ["l", "label", "Ann", "Lee"]
        assert line.rstrip().endswith("…")


async def test_what_a_date_moves_is_not_said_of_another_that_was_typed_meanwhile() -> None:
    app, is_read = Roles(), threading.Event()

    def redate(typed: str) -> SetPublished:
        is_read.wait(10)
        return SetPublished(ArticleRef("a", "b"), typed)

    async with app.run_test(size=(80, 24)) as pilot:
        dialog = ArticleDateDialog("The date", (), "", redate)
        await app.push_screen(dialog)
        await pilot.press(*"2024-07-19", "enter", "x")
        is_read.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "will move" not in _bars(dialog)
        await pilot.press("backspace", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "0 dates will move." in _bars(dialog)
        await pilot.press("x")
        assert "will move" not in _bars(dialog)


def _bars(dialog: ArticleDateDialog) -> str:
    return " | ".join(bar.text for bar in dialog.query(Bar))
