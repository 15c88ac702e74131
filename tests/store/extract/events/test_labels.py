"""The row's own words, and how much it is missed."""

from __future__ import annotations

import pytest

from store.extract.events.labels import third_person
from store.extract.pipeline import Extractor
from store.views.schema import is_minor
from tests.store.extract.events.told import read


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ghana recalled its ambassador from Togo on Monday.", None),
        ("Kenyan police arrested three students in Nairobi.", None),
        ("Three students were arrested in Nairobi.", "Three students arrested in Nairobi"),
        ("Emmanuel Macron will visit Egypt.", "Emmanuel Macron to visit Egypt"),
        ("Norway was accused of theft by Chad.", "Chad accuses Norway of theft"),
        ("Paul Biya went to Nairobi and not to Oslo.", "Paul Biya goes to Nairobi"),
        ("The Kenyan president arrived in Oslo.", "Kenyan president arrives in Oslo"),
        (
            "Chad spoke of Togo, which Kenya invaded from the sea.",
            "Kenya invades Togo from the sea",
        ),
        ("There he talked with Paul Biya.", "He talks with Paul Biya"),
        ("They attacked Chad.", "They attack Chad"),
        ("Norway accused Chad of having stolen oil.", "Norway accuses Chad of having stolen oil"),
        ("Did Kenya invade Togo? Norway accused Chad.", "Norway accuses Chad"),
        ("Norway was admitted to NATO by the allies.", "Allies admit Norway to NATO"),
        ("Norway was admitted to NATO on Monday.", "Norway admitted to NATO"),
        ("Three Kenyans were freed in Oslo.", "Three Kenyans freed in Oslo"),
        ("The court told Norway not to leave.", "Court tells Norway not to leave"),
        ("Norway ordered Chad to stay calm.", "Norway orders Chad to stay calm"),
        ("Almost 900 people died.", "Almost 900 people die"),
        ("No soldiers were killed in Chad on Monday.", "No soldiers killed in Chad"),
        ("Ann Lee may be arrested in Oslo.", "Ann Lee may be arrested in Oslo"),
        ("Ann Lee was not arrested in Oslo.", "Ann Lee not arrested in Oslo"),
        ("Chad attacked at least 36 soldiers.", "Chad attacks at least 36 soldiers"),
        ("Norway told Chad to leave only on foot.", "Norway tells Chad to leave only on foot"),
        ("Talks between Chad and Togo collapsed.", "Talks between Chad and Togo collapse"),
        ("The conference opens on Friday.", "Conference to open"),
        ("On Friday Chad will apply to join NATO.", "Chad to apply to join NATO"),
        ("Swedish officials attacked Chad.", "Swedish officials attack Chad"),
        ("Ann Lee won Oslo, Riga and Kil-shire.", "Ann Lee wins Oslo, Riga and Kil-shire"),
        ("Its president, Ann Lee, accused Chad.", "Ann Lee accuses Chad"),
        (
            "Kenya jailed tycoon Ann Lee for nine years.",
            "Kenya jails tycoon Ann Lee for nine years",
        ),
        ("Chad's probe crashed into the Moon.", "Chad's probe crashes into the Moon"),
        ("It rained in May 1999, when 300 people died.", "300 people die"),
        (
            "Ghana called on foreign governments to work for peace.",
            "Ghana calls on foreign governments to work for peace",
        ),
    ],
)
def test_a_label_is_a_clause_without_the_time(
    reader: Extractor, text: str, label: str | None
) -> None:
    labels = [event.label for event in read(reader, text).events]
    assert labels
    assert label is None or labels == [label]
    assert "Monday" not in labels[0]


def test_a_label_names_whom_a_pronoun_means(reader: Extractor) -> None:
    text = "Paul Biya flew to Oslo on Monday. Norway arrested him at the airport."
    labels = [event.label for event in read(reader, text).events]
    assert "Norway arrests Paul Biya at the airport" in labels


@pytest.mark.parametrize(
    ("lemma", "third"),
    [("meet", "meets"), ("clash", "clashes"), ("deny", "denies"), ("have", "has"), ("pay", "pays")],
)
def test_third_person(lemma: str, third: str) -> None:
    assert third_person(lemma) == third


def test_the_news_comes_before_the_background(reader: Extractor) -> None:
    text = (
        "Egypt attacked Sudan in Khartoum on Monday. It rained. It was cold. People slept. "
        "Workers had protested before."
    )
    events = read(reader, text).events
    assert [e.type for e in events] == ["ASSAULT", "PROTEST"]
    assert events[0].salience > events[1].salience
    assert all(0 <= e.salience <= 1 for e in events)


def test_whose_is_told(reader: Extractor) -> None:
    text = "The Labour Party, whose chief was arrested by Norway, fled."
    assert "Norway arrests Labour Party's chief" in [e.label for e in read(reader, text).events]


def test_what_cost_lives_is_missed_though_nobody_is_named(reader: Extractor) -> None:
    text = "It rained. It was cold. People slept. More than 90 people were killed, doctors said."
    (event,) = read(reader, text).events
    assert not is_minor(event.salience)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Each side accuses the other of shelling towns.", "Each side accuses the other"),
        ("The last outbreak in Chad was declared over in May.", "Last outbreak in Chad declared"),
        ("An outbreak began in Oslo in May. It killed 55 people.", "Outbreak kills 55 people"),
        ("Ann Lee beat Eva Stein 6-4 3-6 7-6 in the other semi-final on Monday.", "7-6 in the"),
        ("Norway and Chad agreed to a truce after talks hosted by Oman.", "talks hosted by Oman"),
        ("Fans had called for Ann Lee to go on Monday.", "Fans call for Ann Lee to go"),
        ("Ann Lee led the poll held on the same day in Chad.", "Ann Lee leads the poll"),
        ("Ann Lee was reappointed by Paul Biya on Friday.", "Paul Biya reappoints Ann Lee"),
        ("Machinists at Zeta voted on Monday to accept a contract.", "Machinists vote to accept"),
        ("Ann Lee flew in from Oslo on Friday.", "Ann Lee flies in from Oslo"),
        ("About 59% of members backed the offer, the union said.", "of members back the offer"),
        ("In 2016 a strike by Zeta's union lasted nine days.", "union lasts nine days"),
        ("The council asked the public to stay away.", "asks the public to stay away"),
        ("Norway released eleven of them hours before he landed.", "Norway releases eleven"),
        ("Ann Lee will fly home on Friday.", "Ann Lee to fly home"),
    ],
)
def test_a_label_keeps_what_it_cannot_do_without(reader: Extractor, text: str, label: str) -> None:
    assert any(label in event.label for event in read(reader, text).events)


LONG = (
    "Norway opened a second factory for the wooden toys of the late carver Eva Stein near the old "
    "harbour of Bergen beside the museum of the sea on Monday."
)


def test_a_label_is_whole_and_ends_where_a_phrase_ends(reader: Extractor) -> None:
    (event,) = read(reader, LONG).events
    assert event.label.startswith("Norway opens a second factory for the wooden toys")
    assert "…" not in event.label
    assert LONG[LONG.index(event.label[-12:]) + 12] in " ."


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Norway decided that the port was too old.", "decides that the port was too old"),
        ("Norway backed the so-called peace envoy.", "backs the so-called peace envoy"),
        ('Ann Lee said: "The plan is a very bad joke." Nobody laughed.', "is a very bad joke"),
    ],
)
def test_a_label_keeps_what_its_verb_needs(reader: Extractor, text: str, label: str) -> None:
    assert any(e.label.endswith(label) for e in read(reader, text).events), [
        e.label for e in read(reader, text).events
    ]
