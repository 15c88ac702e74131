"""`dateline compare` puts two sources side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import Store, UserError
from tui.cli.program import program


def dateline(store: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(store), *words])


def compare(store: Path, *words: str) -> Result:
    return dateline(store, "compare", *words)


def test_a_table_has_both_first_with_the_sentences(store_with_copies: Path) -> None:
    done = compare(store_with_copies, "Harbour Wire", "Norland Post")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("both Harbour Wire and Norland Post (")
    assert any(line.strip().startswith("Harbour Wire 2024-07-09 #1") for line in lines)
    assert any(line.strip().startswith("Norland Post 2024-07-10 #4") for line in lines)
    assert "Harbour Wire reported it first" in done.stdout
    assert "in both" in done.stderr
    assert done.exit_code == 0


def test_a_copy_is_one_voice(store_with_copies: Path) -> None:
    done = compare(store_with_copies, "Harbour Wire", "Evening Lamp", "--both")
    assert "one voice: Harbour Wire" in done.stdout
    assert "only Harbour Wire" not in done.stdout


def test_json_and_tabs_give_offsets_and_words(store_with_copies: Path) -> None:
    found = json.loads(
        compare(store_with_copies, "Harbour Wire", "Norland Post", "--as", "json").stdout
    )
    both = [each for each in found if each["where"] == "both"]
    assert both[0]["first"] == "one"
    with Store.open(store_with_copies, readonly=True) as store:
        for each in (*both[0]["one"], *both[0]["other"]):
            text = store.article(each["number"]).text
            assert text[each["start"] : each["end"]] == each["quote"]
    head, *lines = compare(
        store_with_copies, "Harbour Wire", "Norland Post", "--as", "tsv"
    ).stdout.splitlines()
    assert head.split("\t")[:3] == ["where", "id", "date"]
    assert len(lines) == len(found)
    assert {len(line.split("\t")) for line in lines} == {len(head.split("\t"))}


def test_sides_are_sources_periods_or_queries(store_with_copies: Path) -> None:
    days = compare(store_with_copies, "2024-07-09", "2024-07-10")
    assert days.stdout.startswith("both 2024-07-09 and 2024-07-10 (")
    queries = compare(store_with_copies, 'source:"Harbour Wire"', "pub:2024-07-10", "type:consult")
    assert "both Harbour Wire and 2024-07-10" in queries.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Harbour Wire", "Nowhere Times"), "Nowhere Times selects no article."),
        (("Harbour Wire", "harbour wire"), "compared with itself"),
        (("Harbour Wire", "type:("), "The query breaks"),
    ],
)
def test_what_cannot_be_compared_is_said(
    store_with_copies: Path, words: tuple[str, ...], said: str
) -> None:
    done = compare(store_with_copies, *words)
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception)


def test_nothing_in_common_is_a_status(store_with_copies: Path) -> None:
    done = compare(store_with_copies, "2024-07-09", "2024-07-10", "is:undated type:sanction")
    assert done.exit_code == 1 or isinstance(done.exception, UserError)
