"""Texts stand side by side where there is room, and under each other where there is none."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tui.view_model.styled_text import Fragment
from tui.widgets.bar import ROLE_CLASSES
from tui.widgets.side_by_side import SideBySide, wrapped

ONE: list[list[Fragment]] = [[("Wire", "accent")], [("nine were killed in the fire", "plain")]]
OTHER: list[list[Fragment]] = [[("Star", "accent")], [("eleven were killed", "plain")]]
WHOLE: list[list[Fragment]] = [[("± dead", "warn")]]


class Shown(App[None]):
    COMPONENT_CLASSES = ROLE_CLASSES  # as the app has it

    def __init__(self) -> None:
        super().__init__()
        self.texts = SideBySide()

    def compose(self) -> ComposeResult:
        yield self.texts


@pytest.mark.parametrize(("width", "lines"), [(100, 2), (40, 4)])
async def test_side_by_side(width: int, lines: int) -> None:
    app = Shown()
    async with app.run_test(size=(width, 20)) as pilot:
        app.texts.show(WHOLE, [(ONE, OTHER)])
        await pilot.pause()
        first, gap, *rest = app.texts.lines
        assert (first, gap) == ("± dead", "")
        assert len(rest) == lines
        if width == 100:
            assert [part.strip() for part in rest[0].split("│")] == ["Wire", "Star"]
            assert rest[0].index("│") == rest[1].index("│")
        else:
            assert rest[0] == "Wire"
            assert rest[2] == "Star"


async def test_it_scrolls() -> None:
    app = Shown()
    async with app.run_test(size=(40, 5)) as pilot:
        app.texts.show(WHOLE * 30, [])
        await pilot.pause()
        app.texts.page(1)
        assert app.texts.scroll_y == 4
        app.texts.move(-2)
        assert app.texts.scroll_y == 2
        app.texts.show(WHOLE, [])
        assert app.texts.scroll_y == 0


def test_roles_stay_with_their_words_when_wrapped() -> None:
    paragraph: list[Fragment] = [("some twelve ", "plain"), ("thousand men", "lit"), (".", "plain")]
    lines = wrapped(paragraph, 13)
    assert ["".join(text for text, _ in line) for line in lines] == ["some twelve", "thousand men."]
    assert lines[1] == [("thousand men", "lit"), (".", "plain")]
