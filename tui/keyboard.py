"""How keys are written, for people and for Textual, and where they would clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.keys import BY_ID, KEYS, Key

_SHOWN = {
    "enter": "Enter", "escape": "Esc", "backspace": "Bksp", "tab": "Tab", "shift+tab": "S-Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "f1": "F1",
}  # fmt: skip

_SPELT = {
    "slash": "/", "question_mark": "?", "comma": ",", "full_stop": ".", "plus": "+", "minus": "-",
    "colon": ":", "semicolon": ";", "equals_sign": "=", "left_square_bracket": "[",
    "right_square_bracket": "]", "asterisk": "*",
}  # fmt: skip
"""How Textual spells characters; a config file may write one or the other."""

_TEXTUAL = {",": "comma", ".": "full_stop", "+": "plus"}
"""Characters that a binding has to spell: a comma stands between two keys there, a plus in one."""


def shown(keys: str) -> str:
    """The keys as a person reads them: `ctrl+d` → `^d`, `down,j` → `↓ j`."""
    return " ".join(_one_shown(key) for key in _each(keys))


def _each(keys: str) -> list[str]:
    """Every one of them, characters as themselves."""
    names = [keys] if keys in _TEXTUAL else [key.strip() for key in keys.split(",")]
    return [_SPELT.get(name, name) for name in names]


def _one_shown(key: str) -> str:
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _SHOWN.get(key, key)


def bound(keys: str) -> str:
    """The keys as Textual's bindings spell them."""
    return _TEXTUAL.get(keys, keys)


def here(pane: str, keys: Iterable[Key] = KEYS) -> list[Key]:
    """The keys that work in `pane`."""
    return [key for key in keys if pane in key.where]


def meant(key: Key, pane: str, changed: Mapping[str, str]) -> Key | None:
    """The command that the keys of `key` start in `pane`: `key` itself where it works there,
    else another that shares them; None where they start nothing."""
    if pane in key.where:
        return key
    pressed = set(_each(changed.get(key.id, key.keys)))
    return next(
        (other for other in here(pane) if pressed <= set(_each(changed.get(other.id, other.keys)))),
        None,
    )


def elsewhere(key: Key, changed: Mapping[str, str]) -> str:
    """Where a command works that does not work here: `b (headings) is for the timeline.`"""
    *others, last = key.where
    panes = f"{', '.join(others)} and {last}" if others else last
    return f"{shown(changed.get(key.id, key.keys))} ({key.name}) is for the {panes}."


def clashes(changed: Mapping[str, str]) -> list[str]:
    """What is wrong with the keys of a config file, a sentence each; empty when all is well.

    `changed` maps ids to keys. Two commands may share a key only where they never work in
    the same pane.
    """
    problems = [f"no command is called {id_!r}" for id_ in changed if id_ not in BY_ID]
    taken: dict[tuple[str, str], Key] = {}
    for key in KEYS:
        for name in _each(changed.get(key.id, key.keys)):
            for pane in key.where:
                other = taken.setdefault((pane, name), key)
                if other.id != key.id:
                    problems.append(f"{_one_shown(name)} is both {other.id} and {key.id}")
    return list(dict.fromkeys(problems))
