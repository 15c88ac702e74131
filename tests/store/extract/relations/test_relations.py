"""What holds between two entities, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.extract.pipeline import Extractor
from store.extract.relations.rows import OWN, RelationsError, relational
from store.reading import Article

Held = tuple[str, str, str]


@pytest.fixture(scope="module")
def held(reader: Extractor) -> Callable[[str], set[Held]]:
    """Subject, predicate and object of every relation, as names."""

    def tell(text: str) -> set[Held]:
        reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
        names = {entity.id: entity.name for entity in reading.entities}
        return {
            (names[r.subject], r.predicate, names[r.object] if r.object else r.object_text or "")
            for r in reading.relations
        }

    return tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey is a member of NATO.", ("Turkey", "member_of", "NATO")),
        ("Finland joined NATO in April.", ("Finland", "member_of", "NATO")),
        ("NATO member Turkey objected.", ("Turkey", "member_of", "NATO")),
        ("Oslo, the capital of Norway, is quiet.", ("Oslo", "capital_of", "Norway")),
        ("The Norwegian capital of Oslo is quiet.", ("Oslo", "capital_of", "Norway")),
        ("Chad is allied with France.", ("Chad", "allied_with", "France")),
        ("Germany, a close ally of France, agreed.", ("Germany", "allied_with", "France")),
        ("Iran-backed Hezbollah fired rockets.", ("Iran", "supports", "Hezbollah")),
        ("France, which supports Chad, agreed.", ("France", "supports", "Chad")),
        ("Rosa Blom, founder of Orvis Bank, left.", ("Rosa Blom", "founder_of", "Orvis Bank")),
        ("Rosa Blom founded Orvis Bank in 1999.", ("Rosa Blom", "founder_of", "Orvis Bank")),
        ("Peter Hale, Ann Hale's son, left.", ("Peter Hale", "child_of", "Ann Hale")),
        ("Jane Roe, the wife of Bob Lang, spoke.", ("Jane Roe", "spouse_of", "Bob Lang")),
        (
            "Rosa Blom, an analyst at Orvis Bank, agreed.",
            ("Rosa Blom", "works_for", "Orvis Bank"),
        ),
        ("Rosa Blom was born in Texas.", ("Rosa Blom", "born_in", "Texas")),
        ("Rosa Blom, a lawyer for Carl Dahl, spoke.", ("Rosa Blom", "works_for", "Carl Dahl")),
        ("Orvis Bank hired Rosa Blom in 2010.", ("Rosa Blom", "works_for", "Orvis Bank")),
        ("Rosa Blom was nominated by Carl Dahl.", ("Rosa Blom", "nominated_by", "Carl Dahl")),
        ("Rosa Blom replaced Carl Dahl in June.", ("Rosa Blom", "successor_of", "Carl Dahl")),
        ("Sen. Rosa Blom (R-Utah) spoke.", ("Rosa Blom", "member_of", "Republican Party")),
        ("Sen. Rosa Blom, D-Ohio, spoke.", ("Rosa Blom", "member_of", "Democratic Party")),
        ("He told CNN's Rosa Blom on Monday.", ("Rosa Blom", "works_for", "CNN")),
        ("Rosa Blom, 41, of Leeds, spoke.", ("Rosa Blom", "lives_in", "Leeds")),
        ("Rosa Blom, a native of Leeds, spoke.", ("Rosa Blom", "born_in", "Leeds")),
        ("Rosa Blom was succeeded by Carl Dahl.", ("Carl Dahl", "successor_of", "Rosa Blom")),
        ("President Rosa Blom's Jatiya Party won.", ("Rosa Blom", "member_of", "Jatiya Party")),
        ("Rosa Blom represents Carl Dahl.", ("Rosa Blom", "works_for", "Carl Dahl")),
        ("Rosa Blom attended Yale University.", ("Rosa Blom", "studied_at", "Yale University")),
        ("Rosa Blom, a Reagan appointee, spoke.", ("Rosa Blom", "appointed_by", "Reagan")),
        ("Rosa Blom, a supporter of Carl Dahl, spoke.", ("Rosa Blom", "supports", "Carl Dahl")),
        ("Rosa Blom, a friend of Carl Dahl, spoke.", ("Rosa Blom", "friend_of", "Carl Dahl")),
        ("Carl Dahl's rival, Rosa Blom, spoke.", ("Rosa Blom", "rival_of", "Carl Dahl")),
        ("Rosa Blom joined Orvis Bank in 2010.", ("Rosa Blom", "joined", "Orvis Bank")),
        ("Rosa Blom left Orvis Bank in 2010.", ("Rosa Blom", "left", "Orvis Bank")),
        ("Rosa Blom launched Orvis Bank in 2010.", ("Rosa Blom", "founder_of", "Orvis Bank")),
        ("Rosa Blom, a critic of Carl Dahl, spoke.", ("Rosa Blom", "opposes", "Carl Dahl")),
        ("Rosa Blom, an editor at Orvis Bank, spoke.", ("Rosa Blom", "works_for", "Orvis Bank")),
        ("Orvis Bank, owned by Rosa Blom, closed.", ("Rosa Blom", "owns", "Orvis Bank")),
        (
            "Rosa Blom studied law at Yale University.",
            ("Rosa Blom", "studied_at", "Yale University"),
        ),
        ("Orvis Bank's Center for Trade grew.", ("Center for Trade", "part_of", "Orvis Bank")),
        ("They met at Oslo's Hadley Hospital.", ("Hadley Hospital", "located_in", "Oslo")),
        ("They met at Hadley Hospital in Oslo.", ("Hadley Hospital", "located_in", "Oslo")),
        ("Actress Ann Lee and husband Carl Dahl left.", ("Carl Dahl", "spouse_of", "Ann Lee")),
        (
            "Ann Lee came with her ex-husband Carl Dahl.",
            ("Carl Dahl", "former_spouse_of", "Ann Lee"),
        ),
        ("Rosa Blom, 41, a nurse from Leeds, spoke.", ("Rosa Blom", "lives_in", "Leeds")),
        ("Rosa Blom of the Orvis Party lost.", ("Rosa Blom", "member_of", "Orvis Party")),
        ("Rosa Blom's company, Orvis Corp., won.", ("Rosa Blom", "owns", "Orvis Corp.")),
        ("Rosa Blom was the founder of Orvis Bank.", ("Rosa Blom", "founder_of", "Orvis Bank")),
        ("Zeta Bank, which is owned by Orvis Corp., grew.", ("Orvis Corp.", "owns", "Zeta Bank")),
        ("Italian carmaker Fiat grew.", ("Fiat", "located_in", "Italy")),
        ("Republicans like Ann Lee agreed.", ("Ann Lee", "member_of", "Republican Party")),
        ("Rosa Blom's support for Carl Dahl grew.", ("Rosa Blom", "supports", "Carl Dahl")),
        ("Carl Dahl, whose wife Ann Lee is ill, left.", ("Ann Lee", "spouse_of", "Carl Dahl")),
        ("Orvis Bank has its headquarters in Leeds.", ("Orvis Bank", "located_in", "Leeds")),
        (
            "Rosa Blom, Carl Dahl's running mate, spoke.",
            ("Rosa Blom", "running_mate_of", "Carl Dahl"),
        ),
        ("Rosa Blom, a Democrat, spoke.", ("Rosa Blom", "member_of", "Democratic Party")),
        (
            "Democratic Sen. Rosa Blom met the king.",
            ("Rosa Blom", "member_of", "Democratic Party"),
        ),
        (
            "The video game Gravelpit was developed by Orvis Studios.",
            ("Gravelpit", "made_by", "Orvis Studios"),
        ),
        (
            "Norway has joint forces with Sweden.",
            ("Norway", "has_joint_forces_with", "Sweden"),
        ),
        ("Ethiopia's war with Eritrea goes on.", ("Ethiopia", "at_war_with", "Eritrea")),
        ("Iran supports Russia's war with Ukraine.", ("Iran", "supports_war_of", "Russia")),
        ("Audi, a subsidiary of Volkswagen, grew.", ("Audi", "part_of", "Volkswagen")),
        ("YouTube is owned by Alphabet.", ("Alphabet", "owns", "YouTube")),
        ("Jens Stoltenberg heads NATO.", ("NATO", "led_by", "Jens Stoltenberg")),
        (
            "Hungary holds the rotating presidency of the European Union.",
            ("Hungary", "chair_of", "European Union"),
        ),
        ("Lviv, a city in Ukraine, was hit.", ("Lviv", "located_in", "Ukraine")),
        ("Sarah Cole works for Reuters.", ("Sarah Cole", "works_for", "Reuters")),
        (
            "The soldiers stopped in San Diego, near the Mexican border.",
            ("San Diego", "near_border_of", "Mexico"),
        ),
        (
            "Germany is home to American nuclear bombs.",
            ("Germany", "hosts", "American nuclear bombs"),
        ),
        (
            "Jane Roe, the former wife of Bob Lang, spoke.",
            ("Jane Roe", "former_spouse_of", "Bob Lang"),
        ),
        ("Former Carl Dahl spokeswoman Jane Roe left.", ("Jane Roe", "worked_for", "Carl Dahl")),
        (
            "They met former Orvis Bank strategist Rosa Blom.",
            ("Rosa Blom", "worked_for", "Orvis Bank"),
        ),
        ("Rosa Blom's father was the painter Carl Dahl.", ("Carl Dahl", "parent_of", "Rosa Blom")),
        (
            "Orvis Bank, a lender founded by Rosa Blom, grew.",
            ("Rosa Blom", "founder_of", "Orvis Bank"),
        ),
        (
            "They saw the film Gravelpit, starring Ann Lee and directed by Carl Dahl.",
            ("Gravelpit", "made_by", "Carl Dahl"),
        ),
        (
            "Rosa Blom, daughter of the late senator Carl Dahl, spoke.",
            ("Rosa Blom", "child_of", "Carl Dahl"),
        ),
        (
            "Rosa Blom resigned and was replaced by Carl Dahl.",
            ("Carl Dahl", "successor_of", "Rosa Blom"),
        ),
        ("Carl Dahl will be succeeded by Rosa Blom.", ("Rosa Blom", "successor_of", "Carl Dahl")),
        ("Rosa Blom took over from Carl Dahl in June.", ("Rosa Blom", "successor_of", "Carl Dahl")),
        ("Carl Dahl was endorsed by Rosa Blom.", ("Rosa Blom", "supports", "Carl Dahl")),
        ("Rosa Blom was raised in Leeds.", ("Rosa Blom", "raised_in", "Leeds")),
        ("Rosa Blom owned Orvis Bank.", ("Rosa Blom", "owned", "Orvis Bank")),
        (
            "Members of the Orvis Club include Rosa Blom and Carl Dahl.",
            ("Carl Dahl", "member_of", "Orvis Club"),
        ),
        (
            "Orvis Corp. merged with Zeta Corp. in 1990.",
            ("Orvis Corp.", "merged_with", "Zeta Corp."),
        ),
        ("Rosa Blom's brother, Carl Dahl, is a lawyer.", ("Carl Dahl", "sibling_of", "Rosa Blom")),
        ("Senegal's Carl Dahl sang in Oslo.", ("Carl Dahl", "citizen_of", "Senegal")),
        ("Carl Dahl spoke at his home in Leeds.", ("Carl Dahl", "lives_in", "Leeds")),
        (
            "Orvis Corp. launched Zeta Bank in June.",
            ("Orvis Corp.", "founder_of", "Zeta Bank"),
        ),
        (
            "Rosa Blom shares a son, Bo Dahl, with Carl Dahl.",
            ("Bo Dahl", "child_of", "Rosa Blom"),
        ),
        (
            "Carl Dahl talked about his role in the film Gravelpit.",
            ("Carl Dahl", "appears_in", "Gravelpit"),
        ),
        ("Zeta Inc.'s Orvis digital service grew.", ("Orvis", "part_of", "Zeta Inc.")),
        ("Rosa Blom lost the election to Carl Dahl.", ("Carl Dahl", "defeated", "Rosa Blom")),
        ("Carl Dahl was defeated by Rosa Blom in May.", ("Rosa Blom", "defeated", "Carl Dahl")),
        ("Wales's Carl Dahl missed a goal.", ("Carl Dahl", "citizen_of", "Wales")),
        ("They met the Norwegian painter Carl Dahl.", ("Carl Dahl", "citizen_of", "Norway")),
        (
            "They asked about Rosa Blom's tenure at Orvis Bank.",
            ("Rosa Blom", "worked_for", "Orvis Bank"),
        ),
        (
            "It was paid for by Carl Dahl, whose think tank, the Orvis Foundation, wrote a bill.",
            ("Carl Dahl", "owns", "Orvis Foundation"),
        ),
        ("Orvis Corp. was founded in Leeds.", ("Orvis Corp.", "founded_in", "Leeds")),
        (
            "Rosa Blom, a 1986 graduate of Yale University, left.",
            ("Rosa Blom", "studied_at", "Yale University"),
        ),
    ],
)
def test_relation(held: Callable[[str], set[Held]], text: str, expected: Held) -> None:
    assert expected in held(text)


def test_a_country_joined_on_behind_a_relative_clause_is_not_in_it(
    held: Callable[[str], set[Held]],
) -> None:
    found = held("Chad spoke with France, which supports Niger, and Norway.")
    assert {who for who, said, _ in found if said == "supports"} == {"France"}


def test_since_when(reader: Extractor) -> None:
    text = "Finland joined NATO on April 4, 2023."
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    assert [(r.predicate, r.since) for r in reading.relations] == [("member_of", "2023-04-04")]


def test_both_leaders_of_a_bloc(held: Callable[[str], set[Held]]) -> None:
    text = "France and Germany met. The Paris- and Berlin-led European Union grew."
    assert {owner for body, said, owner in held(text) if said == "led_by"} == {"France", "Germany"}


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Blom could not see herself supporting Carl Dahl.",
        "Rosa Blom met House and Senate members in Oslo.",
        "They spoke of Russia, the civil war in Syria and the rise of prices.",
        "Turkey is not a member of the European Union.",
        "Ukraine wants to join NATO.",
        "Ukraine will join NATO.",
        "If Finland joins NATO, Russia will respond.",
        "France supported Chad.",
        "Jane Roe is not the wife of Bob Lang.",
        "Jane Roe helped Bob Lang succeed Carl Dahl.",
        "In a talk with Jane Roe, the wife of Bob Lang said that it was good.",
        "They met Jane Roe at the Orvis Bank dinner.",
        "They said that Rosa Blom hasn’t endorsed Carl Dahl.",
        "Rosa Blom had previously endorsed Carl Dahl.",
        "They met Rosa Blom's Democratic rival in Leeds.",
        "Rosa Blom's Orvis Prize-winning novel sold.",
        "France's Ministry of Defense objected.",
        "Rosa Blom and Carl Dahl married models.",
        "Rosa Blom said that she would succeed Carl Dahl.",
        "If Rosa Blom will succeed Carl Dahl, they gain.",
        "Republican critics such as Rosa Blom objected.",
        "Carl Dahl spoke at his summer home in Leeds.",
        "Polls show Carl Dahl beating Rosa Blom in May.",
        "Carl Dahl beat Rosa Blom in a poll.",
        'Rosa Blom released a memo titled "The Hateful Eight" on Monday.',
        "Regarding the front-runner, Rosa Blom said that he would win.",
    ],
)
def test_no_relation(held: Callable[[str], set[Held]], text: str) -> None:
    assert held(text) == set()


_SLOTS = set(
    "subject object agent self owner apposed above war clause named nominee share within survived "
    "each giver given earner school parent".split()
)
_PREPOSITIONS = set("of in to with against on from for at by between into".split())
_TYPES = set("PERSON ORG GPE LOC FAC NORP PRODUCT WORK COUNTRY TOWN *".split())


def test_slots_and_types_are_known() -> None:
    table = relational()
    for rows in (*table.verbs.values(), *table.nouns.values(), *table.hyphens.values()):
        for row in rows:
            assert set(row.subject) | set(row.object) <= _SLOTS | _PREPOSITIONS, row
            assert row.subject_types | row.object_types <= _TYPES, row


def test_the_word_beside_a_noun_or_verb_is_read_apart() -> None:
    table = relational()
    assert [(row.predicate, row.beside) for row in table.nouns["paper"]] == [
        ("official_newspaper_of", "official")
    ]
    assert ("successor_of", "over") in [(row.predicate, row.beside) for row in table.verbs["take"]]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Rosa Blom has been married to Carl Dahl since 1999.", "1999", None),
        ("Rosa Blom worked for Orvis Bank from 1990 to 1995.", "1990", "1995"),
        ("Rosa Blom, an analyst at Orvis Bank since 2012, agreed.", "2012", None),
        ("Finland joined NATO in 2023.", "2023", None),
    ],
)
def test_since_when_and_until_when(
    reader: Extractor, text: str, since: str | None, until: str | None
) -> None:
    (relation,) = reader.read(Article(id="a", text=text, published="2024-07-09")).relations
    assert (relation.since, relation.until) == (since, until)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of a user's own table, which is read when it is there."""
    path = tmp_path / "mine.tsv"
    monkeypatch.setenv(OWN, str(path))
    relational.cache_clear()
    yield path
    relational.cache_clear()


