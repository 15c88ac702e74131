"""`dateline when`: it explains, and it says what is missing."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tui.cli.when import when


def test_it_explains_one_expression_as_json() -> None:
    done = CliRunner().invoke(when, ["through July 19", "--published", "2024-07-09", "--json"])
    assert done.exit_code == 0
    told = json.loads(done.output)
    assert (told["words"], told["start"], told["end"]) == ("July 19", 8, 15)
    assert (told["value"], told["from"], told["to"]) == ("2024-07-19", None, "2024-07-19")
    assert told["rule"] == "month day, through"


def test_a_day_that_is_none_is_refused() -> None:
    done = CliRunner().invoke(when, ["Monday", "--published", "last Monday"])
    assert done.exit_code == 2
    assert "2024-07-09" in done.output
