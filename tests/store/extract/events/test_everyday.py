"""Events outside diplomacy and conflict: what PLOVER's types are not about, and plain news."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, only, read, told


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Norway beat Chad 3-1 on Sunday.", "match"),
        ("Norway will play Chad in Oslo on Sunday.", "match"),
        ("Chad's probe crashed into the Moon.", "disaster"),
        ("Kenya declared an outbreak of cholera on Monday.", "disaster"),
        ("The Kenyan health service shut down its computers.", None),
        ("Chad released a satellite on Monday.", None),
        ("Norway offered tents.", None),
        ("A rocket exploded minutes after take-off on Monday.", "disaster"),
        ("Ann Lee joined the World Bank in 2015.", "appointment"),
    ],
)
def test_is_no_conflict_and_no_concession(reader: Extractor, text: str, mode: str | None) -> None:
    assert [(e.type, e.mode) for e in read(reader, text).events] == [("OTHER", mode)]


def test_who_dies_of_an_earthquake_is_not_attacked(reader: Extractor) -> None:
    for text in (
        "In 2015 two earthquakes killed 90 people and destroyed half of the town.",
        "Six people were killed in Oslo when a tremor hit the town.",
    ):
        assert {e.type for e in read(reader, text).events} == {"OTHER"}


def test_a_storm_that_sinks_a_ship_is_one_event_with_it(reader: Extractor) -> None:
    (event,) = read(reader, "A ferry capsized in a storm on October 3, 2019.").events
    assert event.label == "A ferry capsized in a storm"


def test_what_somebody_with_a_name_did_on_a_day_is_news(reader: Extractor) -> None:
    event, reading = only(reader, "Chad minted a silver coin on Monday.", "OTHER")
    assert event.label == "Chad minted a silver coin"
    assert names(reading, event.actors) == ["Chad"]
    assert event.from_ == "2024-05-13"


@pytest.mark.parametrize(
    "text",
    [
        "While Chad minted a silver coin, it rained.",  # no day, no main clause
        "They minted a coin on Monday.",  # nobody knows who
        "Chad did not mint a coin on Monday.",
        "Chad was poor in 2020.",
    ],
)
def test_what_is_no_news(reader: Extractor, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        (
            "A court sentenced shipping magnate Ann Lee to nine years in prison.",
            "COERCE",
            ["Ann Lee"],
        ),
        ("The court found Ann Lee, 61, guilty of bribery.", "SANCTION", ["Ann Lee"]),
        ("Ann Lee was given a suspended sentence of three years.", "COERCE", ["Ann Lee"]),
        ("Chad's king ordered Kenya to withdraw its troops.", "REQUEST", ["Kenya"]),
        ("Kenya condemned Chad and attacked Togo.", "ASSAULT", ["Togo"]),
    ],
)
def test_to_whom_it_is_done(reader: Extractor, text: str, kind: str, recipients: list[str]) -> None:
    event, reading = only(reader, text, kind)
    assert names(reading, event.recipients) == recipients


def test_in_a_report_of_a_game_nobody_is_beaten_up(reader: Extractor) -> None:
    text = (
        "The champion, the second seed, was out of the tournament after the semifinal. "
        "Ann Lee beat Eva Berg in the final."
    )
    assert ("OTHER", "match") in [(e.type, e.mode) for e in read(reader, text).events]


def test_who_is_quoted_is_not_who_they_are(reader: Extractor) -> None:
    actors = [who for _, who, _ in told(reader, '"They killed our children," said Ann Lee.')]
    assert ["Ann Lee"] not in actors


def test_what_results_results_from_the_clause_before(reader: Extractor) -> None:
    text = "Police seized a car whose driver had rammed into people, injuring three."
    assert ("ASSAULT", ["police"], []) not in told(reader, text)


def test_a_place_beside_a_person_is_not_arrested(reader: Extractor) -> None:
    event, reading = only(reader, "Police arrested the station master of Larissa.", "COERCE")
    assert names(reading, event.recipients) == ["station master"]


@pytest.mark.parametrize(
    "text",
    [
        "Workers began to demolish the Empire State Building on Friday.",
        "Nokia evacuated some of its plants in Finland on Friday.",
    ],
)
def test_what_is_done_to_ones_own_is_no_conflict_and_no_aid(reader: Extractor, text: str) -> None:
    assert [e.type for e in read(reader, text).events] == ["OTHER"]


@pytest.mark.parametrize(
    "text",
    [
        "Chad is allied with France.",
        "In a simulated attack, Norwegian jets bombed a mock airfield.",
        '"We attacked Chad," said Ann Lee.',
    ],
)
def test_states_simulations_and_an_unknown_we_are_no_events(reader: Extractor, text: str) -> None:
    assert [e for e in read(reader, text).events if e.type != "STATEMENT"] == []


def test_i_is_the_one_who_says_so(reader: Extractor) -> None:
    text = '"I met Xi Jinping in Beijing," Emmanuel Macron told reporters.'
    event, reading = only(reader, text, "CONSULT")
    assert names(reading, event.actors) == ["Emmanuel Macron"]
    assert event.modality == "claimed"


def test_an_office_is_nobody_to_resign_from(reader: Extractor) -> None:
    event, _ = only(reader, "Ann Lee stepped down as chief executive on Monday.", "RETREAT")
    assert event.recipients == ()


def test_a_statue_is_not_the_one_that_it_shows(reader: Extractor) -> None:
    event, reading = only(reader, "Protesters attacked a statue of Ann Lee in Oslo.", "ASSAULT")
    assert "Ann Lee" not in names(reading, event.recipients)


def test_who_is_joined_keeps_their_own_club(reader: Extractor) -> None:
    text = "The police and supporters of the Labour Party attacked the demonstrators."
    event, reading = only(reader, text, "ASSAULT")
    assert names(reading, event.actors) == ["police", "supporters"]


@pytest.mark.parametrize(
    ("text", "kind", "mode", "actors", "recipients"),
    [
        ("Voters in Chad elected Ann Lee mayor.", "OTHER", "election", ["voters"], ["Ann Lee"]),
        ("Chad met the mayor of Riga, Ann Lee.", "CONSULT", None, ["Chad"], ["Ann Lee"]),
        ("Paul Biya dismissed his minister, Ann Lee.", "OTHER", "dismissal", None, ["Ann Lee"]),
        (
            "Heavy rain killed ten, officials said on Sunday, and forced 30 families to flee.",
            "OTHER",
            "disaster",
            [],
            ["families"],
        ),
        ("Ann Lee flew off and returned from Brazil.", "OTHER", "travel", None, []),
        ("Biya resigned and named Ann Lee as his heir.", "OTHER", "appointment", None, ["Ann Lee"]),
        ("Canada eliminated the disease.", "OTHER", None, ["Canada"], []),
        ("A bridge in Peru fell on Monday.", "OTHER", "disaster", [], []),
        ("The river burst its banks near Lima on Monday.", "OTHER", "disaster", [], []),
        ("Mining group Norrskog agreed to buy Metsola.", "OTHER", "deal", None, ["Metsola"]),
        ("Nokia had reported a quarterly loss.", "OTHER", "market", ["Nokia"], []),
        ("The WHO sent a team of experts to Malawi.", "AID", None, None, ["Malawi"]),
    ],
)
def test_the_news_of_a_day(
    reader: Extractor,
    text: str,
    kind: str,
    mode: str | None,
    actors: list[str] | None,
    recipients: list[str],
) -> None:
    reading = read(reader, text)
    event = next(e for e in reading.events if (e.type, e.mode) == (kind, mode))
    assert actors is None or names(reading, event.actors) == actors
    assert names(reading, event.recipients) == recipients


def test_whom_is_no_question(reader: Extractor) -> None:
    text = "Ann Lee spoke of Jim Roe, the student whom the police shot in Lima on May 3."
    event, reading = only(reader, text, "ASSAULT")
    assert names(reading, event.recipients) == ["Jim Roe"]
    assert (event.from_, event.modality) == ("2024-05-03", "asserted")
    assert [e.type for e in read(reader, text).events] == ["ASSAULT"]


def test_a_decision_on_something_unknown_is_news(reader: Extractor) -> None:
    event, _ = only(reader, "Norway decided on Saturday to mint a coin.", "OTHER")
    assert event.label == "Norway decided to mint a coin"


def test_a_present_with_a_day_ahead_is_planned(reader: Extractor) -> None:
    event, _ = only(reader, "Paul Biya steps down on June 5.", "RETREAT")
    assert event.modality == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "A cobbler in Oslo opened a second shop on Monday.",
        "The dollar fell sharply in Tokyo.",
        "The concert will start late on Friday.",
        "Ann Lee got the job.",
        "Ann Lee said that the harbour had reopened.",
    ],
)
def test_news_by_its_form_needs_no_table(reader: Extractor, text: str) -> None:
    assert "OTHER" in [kind for kind, _, _ in told(reader, text)]


@pytest.mark.parametrize(
    "text",
    [
        "The problem grew.",
        "They opened a second shop.",
        "A ladder that broke was blue.",
        "The rules will change.",
        "Ann Lee smiled.",
        "The company answered.",
    ],
)
def test_form_alone_is_no_news(reader: Extractor, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The bakery has begun to paint its vans.", "asserted"),
        ("Ann Lee plans to make savings of 5 million.", "planned"),
        ("Zeta Corp has reported a sharp rise in profit.", "asserted"),
        ("Ann Lee was announced as a partner in the game.", "asserted"),
    ],
)
def test_a_verb_tells_what_stands_below_it(reader: Extractor, text: str, modality: str) -> None:
    events = [e for e in read(reader, text).events if e.type == "OTHER"]
    assert [e.modality for e in events] == [modality]