def test_a_row_of_the_user_is_a_relation(own: Path, held: Callable[[str], set[Held]]) -> None:
    own.write_text("# mine\nsponsors\tverb\tsponsor\tsubject\tobject\tORG\tORG|PERSON\tyes\n")
    found = held("Orvis Bank sponsored Rosa Blom in 2019. Turkey is a member of NATO.")
    assert found == {("Orvis Bank", "sponsors", "Rosa Blom"), ("Turkey", "member_of", "NATO")}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("sponsors\tverb\tsponsor", "line 1: a row has 8 columns"),
        ("sponsors\tverbs\tx\tsubject\tobject\tORG\tORG\tno", "'verbs' is not verb, noun, hyphen"),
        ("is sponsor\tverb\tx\tsubject\tobject\tORG\tORG\tno", "no predicate"),
        ("sponsors\tverb\tx\tsubject\tobject\tBANK\tORG\tno", "BANK is no type of entities"),
        ("sponsors\tverb\tx\tsubject\tobject\tORG\tORG\tmaybe", "yes or no, not 'maybe'"),
    ],
)
def test_a_row_of_the_user_that_cannot_be_read_is_named(own: Path, row: str, said: str) -> None:
    own.write_text(row)
    with pytest.raises(RelationsError, match=said) as caught:
        relational()
    assert str(own) in str(caught.value)


