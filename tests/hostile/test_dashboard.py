"""Nothing in an article reaches the terminal as a command, whatever pane shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal
from tests.tui.newsroom import Name, Told, fill, made

ATTACKS = {
    "escape": "\x1b]0;owned\x07 \x1b[2J \x1bc \x1b]52;c;b3duZWQ=\x07 \x1bP1;x\x1b\\",
    "c1": "\x9b2J \x9d0;owned\x9c \x90x\x9c \x85",
    "open": "\x1b]8;;file:///etc/passwd",
    "markup": "[/] [/foo] x [a=b:c] [00] x [$primary]v[/] [@click=app.quit]x[/] [bold",
    "bidi": "\u202eevil\u202c \u2066x\u2069 \u200f",
    "wide": "北京 👩‍👩‍👧 e" + "\u0301" * 5000 + " شبكة\ttab",
    "lines": "a\u2028b\u2029c\x0bd\x0ce\rf\x00g",
}
ALLOWED = re.compile(
    rb"\x1b(?:\]22;[a-z]*\x07|\[[0-9;?]*[A-Za-z]|\[[?>=<][0-9;]*[a-z$]+|\[\?[0-9]+\$p|[=>78])"
)
"""What Textual itself sends: sequences that move, colour, ask, and shape the pointer."""


def store_of(folder: Path, attack: str) -> Path:
    name = Name(f"N{attack}", "person/nasty", "PERSON", f"N{attack}")
    told = Told(
        f"Somebody met N{attack} once.", "CONSULT", "met", f"L{attack}",
        ("person/nasty",), (), "person/nasty", "2024-07-08", "2024-07-08",
    )  # fmt: skip
    return fill(folder, [made([told], "2024-07-09", f"S{attack}", f"T{attack}", names=[name])])


def leave(terminal: Terminal, box: str) -> None:
    """Esc, and wait: with the next key at its heels it would be Alt with that key."""
    terminal.press("escape")
    terminal.wait_for(lambda seen: box not in seen.text)


@pytest.mark.parametrize(
    "attack",
    ["escape", *(pytest.param(each, marks=pytest.mark.slow) for each in list(ATTACKS)[1:])],
)
def test_no_pane_lets_it_out(tmp_path: Path, attack: str) -> None:
    store = store_of(tmp_path / "store", ATTACKS[attack])
    with Terminal("--store", str(store), columns=120, rows=40) as terminal:
        terminal.wait_for("1 Articles 1/1")
        terminal.wait_for("Somebody met")
        terminal.press("3", "enter")
        terminal.wait_for("sentence 1/1")
        terminal.press("y")
        terminal.wait_for("Citation")
        leave(terminal, "Citation")
        terminal.press("2", "i")
        terminal.wait_for("mention, 1 article")
        leave(terminal, "mention, 1 article")
        terminal.press("enter", "/")
        terminal.wait_for("Type to search.")
        terminal.type("somebody")
        terminal.wait_for("filter by: somebody")
        leave(terminal, "filter by")
        terminal.press("x")
        terminal.wait_for("0/1")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.restored
        sent = bytes(terminal.raw)
    own_copy = re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07", b"", sent)
    left = ALLOWED.sub(b"", own_copy)
    assert b"\x1b" not in left
    assert b"\x07" not in left
    text = left.decode("utf-8")
    assert not re.search("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.slow
def test_markup_is_shown_letter_for_letter(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", "[/] [@click=app.quit]x[/]")
    with Terminal("--store", str(store), columns=120, rows=40) as terminal:
        terminal.wait_for("T[/] [@click=app.quit]x[/]")
        terminal.press("3", "enter")
        terminal.wait_for("Somebody met N[/] [@click=app.quit]x[/] once.")
        terminal.press("y")
        terminal.wait_for("Citation")
        terminal.wait_for("“Somebody met N[/] [@click=app.quit]x[/] once.”")
        leave(terminal, "Citation")
        terminal.press("2", "enter")
        terminal.wait_for("› N[/] [@click=app.quit]x[/]")


@pytest.mark.slow
@pytest.mark.parametrize("size", [20_000, 2_000_000])
def test_a_long_title_answers_at_once(tmp_path: Path, size: int) -> None:
    """The longest that is read; and one that no intake lets in, whose article is skipped."""
    told = Told("Somebody met somebody." + " jan" * 20_000)
    short = made([Told("Somebody left.")], "2024-07-08", "S", "Short")
    long = made([told], "2024-07-09", "S", "T" * size)
    store = fill(tmp_path / "store", [short, long])
    shown = 2 if size == 20_000 else 1
    with Terminal("--store", str(store)) as terminal:
        terminal.wait_for(f"1 Articles {shown}/{shown}")
        terminal.press("home", "enter")
        terminal.wait_for("4 Reader")
        terminal.press("q")
        terminal.wait_for("Enter open", seconds=2)


@pytest.mark.slow
def test_a_megabyte_pasted(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", "")
    with Terminal("--store", str(store)) as terminal:
        terminal.wait_for("1 Articles 1/1")
        terminal.press("/")
        terminal.wait_for("Type to search.")
        terminal.press("\x1b[200~")
        for _ in range(100):
            terminal.press("owned word " * 1_000)
            terminal.read(0.01)
        terminal.press("\x1b[201~")
        terminal.wait_for("owned", seconds=30)
        terminal.press("escape")
        terminal.wait_for("Enter open")
