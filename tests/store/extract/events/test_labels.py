"""The row's own words."""

from __future__ import annotations

import pytest
from msgspec import UNSET

from store.extract.events.inflection import third_person
from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ghana recalled its ambassador from Togo on Monday.", None),
        ("Kenyan police arrested three students in Nairobi.", None),
        ("Three students were arrested in Nairobi.", "Three students were arrested in Nairobi"),
        ("Norway accused Chad" + " " * 60 + "of theft.", "Norway accused Chad of theft"),  # ends
        ("Emmanuel Macron will visit Egypt.", "Emmanuel Macron will visit Egypt"),
        ("Norway was accused of theft by Chad.", "Norway was accused of theft by Chad"),
        ("Paul Biya went to Nairobi and not to Oslo.", "Paul Biya went to Nairobi and not to Oslo"),
        ("The Kenyan president arrived in Oslo.", "Kenyan president arrived in Oslo"),
        (
            "Chad spoke of Togo, which Kenya invaded from the sea.",
            "Kenya invaded Togo from the sea",
        ),
        ("There he talked with Paul Biya.", "He talked with Paul Biya"),
        ("They attacked Chad.", "They attacked Chad"),
        ("Norway accused Chad of having stolen oil.", "Norway accused Chad of having stolen oil"),
        ("Did Kenya invade Togo? Norway accused Chad.", "Norway accused Chad"),
        ("Norway was admitted to NATO by the allies.", "Norway was admitted to NATO by the allies"),
        ("Norway was admitted to NATO on Monday.", "Norway was admitted to NATO"),
        ("Three Kenyans were freed in Oslo.", "Three Kenyans were freed in Oslo"),
        ("The visit will take place sometime next week.", "Visit will take place"),
        ("Ann Lee suggested they stay in Leeds.", "Ann Lee suggested they stay in Leeds"),
        ("Ann Lee said last week the bridge was narrow.", "Ann Lee: the bridge was narrow"),
        ("The court told Norway not to leave.", "Court told Norway not to leave"),
        ("Norway ordered Chad to stay calm.", "Norway ordered Chad to stay calm"),
        ("Almost 900 people died.", "Almost 900 people died"),
        ("No soldiers were killed in Chad on Monday.", "No soldiers were killed in Chad"),
        ("Ann Lee may be arrested in Oslo.", "Ann Lee may be arrested in Oslo"),
        ("Ann Lee was not arrested in Oslo.", "Ann Lee was not arrested in Oslo"),
        ("Chad attacked at least 36 soldiers.", "Chad attacked at least 36 soldiers"),
        ("Norway told Chad to leave only on foot.", "Norway told Chad to leave only on foot"),
        ("Talks between Chad and Togo collapsed.", "Talks between Chad and Togo collapsed"),
        ("The conference opens on Friday.", "Conference opens"),
        ("On Friday Chad will apply to join NATO.", "Chad will apply to join NATO"),
        ("Swedish officials attacked Chad.", "Swedish officials attacked Chad"),
        ("Growth Plan (2014) rebuilt the town.", "Growth Plan rebuilt the town"),
        ("Ann Lee won Oslo, Riga and Kil-shire.", "Ann Lee won Oslo, Riga and Kil-shire"),
        ("Its president, Ann Lee, accused Chad.", "Its president, Ann Lee, accused Chad"),
        (
            "Kenya jailed tycoon Ann Lee for nine years.",
            "Kenya jailed tycoon Ann Lee for nine years",
        ),
        ("Chad's probe crashed into the Moon.", "Chad's probe crashed into the Moon"),
        ("It rained in May 1999, when 300 people died in Chad.", "300 people died in Chad"),
        (
            "Ghana called on foreign governments to work for peace.",
            "Ghana called on foreign governments to work for peace",
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
    assert "Norway arrested Paul Biya at the airport" in labels


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


def test_whose_is_told(reader: Extractor) -> None:
    text = "The Labour Party, whose chief was arrested by Norway, fled."
    assert "Labour Party's chief was arrested by Norway" in [
        e.label for e in read(reader, text).events
    ]


@pytest.mark.parametrize("said", ['"Exactly what I said,"', '"Which was not what she wanted,"'])
def test_a_scrap_of_speech_is_no_statement(reader: Extractor, said: str) -> None:
    assert not [e for e in read(reader, f"{said} Ann Lee said.").events if e.type == "STATEMENT"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Each side accuses the other of shelling towns.", "Each side accuses the other"),
        (
            "The last outbreak in Chad was declared over in May.",
            "Last outbreak in Chad was declared over",
        ),
        ("An outbreak began in Oslo in May. It killed 55 people.", "An outbreak killed 55 people"),
        ("Ann Lee beat Eva Stein 6-4 3-6 7-6 in the other semi-final on Monday.", "7-6 in the"),
        ("Norway and Chad agreed to a truce after talks hosted by Oman.", "talks hosted by Oman"),
        (
            "Fans had called for Ann Lee to go on Monday.",
            "Fans had called for Ann Lee to go on Monday",
        ),
        (
            "Ann Lee led the poll held on the same day in Chad.",
            "Ann Lee led the poll held on the same day in Chad",
        ),
        ("Ann Lee was reappointed by Paul Biya on Friday.", "Ann Lee was reappointed by Paul Biya"),
        (
            "Machinists at Zeta voted on Monday to accept a contract.",
            "Machinists at Zeta voted to accept a contract",
        ),
        ("Ann Lee flew in from Oslo on Friday.", "Ann Lee flew in from Oslo"),
        (
            "About 59% of members backed the offer, the union said.",
            "About 59% of members backed the offer",
        ),
        (
            "In 2016 a strike by Zeta's union lasted nine days.",
            "A strike by Zeta's union lasted nine days",
        ),
        ("The council asked the public to stay away.", "Council asked the public to stay away"),
        (
            "Norway released eleven of them hours before he landed.",
            "Norway released eleven of them hours before he landed",
        ),
        ("Ann Lee will fly home on Friday.", "Ann Lee will fly home"),
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
    assert event.label.startswith("Norway opened a second factory for the wooden toys")
    assert "…" not in event.label
    assert LONG[LONG.index(event.label[-12:]) + 12] in " ."


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Norway decided that the port was too old.", "Norway decided that the port was too old"),
        ("Norway backed the so-called peace envoy.", "Norway backed the so-called peace envoy"),
        ('Ann Lee said: "The plan is a very bad joke." Nobody laughed.', "is a very bad joke"),
    ],
)
def test_a_label_keeps_what_its_verb_needs(reader: Extractor, text: str, label: str) -> None:
    assert any(e.label.endswith(label) for e in read(reader, text).events), [
        e.label for e in read(reader, text).events
    ]


