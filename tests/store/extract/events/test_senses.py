"""The sense of a verb: a type only where object, subject and particle agree with it."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read


def types(reader: Extractor, text: str) -> set[str]:
    return {e.type for e in read(reader, text).events}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann Lee hit the airwaves with a new advertisement on Monday.", "ASSAULT"),
        ("Wheat prices shot up in Chicago on Monday.", "ASSAULT"),
        ("Ann Lee slapped down the proposal on Monday.", "ASSAULT"),
        ("Ann Lee beat Bob Day to the top of the charts on Monday.", "ASSAULT"),
        ("Ann Lee took power in Peru in 2011 after she won the election.", "ASSAULT"),
        ("The singer killed himself in Lima on Monday.", "ASSAULT"),
        ("The singer committed suicide in Lima on Monday.", "AGREE"),
        ("Togo was hardest hit by the drought in March.", "ASSAULT"),
        ("Ann Lee seized on the report on Monday.", "COERCE"),
        ("Shortages forced the plant in Lima to close on Monday.", "COERCE"),
        ("Ann Lee was forced to cancel her tour on Monday.", "COERCE"),
        ("Ann Lee rallied to win the tournament in Lima on Monday.", "PROTEST"),
        ("Chad demonstrated restraint on Monday.", "PROTEST"),
        ("The gunman marched into the bank in Lima on Monday.", "PROTEST"),
        ("Ann Lee is ready to use force, she said on Monday.", "AGREE"),
        ("The court reinstated the award against Acme Corp on Monday.", "CONCEDE"),
        ("Ann Lee called the talks a farce on Monday.", "SANCTION"),
        ("Ann Lee welcomed a baby boy in Lima on Monday.", "SUPPORT"),
        ("Ann Lee, the Democratic candidate, attacked Bob Day in a debate on Friday.", "ASSAULT"),
        ("Ann Lee clashed with Bob Day over the budget on Friday.", "ASSAULT"),
        ("Ann Lee went off script in Lima on Monday.", "ASSAULT"),
        ("A student set off a fire alarm in Lima on Monday.", "ASSAULT"),
        ("Heavy snow threatened to delay trains in Oslo on Monday.", "THREATEN"),
        ("Ann Lee was asked about the budget in Lima on Monday.", "REQUEST"),
        ("Bob Day asked Ann Lee if she would run on Monday.", "REQUEST"),
        ("Let's go back to June, Ann Lee said on Monday.", "RETREAT"),
        ("Ann Lee submitted a plan to Acme Corp on Monday.", "CONCEDE"),
        ("The news was met with applause by Acme Corp on Monday.", "CONSULT"),
        ("Ann Lee was surrounded by reporters in Lima on Monday.", "MOBILIZE"),
        ("Ann Lee had a plan and executed it in Lima on Monday.", "ASSAULT"),
        ("Ann Lee made war analogies in Lima on Monday.", "ASSAULT"),
        ("Stalin eliminated Ann Lee from the ruling body in 1927.", "ASSAULT"),
        ("Asked whether she would run, Ann Lee smiled at the crowd.", "REQUEST"),
    ],
)
def test_another_sense_gives_no_type(reader: Extractor, text: str, kind: str) -> None:
    assert kind not in types(reader, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels hit the airport in Goma on Monday.", "ASSAULT"),
        ("Gunmen shot up the shop in Goma on Monday.", "ASSAULT"),
        ("Police beat Ann Lee with clubs on Monday.", "ASSAULT"),
        ("Gunmen killed dozens of villagers in Chad on Monday.", "ASSAULT"),
        ("Rebels took control of Goma on Monday.", "ASSAULT"),
        ("Chad seized the ship on Monday.", "COERCE"),
        ("Chad forced the villagers to leave on Monday.", "COERCE"),
        ("The law banned the party on Monday.", "COERCE"),
        ("Hundreds of students marched through Lima on Monday.", "PROTEST"),
        ("Ann Lee marched against the war on Monday.", "PROTEST"),
        ("Rebels attacked the campaign office in Goma, killing two guards, on Monday.", "ASSAULT"),
        ("A bomb went off in Lima on Monday.", "ASSAULT"),
        ("Arab nations threatened to leave the talks on Monday.", "THREATEN"),
        ("Ann Lee asked Bob Day to leave on Monday.", "REQUEST"),
        ("Chad allowed thousands of refugees to enter on Monday.", "CONCEDE"),
        ("Ann Lee voted in favour of the treaty on Monday.", "SUPPORT"),
        ("Chad is ready to cooperate with Togo.", "AGREE"),
        ("Chad promised to help Togo on Monday.", "AGREE"),
    ],
)
def test_the_sense_of_the_type_keeps_it(reader: Extractor, text: str, kind: str) -> None:
    assert kind in types(reader, text)


def test_a_death_by_ones_own_hand_is_a_death(reader: Extractor) -> None:
    events = read(reader, "The singer Ann Lee killed herself in Lima on Monday.").events
    assert [(e.type, e.mode) for e in events] == [("OTHER", "death")]


def test_what_takes_the_place_of_a_thing_is_appointed_to_nothing(reader: Extractor) -> None:
    events = read(reader, "Acme Corp replaced the windows in Lima on Monday.").events
    assert [(e.type, e.mode) for e in events] == [("OTHER", None)]
