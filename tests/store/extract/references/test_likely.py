"""Bodies that the model names where no rule does, in sentences of our own."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, Reading

AGENCY = (
    "The Environment Department released 300 letters on Wednesday. The agency said it found no "
    "secrets. Bo Falk spoke of the letters in Boston. The federal agency fired two clerks."
)
CAMPAIGN = (
    "Ann Lee spoke in Boston on Sunday. Ann Lee's campaign hired two writers on Monday. {} raised "
    "$3 million in May."
)


def _read(reader: Extractor, text: str) -> Reading:
    return reader.read(Article(id="a", text=text, published="2024-07-09"))


def _stands_for(reading: Reading, text: str, words: str) -> str | None:
    at = text.index(words)
    for entity in reading.entities:
        for mention in entity.mentions:
            if (mention.start, mention.end) == (at, at + len(words)):
                return entity.name
    return None


@pytest.mark.parametrize("words", ["The agency", "The federal agency"])
def test_an_agency_is_the_department(reader: Extractor, words: str) -> None:
    assert _stands_for(_read(reader, AGENCY), AGENCY, words) == "Environment Department"


def test_the_name_takes_part(reader: Extractor) -> None:
    reading = _read(reader, AGENCY)
    names = {entity.id: entity.name for entity in reading.entities}
    fired = next(event for event in reading.events if "fired" in event.label)
    assert [names[actor] for actor in fired.actors] == ["Environment Department"]


def test_a_campaign_is_that_of_its_owner(reader: Extractor) -> None:
    text = CAMPAIGN.format("The campaign")
    reading = _read(reader, text)
    names = {entity.id: entity.name for entity in reading.entities}
    raised = next(event for event in reading.events if "raised" in event.label)
    assert [names[actor] for actor in raised.actors] == ["Ann Lee's campaign"]
    assert raised.label.startswith("Ann Lee's campaign raised")
    assert [e.name for e in reading.entities].count("Ann Lee's campaign") == 1


def test_every_further_mention_is_that_of_the_same_owner(reader: Extractor) -> None:
    text = (
        "President Ann Lee spoke in Oslo on Monday. Ann Lee's administration sent aid to Chad in "
        "May. The plan failed. The administration asked Congress for $3 million on Tuesday. Talks "
        "began. The administration also sued Orvis Corp. in June."
    )
    reading = _read(reader, text)
    names = {entity.id: entity.name for entity in reading.entities}
    did = {e.label.split()[-1]: [names[a] for a in e.actors] for e in reading.events}
    assert did["Chad"] == did["million"] == did["Corp."] == ["Ann Lee's administration"]


def test_the_last_campaign_named_is_meant(reader: Extractor) -> None:
    text = CAMPAIGN.format("Bo Falk's campaign fired three men. The campaign said it")
    reading = _read(reader, text)
    assert _stands_for(reading, text, "The campaign") == "Bo Falk's campaign"


def test_a_campaign_is_that_of_a_developer(reader: Extractor) -> None:
    text = CAMPAIGN.replace("Ann Lee spoke", "Ann Lee, a developer, spoke").format("The campaign")
    assert _stands_for(_read(reader, text), text, "The campaign") == "Ann Lee's campaign"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (AGENCY.replace("The federal agency", "Another agency"), "Another agency"),
        (AGENCY.replace("The federal agency", "The Utah agency"), "The Utah agency"),
        (AGENCY.replace("The federal agency", "The rival agency"), "The rival agency"),
        ("The agency fired two clerks on Friday. Bo Falk was glad.", "The agency"),
        (CAMPAIGN.format("The rival campaign"), "The rival campaign"),
        (
            "President Ann Lee praised the Norwegian Space Administration in Oslo on Monday. Lee "
            "met two pilots. The administration fired three clerks on Tuesday.",
            "The administration",
        ),
    ],
)
def test_in_doubt_nobody_is_named(reader: Extractor, text: str, words: str) -> None:
    found = _stands_for(_read(reader, text), text, words)
    assert found is None or found.lower() in words.lower()