def test_a_short_name_keeps_its_brackets(reader: Extractor) -> None:
    text = "Norway's Central Weather Administration (CWA) attacked Chad on Monday."
    (event,) = read(reader, text).events
    assert event.label == "Norway's Central Weather Administration (CWA) attacked Chad"


def test_a_label_ends_before_another_count_of_days(reader: Extractor) -> None:
    """The vote is counted from the talks, not from the attack."""
    text = "Chad opened talks on Monday, a day after Peru attacked Togo and a week before the vote."
    labels = [event.label for event in read(reader, text).events]
    assert "Peru attacked Togo" in labels
    assert any(label.endswith("and a week before the vote") for label in labels)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Ann Lee moved to Oslo in May. Norway praised her plan on Monday.",
            "Norway praised Ann Lee's plan",
        ),
        (
            "Ann Lee lost the vote in Oslo. Finally on Monday, having been robbed, she flew home.",
            "Finally on Monday, having been robbed, Ann Lee flew home",
        ),
        (
            "Ann Lee and Bo Parks spoke in Oslo. They accused Chad of theft on Monday.",
            "Ann Lee and Bo Parks accused Chad of theft",
        ),
        ("Orvis Bank was founded in 1990. On Monday the bank sued Chad.", "Orvis Bank sued Chad"),
        ("Norway spoke first. The government accused Chad.", "Government accused Chad"),
        ("Eva Stein lost. “She has been ill all week,” Kim Roe said.", "[Eva Stein] has been ill"),
        ("Eva Stein lost. “She's been ill all week,” Kim Roe said.", "[Eva Stein] has been ill"),
        (
            "Either the ships were robbed or cut loose by Chad, Ann Lee said on Monday.",
            "Either the ships were robbed or cut loose by Chad",
        ),
        ("However, the plan was very bad, Ann Lee said.", "Ann Lee: the plan was very bad"),
        (
            "Ann Lee said the plan was bad but would not elaborate.",
            "Ann Lee: the plan was bad",
        ),
        (
            "Nearly eight in 10 Kenyan voters said they were against the old plan.",
            "Nearly eight in 10 Kenyan voters: they were against the old plan",
        ),
        (
            "Ann Lee said the old plan was very bad, citing a report of the bank.",
            "Ann Lee: the old plan was very bad",
        ),
        (
            "The Oslo Post quoted Kenyan aides as saying the king has left Riga.",
            "Oslo Post quoted Kenyan aides as saying the king has left Riga",
        ),
        ("Ann  Lee accused Chad of theft on Monday.", "Ann Lee accused Chad of theft"),
        (
            "The critics acknowledged getting the warning when Chad bombed Kenya.",
            "Critics acknowledged getting the warning when Chad bombed Kenya",
        ),
    ],
)
def test_a_label_is_whole_and_names_whom_it_is_about(
    reader: Extractor, text: str, label: str
) -> None:
    labels = [event.label for event in read(reader, text).events]
    assert any(label in found for found in labels), labels


