"""feedparser's own feeds, from its source distribution, which is fetched here and never kept."""

from __future__ import annotations

import html
import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from store.reading import Article
from tests.store.intake.formats.taking import taken

pytestmark = pytest.mark.slow
RELEASE = "feedparser==6.0.12"


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feedparser")
    options = ["--quiet", "--no-deps", "--no-binary", "feedparser", "--dest", str(folder)]
    command = ["python3", "-m", "pip", "download", *options, RELEASE]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    sources = list(folder.glob("*.tar.gz"))
    if done.returncode or not sources:
        pytest.skip(f"feedparser's source distribution could not be fetched: {done.stderr[-200:]}")
    with tarfile.open(sources[0]) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("*/tests"))


def test_the_well_formed_agree_with_feedparser(feeds: Path) -> None:
    compared = 0
    different: list[str] = []
    for path, entry, article in _entries(feeds):
        compared += 1
        said = {
            "title": (_words(article.title), _words(entry.get("title"))),
            "link": (article.url or "", " ".join(entry.get("link", "").split())),
            "date": (_instant(_said_date(article)), _parsed(entry)),
            "text": (_shows_all(article, entry), True),
        }
        different += [
            f"{path}: {name}: {one} {two}" for name, (one, two) in said.items() if one != two
        ]
    assert not different, "\n".join(different)
    assert compared > 500


def test_the_ill_formed_stop_no_import(feeds: Path) -> None:
    paths = sorted(feeds.glob("illformed/**/*.xml"))
    assert len(paths) > 15
    for path in paths:
        taken(path.read_bytes(), str(path))


def _entries(feeds: Path) -> Iterator[tuple[Path, Any, Article]]:
    """Every entry of a well-formed feed that has words, beside the article made of it. Some
    hold HTML that is broken on purpose, of which nobody can say what its text is."""
    for path in sorted(feeds.glob("wellformed/**/*.xml")):
        if "crazy" in path.name or "nested_cdata" in path.name:
            continue
        data = path.read_bytes()
        found = taken(data, str(path))
        articles = {each.origin: each for each in found if isinstance(each, Article)}
        for number, entry in enumerate(feedparser.parse(io.BytesIO(data)).entries, 1):
            article = articles.get(f"{path}#{number}")
            has_words = _words(entry.get("title")) or _words(entry.get("summary"))
            assert article or not has_words, path
            if article:
                yield path, entry, article


def _words(markup: str | None) -> list[str]:
    """The words that markup shows, be it escaped once or twice."""
    text = re.sub(r"(?s)<(script|style|svg)\b.*?</\1\s*>", " ", markup or "")
    for _ in range(2):
        text = re.sub(r"</?[a-z][^<>]*>", " ", html.unescape(text), flags=re.IGNORECASE)
    return re.findall(r"\w+", text)


def _shows_all(article: Article, entry: Any) -> bool:
    """Are all words of the entry's summary or of its content in the text?"""
    said = [entry.get("summary"), *(each.get("value") for each in entry.get("content", []))]
    return any(set(_words(each)) <= set(_words(article.text)) for each in said)


def _parsed(entry: Any) -> tuple[int, ...] | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return tuple(parsed[:6]) if parsed else None


def _said_date(article: Article) -> str | None:
    """What the feed says; a date that only the entry's text gives is not feedparser's matter."""
    return None if article.published_from == "text" else article.published


def _instant(iso: str | None) -> tuple[int, ...] | None:
    if iso is None:
        return None
    moment = datetime.fromisoformat(iso)
    return tuple((moment.astimezone(UTC) if moment.tzinfo else moment).timetuple()[:6])
