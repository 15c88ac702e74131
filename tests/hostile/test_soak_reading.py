"""What `make soak-reading` checks, and that it would see what is wrong."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.extract.pipeline import Extractor
from store.reading import Article, Reading, Span
from tests.hostile.reading_invariants import broken_rules, no_trees
from tests.hostile.soak_reading import MADE, made, spread

TEXT = (
    "Ann Lee, the foreign minister of Chad, met Norwegian officials in Oslo on Monday.\n\n"
    "She said that Norway had sent troops to Togo. The army attacked two villages on Sunday.\n"
)


@pytest.fixture(scope="module")
def reading(reader: Extractor) -> Reading:
    return reader.read(
        Article(id="a", text=TEXT, published="2024-05-15", published_from="given", language="en")
    )


def test_a_reading_keeps_every_rule(reading: Reading) -> None:
    assert list(broken_rules(reading)) == []


Break = Callable[[Reading], Reading]
BREAKS: dict[str, Break] = {
    "is no range": lambda r: replace(r, furniture=(Span(0, len(r.text) + 1),)),
    "reaches into": lambda r: replace(r, sentences=(Span(0, 9), Span(5, len(r.text)))),
    "lie in no sentence": lambda r: replace(r, sentences=r.sentences[1:]),
    "is no sentence": lambda r: replace(
        r, sentences=(Span(1, len(r.text)),), furniture=(Span(0, 1),)
    ),
    "no entity is called": lambda r: replace(r, entities=r.entities[:1]),
    "two entities have one id": lambda r: replace(r, entities=(r.entities[0], *r.entities)),
    "has no mention": lambda r: replace(
        r, entities=(replace(r.entities[0], mentions=()), *r.entities[1:])
    ),
    "begins on": lambda r: replace(
        r, times=(replace(r.times[0], from_="2024-05-15", to="2024-05-14"),)
    ),
    "is dated by": lambda r: replace(r, events=(replace(r.events[0], date_basis=None),)),
    "read in part": lambda r: replace(r, partial={"roles": "it broke"}),
}


@pytest.mark.parametrize("words", BREAKS)
def test_a_broken_rule_is_seen(reading: Reading, words: str) -> None:
    found = list(broken_rules(BREAKS[words](reading)))
    assert any(words in each for each in found), found


@pytest.mark.parametrize(
    ("heads", "bounds", "words"),
    [
        ([1, 1, 1], [(0, 3)], None),
        ([0, 1, 1], [(0, 3)], "2 roots"),
        ([1, 0, 2], [(0, 2), (2, 3)], "0 roots"),
        ([0, 0, 1], [(0, 2), (2, 3)], "0 roots"),
        ([0, 2, 1], [(0, 3)], "no root of its sentence"),
        ([0, 0, 2], [(0, 1), (2, 3)], "do not follow"),
    ],
)
def test_what_is_no_tree_is_seen(
    heads: list[int], bounds: list[tuple[int, int]], words: str | None
) -> None:
    found = list(no_trees("it", heads, bounds))
    assert any(words in each for each in found) if words else not found


def test_a_seed_makes_the_same_texts_again() -> None:
    articles = [
        Article(id=str(n), text=f"{TEXT} It met {n} times; then it left.") for n in range(9)
    ]
    first, second = (list(made(articles, 60, random.Random(3))) for _ in range(2))  # noqa: S311
    assert first == second
    assert {name for name in MADE if any(f"({name}: " in each.id for each in first)} == set(MADE)
    assert len({article.text for article in first}) > 50


def test_a_part_is_from_all_over() -> None:
    articles = [Article(id=str(n), text=TEXT) for n in range(100)]
    assert [article.id for article in spread(articles, 4)] == ["0", "25", "50", "75"]
    assert spread(articles, None) == spread(articles, 500) == articles


@pytest.mark.slow
def test_a_short_soak(shared: Path) -> None:
    command = [sys.executable, "-m", "tests.hostile.soak_reading", "--articles", "8"]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [*command, "--made", "8"], cwd=root, capture_output=True, text=True, check=False
    )
    assert shared.is_dir()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "32 read, 0 broken"
    assert "the slowest ten:" in done.stdout
