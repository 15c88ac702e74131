"""`dateline when`: it explains, and it says what is missing."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from store.extract.pipeline import Extractor
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


def test_the_articles_own_day_is_never_chosen_of_two() -> None:
    refused = CliRunner().invoke(when, ["Monday", "--published", "03/04/2024"])
    assert (refused.exit_code, "--date-order" in refused.output) == (2, True)


@pytest.mark.slow
def test_a_date_that_reads_two_ways_is_doubted_until_its_order_is_told() -> None:
    words = ["It opened on 03/04/2024.", "--published", "05/04/2024"]
    told = CliRunner().invoke(when, [*words, "--date-order", "mdy"])
    assert "2024-03-04" in told.output
    assert "doubt" not in told.output
    doubted = CliRunner().invoke(when, [*words[:2], "2024-05-04"])
    assert "--date-order" in doubted.output


def test_a_day_that_no_article_has_is_refused() -> None:
    for day in ("2024-02-30", "0001-01-01", "9999-12-31", "", "soon"):
        assert CliRunner().invoke(when, ["Monday", "--published", day]).exit_code == 2


@pytest.mark.parametrize(
    "written",
    [
        "2024-99-99", "2024-02-30", "2024-13", "2024-W60", "2023-02-29", "30 February 2024",
        "31st of April 2024", "Feb. 30, 2024", "31 April", "February 30", "31/02/2024",
    ],
)  # fmt: skip
def test_a_date_that_no_calendar_has_is_said_to_be_none(written: str) -> None:
    done = CliRunner().invoke(when, [written])
    assert (done.exit_code, done.output) == (1, f"dateline: the calendar has no {written}.\n")


@pytest.mark.parametrize(
    "written",
    ["2024-02-29", "2020-W53", "2024-12", "2024-25", "2010-13", "29 February", "02/13/2024"],
)
def test_a_date_that_only_looks_odd_is_explained(written: str) -> None:
    done = CliRunner().invoke(when, [written])
    assert (done.exit_code, f"  [0, {len(written)}]" in done.output) == (0, True)


def test_the_other_dates_of_a_sentence_are_still_explained(
    reader: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.extract.pipeline.Extractor", lambda _: reader)
    done = CliRunner().invoke(when, ["They met on 2024-02-30 and on 2024-03-01.", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["words"] == "2024-03-01"
    assert done.stderr == "dateline: the calendar has no 2024-02-30.\n"


@pytest.mark.slow
def test_words_without_a_time_are_a_failure() -> None:
    done = CliRunner().invoke(when, ["hello world"])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)


def test_it_says_why_an_expression_has_no_days(
    reader: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.extract.pipeline.Extractor", lambda _: reader)
    words = "They met every Friday for three years, and on March 3."
    done = CliRunner().invoke(when, [words])
    days = [line.split(maxsplit=1)[1] for line in done.output.splitlines() if "  days " in line]
    assert [said.split(",")[0].split(":")[0] for said in days] == ["none", "none", "unresolved"]
    assert "recurs" in days[0]
