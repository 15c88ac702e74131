"""Those who take part without a name."""

from __future__ import annotations

from store.extract.pipeline import Extractor
from store.reading import Article, Reading
from tests.store.extract.events.told import read, told

TEXT = "Rebels attacked Chad on Monday. The rebels kidnapped two nurses."


def keys(reading: Reading) -> list[str]:
    return [e.key for e in reading.entities if e.key.startswith("nominal/")]


def test_the_same_words_are_one_entity_of_the_article(reader: Extractor) -> None:
    reading = read(reader, TEXT)
    rebels = [e for e in reading.entities if e.name.lower() == "rebels"]
    assert len(rebels) == 1
    assert [m.kind for m in rebels[0].mentions] == ["nominal", "nominal"]


def test_nobody_of_another_article_is_taken_for_them(reader: Extractor) -> None:
    one, two = (reader.read(Article(id=name, text=TEXT)) for name in ("one", "two"))
    assert keys(one)
    assert not set(keys(one)) & set(keys(two))


def test_only_those_who_take_part_become_entities(reader: Extractor) -> None:
    assert keys(read(reader, "The miners and the nurses slept well.")) == []


def test_troops_are_the_military_of_their_country(reader: Extractor) -> None:
    reading = read(reader, "Kenyan troops attacked Somalia. The Kenyan army shelled Somalia.")
    assert [e.key for e in reading.entities if "military" in e.key] == ["org/KE/military"]


def test_possessed_and_unknown_is_nobody(reader: Extractor) -> None:
    assert told(reader, "Its troops withdrew from Chad.") == [("RETREAT", [], ["Chad"])]
