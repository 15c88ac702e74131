"""The labels of who stands for election, found again in an article as it is read now."""

from __future__ import annotations

from store.extract.learned.contender_fit import (
    STRENGTH,
    LabelledPerson,
    WeighedPerson,
    article_persons,
    labelled_persons,
    report,
)
from store.extract.learned.fit import left_out
from store.extract.pipeline import Extractor
from store.reading import Article

TEXT = "Ann Lee won the presidential primary. Her rival Bo Falk lost it."


def _label(answer: str, article: str = "a") -> LabelledPerson:
    return LabelledPerson(article, 0, len("Ann Lee"), answer, "president")


def test_a_label_is_found_by_the_place_of_the_name(reader: Extractor) -> None:
    pipes = reader.nlp.pipe_names
    with reader.nlp.select_pipes(disable=pipes[pipes.index("dateline_references") :]):
        doc = reader.nlp(reader.prepare(Article(id="a", text=TEXT)))
    (found,) = article_persons(doc, [_label("stands")])
    assert found.race == "president"
    assert not found.is_told
    assert {"bias", "subj win contest"} <= set(found.signs)


def test_what_no_model_knows_is_weighed_by_the_others() -> None:
    signs = {"stands": ["bias", "own campaign"], "not": ["bias", "is kin"]}
    persons = [
        WeighedPerson(_label(answer, f"{n}"), signs[answer], is_told=False, race="president")
        for n, answer in enumerate(["stands", "not"] * 30)
    ]
    sures = left_out([person.example() for person in persons], "stands", STRENGTH)
    assert sures[0] > sures[1]
    lines: list[str] = []
    report(persons, lines.append)
    assert lines[0].startswith("60 persons, 30 stand; told: 0 of 0 right")


def test_a_person_in_doubt_teaches_as_one_who_does_not_stand() -> None:
    person = WeighedPerson(_label("doubt"), ["bias"], is_told=False, race="-")
    assert person.example().answer == "not"


def test_labels_are_read_in_order() -> None:
    labels = labelled_persons()
    assert len(labels) > 900
    assert {label.answer for label in labels} == {"stands", "stood", "doubt", "not"}
