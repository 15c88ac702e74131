"""`dateline when`: it explains, and it says what is missing."""

from __future__ import annotations

import json

from click.testing import CliRunner

from tui.cli.commands.when import when


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


def test_it_says_why_an_expression_has_no_days() -> None:
    words = "They met every Friday for three years, and on February 30."
    done = CliRunner().invoke(when, [words, "--published", "2024-07-09"])
    days = [line.split(maxsplit=1)[1] for line in done.output.splitlines() if "  days " in line]
    assert [said.split(",")[0].split(":")[0] for said in days] == ["none", "none", "unresolved"]
    assert "recurs" in days[0]
