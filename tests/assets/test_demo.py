"""The demo articles hold what the first tour promises, and their calendar is right."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from store.asset_files import shipped

DEMO = sorted(shipped("demo").glob("*.txt"))
MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_FRONT = re.compile(r"\A---\n(?P<fields>.*?)\n---\n\n", re.DOTALL)
_WEEKDAY_WITH_DATE = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}),? (?P<month>{'|'.join(MONTHS)}) (?P<day>\d{{1,2}})\b"
    r"(?:,? (?P<year>\d{4}))?"
)
_MONTH = f"(?:{'|'.join(MONTHS)})"
_FULL_DATE = re.compile(rf"\d{{4}}-\d\d-\d\d|\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}\b")
_GLUED = re.compile(r"[a-z]\.[A-Z][a-z]+ ")

every_article = pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)


def fields(path: Path) -> dict[str, str]:
    """The front matter of an article, empty where it has none."""
    front = _FRONT.match(path.read_text("utf-8"))
    lines = front["fields"].splitlines() if front else []
    return dict(line.split(": ", 1) for line in lines)


def body(path: Path) -> str:
    return _FRONT.sub("", path.read_text("utf-8")).strip()


def paragraphs(path: Path) -> list[str]:
    return body(path).split("\n\n")


def test_about_two_dozen_over_months() -> None:
    months = {path.name[:7] for path in DEMO if path.name.startswith("2024-")}
    assert 24 <= len(DEMO) <= 32
    assert {"2024-04", "2024-05", "2024-06", "2024-07", "2024-08", "2024-10"} <= months


@every_article
def test_has_a_body_of_news_length(path: Path) -> None:
    assert 150 <= len(body(path).split()) <= 350
    assert len(paragraphs(path)) >= 4


@every_article
def test_front_matter_is_whole(path: Path) -> None:
    said = fields(path)
    assert said.keys() in (set(), {"title", "source", "published", "url"})
    if said:
        assert date.fromisoformat(said["published"][:10]).isoformat() == path.name[:10]
        host = urlsplit(said["url"]).hostname or ""
        assert host.endswith((".example.org", ".example.net", ".example.com"))


@every_article
def test_weekdays_agree_with_the_calendar(path: Path) -> None:
    for said in _WEEKDAY_WITH_DATE.finditer(body(path)):
        year = int(said["year"] or 2024)
        day = date(year, MONTHS.index(said["month"]) + 1, int(said["day"]))
        assert WEEKDAYS[day.weekday()] == said["weekday"], said[0]


def test_some_weekdays_stand_with_their_date() -> None:
    assert sum(len(_WEEKDAY_WITH_DATE.findall(body(path))) for path in DEMO) >= 4


@pytest.mark.parametrize(
    "story",
    ["hualien", "change-6", "lukashenko|belarus", "ankara|krieger", "bangladesh|hasina|yunus"],
)
def test_stories_are_told_by_several_sources(story: str) -> None:
    tellers = [path for path in DEMO if re.search(story, path.name)]
    assert len(tellers) >= 3
    assert len({path.stem.rsplit("-", 1)[-1] for path in tellers}) >= 3


def test_one_is_undated() -> None:
    undated = [path for path in DEMO if not _FULL_DATE.search(path.read_text("utf-8"))]
    assert len(undated) == 1
    assert not re.search(r"\d", undated[0].name)
    assert "last week" in body(undated[0])


def test_one_is_badly_scraped() -> None:
    scraped = [path for path in DEMO if len(_GLUED.findall(body(path))) >= 5]
    assert len(scraped) == 1
    parts = paragraphs(scraped[0])
    assert not fields(scraped[0])
    assert re.match(r"Published \d{4}-\d\d-\d\d \+", parts[0])
    assert len(parts[-1].split()) <= 3
    assert not parts[-1].endswith(".")


def test_one_is_a_near_copy() -> None:
    pairs = [
        (whole, copy)
        for whole in DEMO
        for copy in DEMO
        if len(paragraphs(whole)) == len(paragraphs(copy)) + 1
        and set(paragraphs(copy)) < set(paragraphs(whole))
    ]
    assert len(pairs) == 1
    whole, copy = map(fields, pairs[0])
    assert whole["title"] != copy["title"]
    assert whole["source"] != copy["source"]


def test_persons_are_spelled_as_sources_spell_them() -> None:
    text = "\n".join(body(path) for path in DEMO)
    for spelling in (
        "Alexander Lukashenko",
        "Aleksandr Lukashenko",
        "Aliaksandr Lukashenka",
        "Alyaksandr Lukashenka",
        "Volodymyr Zelensky ",
        "Volodymyr Zelenskyy",
        "Muhammad Yunus",
        "Mohammad Yunus",
    ):
        assert spelling in text
