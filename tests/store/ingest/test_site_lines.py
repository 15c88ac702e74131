"""What the articles of a site begin and end with is the site's: learnt from one another."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from store import Import, Source, Store
from store.ingest.site_lines import end_lines
from store.reading import Article, Reading

pytestmark = pytest.mark.usefixtures("reading_here")

HEAD = "Harbour News, your voice on the quay"
FOOT = "Like what you read? Give 3 crowns a month and keep the presses running."
BODIES = (
    "The council of Port Leon closed the old bridge on Monday after engineers found cracks.",
    "Fishermen said on Tuesday that the herring had come back to the bay after nine years.",
    "A court in Leon freed the two sailors on Wednesday, and their families met them outside.",
    "The ferry company will raise its fares in May, its director told the paper on Friday.",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


def add(store: Store, *records: dict[str, str]) -> None:
    lines = "\n".join(map(json.dumps, records)).encode()
    list(Import(store, standard_input=io.BytesIO(lines)).run([Source("-")]))


def framed(number: int, foot: str = FOOT) -> dict[str, str]:
    text = f"{HEAD}\n\n{BODIES[number]}\n\n{foot.replace('3', str(number))}"
    return {"text": text, "url": f"https://www.harbour.example/{number}"}


def furniture(store: Store, number: int) -> list[str]:
    reading = store.reading(number)
    assert isinstance(reading, Reading)
    return [reading.text[span.start : span.end] for span in reading.furniture]


def test_what_three_articles_of_a_site_share_is_no_article(store: Store) -> None:
    add(store, *(framed(number) for number in range(3)))
    for number in range(1, 4):
        head, foot = furniture(store, number)
        assert head == HEAD
        assert foot.startswith("Like what you read?")
        reading = store.reading(number)
        assert reading is not None
        assert reading.text == framed(number - 1)["text"]
        assert [reading.text[s.start : s.end] for s in reading.sentences] == [BODIES[number - 1]]


def test_it_is_kept_from_one_import_to_the_next(store: Store) -> None:
    add(store, framed(0))
    add(store, framed(1))
    add(store, framed(2))
    assert [len(furniture(store, number)) for number in (1, 2, 3)] == [0, 0, 2]


def test_what_was_learnt_may_be_deleted_or_damaged(store: Store) -> None:
    add(store, framed(0), framed(1))
    path = store.folder / "views" / "sites.sqlite"
    path.unlink()
    add(store, framed(2))
    assert len(furniture(store, 3)) == 2
    path.write_bytes(b"no database" * 1_000)
    add(store, framed(3))
    assert len(furniture(store, 4)) == 2


def test_an_article_and_its_updates_are_one_article(store: Store) -> None:
    ends = [f"The council meets again at {hour} o'clock." for hour in (6, 7, 8)]
    texts = [f"{HEAD}\n\n{BODIES[0]}\n\n{end}" for end in ends]
    add(store, *({"text": text, "source": "Harbour News"} for text in texts))
    assert not any(furniture(store, number) for number in (1, 2, 3))


def test_another_site_and_a_text_of_no_site_learn_nothing(store: Store) -> None:
    add(store, framed(0), framed(1), framed(2))
    add(store, framed(3) | {"url": "https://other.example/"}, {"text": f"{HEAD}\n\n{BODIES[0]} x"})
    assert not furniture(store, 4)
    assert not furniture(store, 5)


def test_what_a_few_of_many_articles_end_with_is_theirs(store: Store) -> None:
    said = "The company did not answer questions."
    others = [
        {"text": f"{BODIES[0]} Part {n} of it.\n\nThe end of {'x' * n}.", "source": "Harbour"}
        for n in range(10)
    ]
    add(
        store, *others, *({"text": f"{text}\n\n{said}", "source": "Harbour"} for text in BODIES[1:])
    )
    assert not any(furniture(store, number) for number in store.numbers())


def test_an_article_that_is_nothing_else_is_left_whole(store: Store) -> None:
    add(store, *(framed(number) for number in range(3)))
    add(store, {"text": f"{HEAD}\n\n{FOOT}", "url": "https://harbour.example/"})
    assert store.article(4) == Article(
        **{**store.article(4).shared_fields(), "furniture": ()}, origin=store.article(4).origin
    )
    assert not furniture(store, 4)


def test_a_line_may_be_very_many_blanks() -> None:
    lines = [HEAD, " " * 200_000, BODIES[0], "\x0b \t" * 50_000, FOOT]
    text = "\r\n".join(lines)
    found = [text[line.span.start : line.span.end] for line in end_lines(text)]
    assert found == [HEAD, BODIES[0], FOOT]
