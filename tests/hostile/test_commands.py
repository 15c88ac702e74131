"""H1 and H3 for the commands: whatever they print of a stranger's, a terminal obeys none of it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from store import FORMATS
from tests.hostile.test_dashboard import ATTACKS, store_of
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.slow
UNSAFE = re.compile("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
OWN = re.compile(rb"\x1b\[(?:[0-9;]*m|\?25[hl]|[0-9]*[AK])")
"""What the commands themselves send: colours, a hidden cursor, a line up, a line wiped out."""


def sent(store: Path, *arguments: str) -> str:
    """All that a command sends to a terminal, without its colours and its bar."""
    arguments = tuple(each.replace("\0", "") for each in arguments)
    with Terminal("--store", str(store), *arguments, columns=100) as terminal:
        terminal.wait_for_end()
        return OWN.sub(b"", bytes(terminal.raw)).decode()


@pytest.mark.parametrize("kinds", ["open c1 escape", "bidi lines"])
def test_no_command_lets_it_out(tmp_path: Path, kinds: str) -> None:
    attack = " ".join(ATTACKS[kind][-30:] for kind in kinds.split())
    store = store_of(tmp_path / "store", attack)
    drop = tmp_path / "drop"
    drop.mkdir()
    name = f"x{attack}.txt".replace("/", "_").replace("\0", "")
    Path(os.fsdecode(os.fsencode(drop) + b"/" + name.encode("utf-8", "replace"))).touch()
    (drop / "b.txt").write_text("The mayor of Oslo met the press." + attack)
    shown = {
        "search": sent(store, "search", "somebody"),
        "search by it": sent(store, "search", f"x {attack}"),
        "search as json": sent(store, "search", "somebody", "--as", "json"),
        "show": sent(store, "show", "1"),
        "show as json": sent(store, "show", "1", "--as", "json"),
        **{
            f"export as {form.id}": sent(store, "export", "--as", form.id)
            for form in FORMATS
            if not form.needs_file
        },
        "add": sent(store, "add", str(drop)),
        "add as json": sent(store, "add", "--report", "json", str(drop)),
        "imports": sent(store, "imports"),
        "imports as json": sent(store, "imports", "--as", "json"),
        "feeds add": sent(store, "feeds", "add", f"https://x.example/{attack}"),
        "feeds list": sent(store, "feeds", "list"),
        "when": sent(store, "when", f"last week {attack}"),
        "read": sent(store, "read", str(drop / "b.txt")),
    }
    leaks = {kind: found[0] for kind, text in shown.items() if (found := UNSAFE.search(text))}
    assert leaks == {}
    assert "Somebody met" in shown["show"]
    for form in ("markdown", "html", "csv", "jsonl", "ics"):
        assert "Somebody" in shown[f"export as {form}"]
    assert "failed" in shown["add"]
