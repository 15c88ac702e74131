"""A dialog that asks for one line shows what it asks as it stands."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Input, Static

from tui.dialogs.basic import PromptDialog
from tui.widgets.bar import ROLE_CLASSES

HOSTILE = "[red]Ann[/] \x1b]0;x\x07\n\u202e [@click=app.quit]out[/]"


SHOWN = "[red]Ann[/] �]0;x� � [@click=app.quit]out[/]"


class Roles(App[None]):
    """An app with the roles that every bar is drawn by."""

    COMPONENT_CLASSES = ROLE_CLASSES


async def test_a_question_and_a_hint_are_plain_text() -> None:
    app = Roles()
    async with app.run_test() as pilot:
        prompt = PromptDialog(HOSTILE, HOSTILE, HOSTILE)
        await app.push_screen(prompt)
        await pilot.pause()
        assert str(prompt.query_one(Static).render()) == SHOWN
        assert prompt.query_one(Input).placeholder == SHOWN
        assert prompt.query_one(Input).value == SHOWN