def test_a_table_of_the_user_that_is_not_there_is_named(own: Path) -> None:
    with pytest.raises(RelationsError, match="the table cannot be read"):
        relational()


def test_a_base_is_that_of_the_person_and_not_of_the_party(
    held: Callable[[str], set[Held]],
) -> None:
    found = held("Florida-based Republican strategist Ann Lunde left on Monday.")
    assert ("Ann Lunde", "based_in", "Florida") in found
    assert ("Republican Party", "located_in", "Florida") not in found


def test_titles_in_the_plural_belong_to_each_name(held: Callable[[str], set[Held]]) -> None:
    found = held("CNN reporters Ann Lunde and Bo Falk met the mayor on Monday.")
    assert {who for who, what, whom in found if what == "works_for"} == {"Ann Lunde", "Bo Falk"}


@pytest.mark.parametrize(
    "text",
    [
        "Children were victims of raids in Toledo's sister city of San Jacinto.",
        "In addition to Ann Lee, two members of Congress from Utah, Bo Falk and Rita Roe, said no.",
    ],
)
def test_a_sister_city_is_elsewhere_and_one_beside_members_is_none(
    held: Callable[[str], set[Held]], text: str
) -> None:
    assert not {(subject, what) for subject, what, _ in held(text)} & {
        ("San Jacinto", "located_in"),
        ("Ann Lee", "member_of"),
    }
