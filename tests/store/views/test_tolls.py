"""Which sentences of an article count the victims of which of its events."""

from __future__ import annotations

import pytest
from msgspec import structs

from store.reading import Event, Evidence, Reading, Span
from store.views.words.figures import amounts
from store.views.words.tolls import tolls
from tests.store.views.articles_for_tests import EXTRACTOR

QUAKE = "A quake struck Arvik on Monday."
RAID = "Gunmen attacked Arvik on Monday."


def reading(*told: tuple[str, str | None, dict[str, object]]) -> Reading:
    """Return the reading of sentences, each with the verb of its event or None."""
    text, sentences, events = "", [], []
    for sentence, verb, fields in told:
        begin = "\n\n" if fields.get("paragraph") else " "
        text += begin if text else ""
        start = len(text)
        text += sentence
        sentences.append(Span(start, len(text)))
        if verb is not None:
            at = text.index(verb, start)
            piece = Evidence(start=start, end=len(text), verb=Span(at, at + len(verb)))
            known: dict[str, object] = {"type": "OTHER", "label": sentence.rstrip("."), **fields}
            known.pop("paragraph", None)
            events.append(Event(id=f"v{len(events) + 1}", evidence=(piece,), **known))  # type: ignore[arg-type]
    return Reading(
        id="0" * 64,
        text=text,
        sentences=tuple(sentences),
        events=tuple(events),
        extractor=EXTRACTOR,
    )


DAY: dict[str, object] = {"from_": "2024-05-06", "to": "2024-05-06", "precision": "day"}
DISASTER = DAY | {"mode": "disaster"}
ATTACK = DAY | {"type": "ASSAULT"}
NEXT: dict[str, object] = {"paragraph": True}


def incidents(*told: tuple[str, str | None, dict[str, object]]) -> dict[int, int | None]:
    article = reading(*told)
    found = tolls(article, lambda start, end: amounts(article.text[start:end]))
    return {place: toll.incident for place, toll in found.items()}


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("The fire service counted 13 dead and 40 injured.", "counted"),
        ("The toll rose to 17.", "rose"),
        ("All nine deaths were reported in the old town.", "reported"),
        ("The weather office gave its magnitude as 7.2.", "gave"),
    ],
)
def test_a_count_belongs_to_the_disaster_of_its_article(sentence: str, verb: str) -> None:
    between = ("The mayor came home.", "came", NEXT)
    assert incidents((QUAKE, "struck", DISASTER), between, (sentence, verb, NEXT)) == {0: 0, 2: 0}


def test_victims_of_another_incident_are_not_its_toll() -> None:
    elsewhere = ("Six other deaths were reported in Bergen.", "reported", NEXT)
    assert incidents((QUAKE, "struck", DISASTER), elsewhere) == {0: 0, 1: None}
    long_ago = ("About 2,400 people died in 1999.", "died", {"mode": "death", "from_": "1999"})
    assert incidents((QUAKE, "struck", DISASTER), long_ago) == {0: 0}


def test_an_attack_has_the_count_beside_it_and_no_later_one() -> None:
    beside = ("Two officers were killed.", "killed", {"type": "ASSAULT"})
    assert incidents((RAID, "attacked", ATTACK), beside) == {0: 0, 1: 0}
    later = ("Eleven rebels were killed.", "killed", {"type": "ASSAULT", "paragraph": True})
    assert incidents((RAID, "attacked", ATTACK), later) == {0: 0, 1: None}


def test_sentences_without_events_go_on_with_a_toll() -> None:
    article = reading(
        (QUAKE, "struck", DISASTER),
        ("Its toll was corrected.", "corrected", {}),
        ("At least 17 people are known to have died.", None, {}),
        ("The mayor came home.", "came", {}),
        ("He had been away for 20 days.", None, {}),
    )
    found = tolls(article, lambda start, end: amounts(article.text[start:end]))
    assert found[0].more == ()
    assert found[1].more == (article.sentences[2],)


def test_an_article_without_victims_has_none() -> None:
    assert incidents(("The mayor came home.", "came", {})) == {}


def test_all_victims_of_a_war_are_no_toll_of_its_last_attack() -> None:
    killed: dict[str, object] = {"type": "ASSAULT"}
    raid = (RAID, "attacked", ATTACK)
    assert incidents(raid, ("Nine people were killed.", "killed", killed)) == {0: 0, 1: 0}
    since = ("More than 300 people have been killed.", "killed", killed)
    assert incidents(raid, since) == {0: 0, 1: None}


def test_a_sentence_with_an_incident_of_its_own_is_no_toll_of_another() -> None:
    quake = (QUAKE, "struck", DISASTER)
    hurt: dict[str, object] = {"mode": "casualty"}
    assert incidents(quake, ("21 people were injured.", "injured", hurt)) == {0: 0, 1: 0}
    another = ("21 people were injured when a tram hit a lorry.", "injured", hurt)
    assert incidents(quake, another) == {0: 0, 1: None}


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people were killed in the raid at the Solvik depot.",
        "Nine people were killed at Arvik.",
        "Nine people were killed by gunmen.",
    ],
)
def test_what_an_attack_says_itself_does_not_tell_its_victims_from_it(sentence: str) -> None:
    killed = (sentence, "killed", {"type": "ASSAULT"})
    assert incidents((RAID, "attacked", ATTACK), killed) == {0: 0, 1: 0}


@pytest.mark.parametrize(
    "sentence",
    ["Nine people were killed at the Solvik depot.", "Nine people were killed by mortar shells."],
)
def test_victims_elsewhere_or_of_another_weapon_are_not_of_the_attack_before(sentence: str) -> None:
    killed = (sentence, "killed", {"type": "ASSAULT"})
    assert incidents((RAID, "attacked", ATTACK), killed) == {0: 0, 1: None}


def test_all_victims_since_an_old_incident_are_not_its_toll() -> None:
    began = ("Unrest broke out in May 1961.", "broke", {
        "mode": "disaster", "from_": "1961-05-01", "to": "1961-05-31", "precision": "month",
    })  # fmt: skip
    since = ("Since then, 800 people have died.", "died", {"mode": "death"})
    article = structs.replace(reading(began, since), published="2024-05-07")
    found = tolls(article, lambda start, end: amounts(article.text[start:end]))
    assert {place: toll.incident for place, toll in found.items()} == {0: 0, 1: None}


def test_a_number_far_from_a_verb_that_counts_is_not_what_it_counts() -> None:
    quake = (QUAKE, "struck", DISASTER)
    gave = ("The minister gave a committee of both houses his account of the quake, which left four"
            " dead.")  # fmt: skip
    assert incidents(quake, (gave, "gave", {})) == {0: 0}
