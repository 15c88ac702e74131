"""The themes. Whatever colours distinguish, attributes distinguish too."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

from store import shipped
from tui.terminal.terminal import wants_own_palette

DIALOG_STYLES = shipped("styles", "dialogs.tcss")
"""What only dialogs look like: the first paint does not wait for it."""

_DARK = {
    "faint": "#8b919d", "date": "#7fb4ca", "good": "#98bb6c", "bad": "#e46876", "warn": "#e6c384",
    "cursor": "#2d4f67", "rest": "#2a2e37", "bar": "#20242c", "lit": "#ffc777", "mark": "#d7ba7d",
    "evidence": "#3b3a1f", "party": "#ffe08a", "rule": "#3a3f4a",
    "behind": "#8b919d",
}  # fmt: skip
_LIGHT = {
    "faint": "#667080", "date": "#1f5f87", "good": "#3f6f1f", "bad": "#a8203a", "warn": "#8a5a00",
    "cursor": "#c5dcf0", "rest": "#e4e7eb", "bar": "#e9ebee", "lit": "#9a4a00", "mark": "#6a4a00",
    "evidence": "#fff2b8", "party": "#7a3c00", "rule": "#c4c9d0",
    "behind": "#667080",
}  # fmt: skip
_CONTRAST = {
    "faint": "#d0d0d0", "date": "#7fffff", "good": "#7fff7f", "bad": "#ff9f9f", "warn": "#ffff5f",
    "cursor": "#0000d7", "rest": "#303030", "bar": "#202020", "lit": "#ffff00", "mark": "#ffffff",
    "evidence": "#5f5f00", "party": "#ffff87", "rule": "#a0a0a0",
    "behind": "#d0d0d0",
}  # fmt: skip
_TERMINAL = {
    "faint": "ansi_default", "date": "ansi_cyan", "good": "ansi_green", "bad": "ansi_red",
    "warn": "ansi_yellow", "cursor": "ansi_default", "rest": "ansi_default", "bar": "ansi_default",
    "lit": "ansi_yellow", "mark": "ansi_default", "evidence": "ansi_default",
    "party": "ansi_yellow", "rule": "ansi_default", "behind": "ansi_bright_black",
}  # fmt: skip
_NONE = dict.fromkeys(_TERMINAL, "ansi_default")


def _terminal(name: str, accent: str, variables: dict[str, str]) -> Theme:
    """Return a theme of nothing but the terminal's own 16 colours, and attributes."""
    return Theme(
        name=name, ansi=True, dark=True, primary=accent, secondary=accent, accent=accent,
        warning=variables["warn"], error=variables["bad"], success=variables["good"],
        foreground="ansi_default", background="ansi_default", surface="ansi_default",
        panel="ansi_default", boost="ansi_default",
        variables={
            **BUILTIN_THEMES["ansi-dark"].variables,
            **variables,
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-text-style": "reverse",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
        },
    )  # fmt: skip


THEMES: tuple[Theme, ...] = (
    Theme(
        "dark", primary="#5b8fb9", accent="#8fb8de", foreground="#dcdfe4", background="#16181d",
        surface="#16181d", panel="#20242c", warning="#e6c384", error="#e46876", success="#98bb6c",
        variables=_DARK,
    ),
    Theme(
        "light", primary="#1f5f87", accent="#1f5f87", foreground="#1d2228", background="#fbfbfa",
        surface="#fbfbfa", panel="#e9ebee", warning="#8a5a00", error="#a8203a", success="#3f6f1f",
        dark=False, variables=_LIGHT,
    ),
    Theme(
        "high contrast", primary="#7fffff", accent="#7fffff", foreground="#ffffff",
        background="#000000", surface="#000000", panel="#202020", warning="#ffff5f",
        error="#ff9f9f", success="#7fff7f", variables=_CONTRAST,
    ),
    _terminal("terminal", "ansi_cyan", _TERMINAL),
    _terminal("none", "ansi_default", _NONE),
)  # fmt: skip
THEME_WORDS: dict[str, str] = {
    "dark": "dark",
    "light": "light",
    "high contrast": "high contrast",
    "terminal": "terminal: the terminal's 16 colours",
    "none": "none: bold, dim and reverse only",
}
"""The labels of the themes."""
DEFAULTS: dict[str, str] = _DARK
"""Values of dateline's own variables for other themes."""


def starting_theme(environment: Mapping[str, str]) -> str:
    """Return `none` with NO_COLOR, `terminal` where there are 16 colours, else `dark`."""
    if "NO_COLOR" in environment:
        return "none"
    return "terminal" if wants_own_palette(environment) else "dark"
