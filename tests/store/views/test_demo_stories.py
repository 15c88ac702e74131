"""The demo articles fall into the stories that were written into them."""

from __future__ import annotations

import pytest

from store.reading import Article
from store.views import Filter, Views
from tests.assets.test_demo import DEMO, body, fields
from tests.store.views.memory_journal import MemoryJournal

STORIES = (
    {"hualien-earthquake", "hualien-search", "hualien-aftershocks"},
    {"change-6-launch", "change-6-landing", "change-6-samples"},
    {"buergenstock-summit", "buergenstock-signatories"},
    {"astana-belarus-joins-sco", "lukashenko-in-astana", "lukashenko-astana"},
    {"belarus-china-exercise", "border-exercise"},
    {"uk-election-labour", "uk-election-first"},
    {"exchange-harbour", "pardon-krieger", "exchange-baltic", "exchange-anatolian"},
    {"google-search", "google-remedies"},
    {"hasina-resigns", "yunus-sworn-in", "bangladesh-un-report"},
)
"""Words of the names of files."""
ALONE = ("nato-washington", "euro-final", "nobel-week", "venezuela")


@pytest.fixture(scope="module")
def story_of(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int | None]:
    """Return the story of each file, by its name."""
    journal = MemoryJournal(tmp_path_factory.mktemp("demo"))
    for number, path in enumerate(DEMO, 1):
        known = fields(path)
        article = Article(
            id=path.stem,
            text=body(path),
            title=known.get("title"),
            source=known.get("source"),
            published=known.get("published"),
        )
        journal.put(number, article, None)
    views = Views.open(journal)
    views.update()
    found = {n: row.id for row in views.stories.rows(Filter()) for n in row.articles}
    return {path.stem: found.get(number) for number, path in enumerate(DEMO, 1)}


def stories(story_of: dict[str, int | None], words: str) -> set[int | None]:
    return {story for name, story in story_of.items() if words in name}


@pytest.mark.parametrize("files", STORIES, ids=min)
def test_reports_of_one_thing_are_one_story(
    story_of: dict[str, int | None], files: set[str]
) -> None:
    found = set.union(*(stories(story_of, words) for words in files))
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize("file", ALONE)
def test_other_things_are_no_part_of_one(story_of: dict[str, int | None], file: str) -> None:
    assert stories(story_of, file) == {None}


def test_things_without_relation_are_other_stories(story_of: dict[str, int | None]) -> None:
    firsts = [min(files) for files in STORIES if "border-exercise" not in files]
    found = [story for words in firsts for story in stories(story_of, words)]
    assert len(found) == len(set(found))
