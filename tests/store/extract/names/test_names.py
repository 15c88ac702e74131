"""Every person, organisation and place of an article: once, with its mentions and its key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.extract.names.draft import unmangled
from store.extract.pipeline import Extractor
from store.reading import Article, Entity, Reading


@pytest.fixture(scope="module")
def read(reader: Extractor) -> Callable[[str], Reading]:
    return lambda text: reader.read(Article(id="a", text=text))


def said(reading: Reading, entity: Entity, *kinds: str) -> list[str]:
    return [reading.text[m.start : m.end] for m in entity.mentions if m.kind in kinds or not kinds]


def by_key(reading: Reading) -> dict[str, Entity]:
    entities = {entity.key: entity for entity in reading.entities}
    assert len(entities) == len(reading.entities), "a key is there twice"
    return entities


def test_a_surname_and_a_title_are_the_person_named_in_full(read: Callable[[str], Reading]) -> None:
    reading = read(
        "Finance Minister Maria Kovacs presented the budget in Budapest on Monday. "
        "Kovacs said growth would slow. Mrs. Kovacs refused to resign."
    )
    person = by_key(reading)["person/maria kovacs"]
    assert said(reading, person, "name") == ["Maria Kovacs", "Kovacs", "Kovacs"]
    assert person.type == "PERSON"


def test_the_first_of_two_surnames_is_joined(read: Callable[[str], Reading]) -> None:
    reading = read(
        "The novelist Ernesto Pérez Villalba won the prize in Madrid. Pérez thanked the jury."
    )
    person = by_key(reading)["person/ernesto perez villalba"]
    assert said(reading, person, "name") == ["Ernesto Pérez Villalba", "Pérez"]


def test_whose_party_it_is_is_a_person(read: Callable[[str], Reading]) -> None:
    reading = read("The Awami League of Sheikh Hasina lost. Hasina left for India on Monday.")
    person = by_key(reading)["person/sheikh hasina"]
    assert said(reading, person, "name") == ["Sheikh Hasina", "Hasina"]


def test_a_family_name_that_comes_first_is_joined(read: Callable[[str], Reading]) -> None:
    reading = read("Chinese Premier Li Qiang arrived in Berlin. Li will meet industry leaders.")
    assert said(reading, by_key(reading)["person/li qiang"], "name") == ["Li Qiang", "Li"]


@pytest.mark.parametrize(
    "head", ["LIMA, March 3 (Reuters) -", "LIMA 1996-08-29\n\n", "LIMA (AP) —"]
)
def test_a_dateline_is_a_place(head: str, read: Callable[[str], Reading]) -> None:
    reading = read(f"{head} Congress passed the law on Thursday after Peru had waited for years.")
    city = by_key(reading)["gpe/PE/lima"]
    assert (city.name, city.in_) == ("Lima", "Peru")


def test_two_of_one_surname_stay_apart_from_the_surname_alone(
    read: Callable[[str], Reading],
) -> None:
    reading = read(
        "John Whitfield sued his brother Peter Whitfield in London on Friday. "
        "A judge told the court that Whitfield had hidden assets."
    )
    people = {key.partition("@")[0] for key in by_key(reading) if key.startswith("person/")}
    assert {"person/john whitfield", "person/peter whitfield", "person/whitfield"} == people
    assert "person/whitfield" not in by_key(reading), "it would join other articles"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Pacific Fisheries Research Council (PFRC) met in Suva. The PFRC set new quotas.",
        "The PFRC (Pacific Fisheries Research Council) met in Suva. The PFRC set new quotas.",
    ],
)
def test_an_acronym_is_its_full_name(sentence: str, read: Callable[[str], Reading]) -> None:
    reading = read(sentence)
    council = by_key(reading)["org/pacific fisheries research council"]
    assert "PFRC" in council.aliases
    assert said(reading, council, "acronym") == ["PFRC", "PFRC"]


def test_countries_are_found_by_name_people_and_short_form(read: Callable[[str], Reading]) -> None:
    reading = read("The U.S. and Poland signed the pact. Polish and American officials smiled.")
    entities = by_key(reading)
    assert said(reading, entities["gpe/US"]) == ["U.S.", "American"]
    assert said(reading, entities["gpe/PL"], "demonym") == ["Polish"]
    assert (entities["gpe/PL"].iso, entities["gpe/PL"].name) == ("PL", "Poland")


def test_only_the_name_of_a_compound_is_the_mention(read: Callable[[str], Reading]) -> None:
    reading = read("A U.S.-dominated order is over, the Moscow-led bloc said.")
    entities = by_key(reading)
    assert said(reading, entities["gpe/US"]) == ["U.S."]
    assert said(reading, entities["gpe/RU"], "metonym") == ["Moscow"]


@pytest.mark.parametrize("place", ["Kosovo", "Taiwan", "Palestine", "Western Sahara", "Crimea"])
def test_disputed_places_are_present(place: str, read: Callable[[str], Reading]) -> None:
    reading = read(f"Envoys travelled to {place} for talks on Tuesday.")
    assert any(entity.name == place and entity.type == "GPE" for entity in reading.entities)


def test_a_capital_that_acts_is_its_country_and_else_a_city(
    read: Callable[[str], Reading],
) -> None:
    reading = read(
        "Warsaw accused Minsk of sending migrants. A delegation visited Warsaw on Sunday."
    )
    entities = by_key(reading)
    assert said(reading, entities["gpe/PL"], "metonym") == ["Warsaw"]
    city = entities["gpe/PL/warsaw"]
    assert said(reading, city, "name") == ["Warsaw"]
    assert city.in_ == "Poland" and city.lat is not None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Poland closed its border crossing near Brest in Belarus on Friday.", "Belarus"),
        ("French dock workers in Brest went on strike, officials in France said.", "France"),
        ("A storm passed over Brest on Friday.", None),
    ],
)
def test_the_article_decides_which_city(
    text: str, country: str | None, read: Callable[[str], Reading]
) -> None:
    city = next(e for e in read(text).entities if e.name == "Brest")
    assert city.in_ == country
    assert (city.lat is None) == (country is None)


def test_a_state_after_the_comma_decides(read: Callable[[str], Reading]) -> None:
    city = next(
        e for e in read("He was born in Paris, Texas, in 1951.").entities if e.name == "Paris"
    )
    assert city.in_ == "United States"


def test_forces_of_a_country_are_one_body(read: Callable[[str], Reading]) -> None:
    reading = read("Chadian troops entered the town. Chad's military said it would stay.")
    body = by_key(reading)["org/TD/military"]
    assert body.name == "Chadian military"
    assert body.type == "ORG"
    assert said(reading, body, "nominal") == ["Chadian troops", "Chad's military"]
    assert "Chadian" in by_key(reading)["gpe/TD"].aliases


def test_a_ministry_is_of_its_country_in_any_order(read: Callable[[str], Reading]) -> None:
    first = read("The Latvian Defense Ministry said so on Monday.")
    second = read("Latvia's Ministry of Defence denied it.")
    assert "org/LV/defense ministry" in by_key(first)
    assert "org/LV/defense ministry" in by_key(second)


def test_a_general_name_of_no_country_is_known_in_its_article_only(reader: Extractor) -> None:
    text = "The Supreme Court ruled against the company."
    keys = {
        entity.key
        for name in ("one", "two")
        for entity in reader.read(Article(id=name, text=text)).entities
        if entity.is_named
    }
    assert len(keys) == 2


def test_a_company_cut_short_is_the_company(read: Callable[[str], Reading]) -> None:
    reading = read(
        "Velmora Industries Inc. agreed to buy a rival. Velmora shares rose. "
        "Analysts said Velmora had paid too much."
    )
    assert said(reading, by_key(reading)["org/velmora industries"]) == [
        "Velmora Industries Inc.",
        "Velmora",
        "Velmora",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The talks resume on Monday in March, officials said, and end in April or May.",
        "+ ↺ − 16 px\n\nThe talks resume in Oslo, officials said after the meeting.",
        "Secretary of State officials called on 12 of 40 members to vote.",
    ],
)
def test_days_furniture_and_numbers_are_no_names(text: str, read: Callable[[str], Reading]) -> None:
    names = {alias for e in read(text).entities for alias in (e.name, *e.aliases)}
    assert not names & {"Monday", "March", "April", "May", "px", "16 px", "12", "40", "State"}


def test_articles_titles_and_possessives_are_outside(read: Callable[[str], Reading]) -> None:
    reading = read("The Bank of Latvia's report pleased President Olga Berzina's advisers.")
    found = {reading.text[m.start : m.end] for e in reading.entities for m in e.mentions}
    assert {"Bank of Latvia", "Olga Berzina"} <= found


def test_a_wrapped_line_does_not_cut_a_name(read: Callable[[str], Reading]) -> None:
    reading = read("The chairman of the board of directors, Henry\nAldington, resigned on Friday.")
    assert "person/henry aldington" in by_key(reading)


def test_every_mention_is_inside_the_text(read: Callable[[str], Reading]) -> None:
    reading = read("Wien – „Österreich“ sagte Nein.\r\n\r\nNATO.A spokesman in Kyiv said no.[1][2]")
    for entity in reading.entities:
        for mention in entity.mentions:
            assert reading.text[mention.start : mention.end].strip()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Voters in Georgia, Alabama and Texas go to the polls on Tuesday.", "gpe/US/georgia"),
        ("Russia withdrew its envoys from Georgia on Tuesday.", "gpe/GE"),
        ("Georgia will hold elections on Tuesday.", "gpe/GE"),
    ],
)
def test_georgia_is_the_state_among_states(
    text: str, key: str, read: Callable[[str], Reading]
) -> None:
    assert key in by_key(read(text))


def test_a_ship_and_a_storm_keep_their_short_names(read: Callable[[str], Reading]) -> None:
    reading = read(
        "Typhoon Lareda hit Luzon on Sunday. Lareda weakened later. HMS Corwen sent food ashore."
    )
    storm = by_key(reading)["event/typhoon lareda"]
    assert said(reading, storm, "name") == ["Typhoon Lareda", "Lareda"]
    assert by_key(reading)["product/hms corwen"].type == "PRODUCT"


def test_a_people_is_neither_person_nor_place(read: Callable[[str], Reading]) -> None:
    reading = read("Hutu rebels attacked a Tutsi village in Burundi on Monday.")
    assert by_key(reading)["norp/hutu"].type == "NORP"


def test_a_persons_surname_may_be_a_common_word(read: Callable[[str], Reading]) -> None:
    reading = read("Margaret Lake and Peter Day met the board. Lake said nothing to Day.")
    entities = by_key(reading)
    assert entities["person/margaret lake"].type == "PERSON"
    assert entities["person/peter day"].type == "PERSON"


def test_a_person_is_no_capital(read: Callable[[str], Reading]) -> None:
    """Douglas is the capital of the Isle of Man."""
    reading = read(
        "Kenneth Douglas runs the firm. Douglas said sales rose. Douglas warned of loss."
    )
    assert said(reading, by_key(reading)["person/kenneth douglas"]) == [
        "Kenneth Douglas",
        "Douglas",
        "Douglas",
    ]


def test_a_title_makes_a_person(read: Callable[[str], Reading]) -> None:
    reading = read("Police spokesman Capt. Rod Beer said so. Beer gave no reason.")
    assert said(reading, by_key(reading)["person/rod beer"], "name") == ["Rod Beer", "Beer"]


def test_the_articles_own_acronym_goes_before_the_usual_one(
    read: Callable[[str], Reading],
) -> None:
    reading = read(
        "The Saltmarsh Conservation Office (SCO) opened on Monday. The SCO will count birds."
    )
    entities = by_key(reading)
    assert "SCO" in entities["org/saltmarsh conservation office"].aliases
    assert "org/shanghai cooperation organization" not in entities


def test_a_language_is_not_its_people(read: Callable[[str], Reading]) -> None:
    assert "gpe/FR" not in by_key(read("The letter was written in French and signed on Monday."))


def test_a_headline_in_capitals_has_the_articles_names(read: Callable[[str], Reading]) -> None:
    reading = read(
        "KORHONEN MEETS LINDQVIST AFTER TALKS IN TURKU\n\n"
        "Finnish minister Aino Korhonen met Sweden's Nils Lindqvist in Turku on Friday. "
        "Korhonen thanked Lindqvist."
    )
    entities = by_key(reading)
    assert "KORHONEN" in said(reading, entities["person/aino korhonen"])
    assert "LINDQVIST" in said(reading, entities["person/nils lindqvist"])
    assert "TURKU" in said(reading, entities["gpe/FI/turku"])


def test_a_disease_and_its_acronym_are_no_organisation(read: Callable[[str], Reading]) -> None:
    reading = read("Doctors fear the Calder Wasting Syndrome (CWS). CWS has spread to Malta.")
    assert not any(entity.type == "ORG" and "CWS" in entity.aliases for entity in reading.entities)


def test_a_body_is_shown_with_its_country(read: Callable[[str], Reading]) -> None:
    reading = read(
        "Ukraine's Defense Ministry said so on Monday. The Defense Ministry gave no proof."
    )
    assert by_key(reading)["org/UA/defense ministry"].name == "Ukrainian Defense Ministry"


def test_a_title_tells_two_of_one_surname_apart(read: Callable[[str], Reading]) -> None:
    reading = read(
        "President Anna Brandt met Senator Lukas Brandt in Vienna on Friday. "
        "The law passed, and President Brandt signed it at once."
    )
    president = by_key(reading)["person/anna brandt"]
    assert said(reading, president, "name") == ["Anna Brandt", "Brandt"]


def test_a_people_and_a_portfolio_before_an_office_are_no_body(
    read: Callable[[str], Reading],
) -> None:
    reading = read("Dutch Transport Minister Sanne Brink called on both sides to resume talks.")
    assert {
        (each.type, each.name) for each in reading.entities if each.mentions[0].kind != "nominal"
    } == {
        ("GPE", "Netherlands"),
        ("PERSON", "Sanne Brink"),
    }
    assert [role.role for role in reading.roles] == ["Transport Minister"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Terminal operator Delta Haven is based in Rotterdam.",
        "Delta Haven said in a statement that it had offered a pay rise.",
    ],
)
def test_what_trades_is_no_town(sentence: str, read: Callable[[str], Reading]) -> None:
    types = {each.name: each.type for each in read(sentence).entities}
    assert types["Delta Haven"] == "ORG"


@pytest.mark.parametrize(
    ("sentence", "team"),
    [
        ("Almeria beat Getafe 2-1 on Sunday.", "Getafe"),
        ("Norwich thrashed Burnley 4-0 on Saturday.", "Burnley"),
    ],
)
def test_a_team_that_is_beaten_by_a_team_is_no_person(
    sentence: str, team: str, read: Callable[[str], Reading]
) -> None:
    types = {each.name: each.type for each in read(sentence).entities}
    assert types[team] in {"GPE", "ORG"}


def test_two_persons_who_play_stay_persons(read: Callable[[str], Reading]) -> None:
    types = {each.name: each.type for each in read("Marta Silva defeated Olga Petrova.").entities}
    assert types == {"Marta Silva": "PERSON", "Olga Petrova": "PERSON"}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("JosÃ© Peña", "JosÃ© Peña"),  # not all of it was read wrongly
        ("JosÃ© PeÃ±a", "José Peña"),
        ("JosÃ\x83Â© PeÃ\x83Â±a", "José Peña"),
        ("JosÃÂ© PeÃÂ±a", "José Peña"),
        ("JosA\u0303\xa9 PeA\u0303\xb1a", "José Peña"),
        ("Bo GA\u03031\u20444l", "Bo Gül"),
        ("Pen\u0303a", "Peña"),
        ("SÃO PAULO", "SÃO PAULO"),
        ("JosÃ\x83 Bo", "JosÃ\x83 Bo"),
    ],
)
def test_a_name_is_as_it_was_before_it_was_read_in_another_encoding(
    written: str, name: str
) -> None:
    assert unmangled(written) == name
