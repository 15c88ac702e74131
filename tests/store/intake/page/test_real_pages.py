"""Pages as sites make them, each with the text and the day that a person would take from it.

The pages were written for these tests after the templates of well-known systems. Beside
each `.html` stands a `.txt`: the day, then the article's paragraphs, a line each.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import trafilatura

from tests.store.intake.formats.taking import only

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))
RUN = 4
LOST_BY_TRAFILATURA = {"subheadings": 0.78}
"""Lists in a container of no known name; with everything else the article is as it should be."""


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def f1(found: str, wanted: str) -> float:
    """Of the runs of four words, how many are right, and how many of the right ones are there."""
    runs, right = _runs(found), _runs(wanted)
    return 2 * (runs & right).total() / (runs.total() + right.total())


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def test_the_text_and_the_day(page: Path) -> None:
    day, _, text = page.with_suffix(".txt").read_text().partition("\n")
    article = only(page.read_bytes())
    plain = trafilatura.extract(page.read_bytes(), include_comments=False) or ""
    assert (article.published or "")[:10] == day
    assert f1(article.text, text) >= max(f1(plain, text), LOST_BY_TRAFILATURA.get(page.stem, 0.958))
    assert article.title not in article.text.split("\n")


def test_paragraphs_stay_apart(page: Path) -> None:
    """Each paragraph that was found stands by itself, and nothing is glued to it."""
    _, _, text = page.with_suffix(".txt").read_text().partition("\n")
    found = only(page.read_bytes()).text
    for paragraph in filter(None, text.split("\n")):
        if paragraph in found:
            assert paragraph in found.split("\n\n")


def test_an_instant_is_told_in_the_zone_of_the_newsroom() -> None:
    wordpress = next(path for path in PAGES if path.stem == "wordpress")
    assert only(wordpress.read_bytes()).published == "2024-07-08T18:42:10+02:00"