def test_a_quotation_does_not_mean_somebody_in_passing(reader: Extractor) -> None:
    text = "Chad bombed Kenya. " * 9 + "Eva Stein was late. “She was ill all week,” Kim Roe said."
    label = "Kim Roe: She was ill all week [context: Eva Stein was late]"
    assert label in [e.label for e in read(reader, text).events]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Norway sued Chad on Monday, while Kenya banned oil from Togo.", "Norway sued Chad"),
        ("Ann Lee spent Monday teaching nurses.", "Ann Lee spent Monday teaching nurses"),
        ("Norway fined the mill Chad promised to buy.", "Chad promised to buy the mill"),
        (
            "The mails that Norway asked Chad on Monday to find are lost.",
            "Norway asked Chad to find the mails",
        ),
        ("As Ann Lee said in Oslo, the dam is old.", "Ann Lee: the dam is old"),
        ("The problem, Ann Lee said, is the law.", "Ann Lee: the problem is the law"),
        ("Asked why Chad left, Ann Lee said: “We have no plan.”", "Ann Lee: We have no plan"),
        ("Ann Lee said, however, that the dam was old.", "Ann Lee: the dam was old"),
        (
            "The dam of Riga is too old, according to Ann Lee, a farmer.",
            "Ann Lee: the dam of Riga is too old",
        ),
        (
            "The mayor said on Monday that witnesses would be interviewed.",
            "Witnesses would be interviewed",
        ),
        ("For instance, the dam is old, Ann Lee said.", "Ann Lee: the dam is old"),
        (
            "Justice officials say the inquiry centers on allegations that bank executives took "
            "bribes from private consultants who were seeking secrets.",
            "Justice officials say the inquiry centers on allegations that bank executives took",
        ),
        (
            "Taking the debt into account, analysts said, that represents the farmers.",
            "Analysts: taking the debt into account, that represents the farmers",
        ),
        (
            "Iowa must release the names of the men, the mayor's office said on Monday.",
            "Mayor's office said: Iowa must release the names of the men",
        ),
        ("Ann Lee likes Oslo. She'd become its mayor.", "Ann Lee would become"),
    ],
)
def test_a_label_tells_its_own_clause_without_who_says_it(
    reader: Extractor, text: str, label: str
) -> None:
    labels = [event.label for event in read(reader, text).events]
    assert any(found.startswith(label) for found in labels), labels


@pytest.mark.parametrize(
    "text", ["” Ann Lee said, is old.", "'' the mayor said on Monday, ``is far too old.''"]
)
def test_marks_alone_before_a_cue_do_no_harm(reader: Extractor, text: str) -> None:
    assert read(reader, text).partial is UNSET
