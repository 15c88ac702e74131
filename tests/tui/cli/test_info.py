"""`dateline info`: the counts are those of the store."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from store import Store
from tui.cli.program import program


def test_copies_are_counted_among_the_articles_as_by_check(store_with_copies: Path) -> None:
    done = CliRunner().invoke(program, ["--store", str(store_with_copies), "info", "--as", "json"])
    assert done.exit_code == 0, done.output
    facts = json.loads(done.output)
    assert facts["copies"] > 0
    assert facts["articles"] == Store.check(store_with_copies).documents["articles"]
