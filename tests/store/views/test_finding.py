"""The search box: names, offices, texts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from store.query.tree import QueryError
from store.reading import Entity, Mention, Role
from store.views import Filter, Term, Views
from store.views.searching import fulltext
from tests.store.views.articles_for_tests import article, entity, event, named, reading
from tests.store.views.memory_journal import MemoryJournal

LUKASHENKO = "person/aleksandr lukashenko"


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    one = article("Aliaksandr Lukashenka received Ann Lee in Minsk.", "A visit to Minsk", "Wire")
    journal.put(
        1,
        one,
        reading(
            one,
            entity("e1", LUKASHENKO, "Aleksandr Lukashenko", "Lukashenko", times=9),
            entity("e2", "person/ann lee", "Ann Lee", "Lee", times=2),
            entity("e3", "gpe/BY", "Belarus", "Minsk", "Belarusian", times=5),
            entity("e4", "org/leeds united", "Leeds United", times=3),
            roles=(Role(person="e2", role="Foreign Minister", of="e3", start=0, end=1),),
            events=(event("v1", "2024-07-04", actors=("e1",), recipients=("e2",)),),
        ),
    )
    two = article("The talks about grain went on. Grain is dear.", "Talks about grain", "Wire")
    journal.put(2, two, reading(two))
    views = Views.open(journal)
    views.update()
    return views


def naming(journal: MemoryJournal, *entities: Entity) -> Views:
    """Return the views of one article with these names."""
    one = article("One.")
    journal.put(1, one, reading(one, *entities))
    views = Views.open(journal)
    views.update()
    return views


def keys(views: Views, typed: str) -> list[str]:
    return [row.key.split("/")[1] for row in views.search.names(typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "luk",
        "LUKASHENKO",
        "Lukashenka",
        "Łukaszenka",
        "Лукашенко",
        "aleksandr l",
        "lukashenko aleksandr",
        "lukashenok",
        "lukshenko",
        "lukkashenko",
        "ashenk",
    ],
)
def test_a_person_by_any_spelling(views: Views, typed: str) -> None:
    assert keys(views, typed) == ["aleksandr lukashenko"]


def test_two_letters_in_the_wrong_order_are_found_anywhere(views: Views) -> None:
    name = "belarus"
    for at in range(1, len(name) - 1):
        assert keys(views, name[:at] + name[at + 1] + name[at] + name[at + 2 :]) == ["BY"]


def test_beginnings_of_words_come_first_then_the_most_mentioned(views: Views) -> None:
    assert keys(views, "le") == ["leeds united", "ann lee"]
    assert keys(views, "lee ") == ["ann lee"]


def test_the_exact_name_comes_before_longer_ones(views: Views) -> None:
    assert keys(views, "lee") == ["ann lee", "leeds united"]


@pytest.mark.parametrize("typed", ["lukashenca", "aleksandr lukashenka"])
def test_a_name_that_only_sounds_alike_is_marked(views: Views, typed: str) -> None:
    (row,) = views.search.names(typed)
    assert row.note == "similar spelling"


def test_a_name_that_only_sounds_alike_is_not_behind_one_that_is_found(
    journal: MemoryJournal,
) -> None:
    nato = entity("e1", "org/nato", "NATO", times=9)
    views = naming(journal, nato, entity("e2", "person/nadya orvik", "Nadya Orvik"))
    assert keys(views, "nato") == ["nato"]


@pytest.mark.parametrize(
    ("times", "found"), [(40, ["bo melkre", "ann melker"]), (4, ["bo melkre"])]
)
def test_two_swapped_letters_find_whom_much_more_is_told_of(
    journal: MemoryJournal, times: int, found: list[str]
) -> None:
    rare = entity("e1", "person/bo melkre", "Bo Melkre", times=3)
    usual = entity("e2", "person/ann melker", "Ann Melker", times=times)
    views = naming(journal, rare, usual)
    assert keys(views, "melkre") == found


@pytest.mark.parametrize(
    ("times", "found"), [(40, ["ann yolland", "yolanda lee"]), (9, ["yolanda lee"])]
)
def test_one_wrong_letter_finds_whom_much_more_is_told_of(
    journal: MemoryJournal, times: int, found: list[str]
) -> None:
    begins = entity("e1", "person/yolanda lee", "Yolanda Lee", times=3)
    usual = entity("e2", "person/ann yolland", "Ann Yolland", times=times)
    views = naming(journal, begins, usual)
    assert keys(views, "yoland") == found
    assert keys(views, "yolanda") == ["yolanda lee"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tiny velden", ["bo velden"]),
        ("Crazy Old Bo Velden", ["bo velden"]),
        ("Ann Velden", []),
        ("orvis velden", []),
        ("armed dahlists", ["dahlist"]),
    ],
)
def test_a_well_known_person_behind_an_epithet(
    journal: MemoryJournal, typed: str, found: list[str]
) -> None:
    person = entity("e1", "person/bo velden", "Bo Velden", "Velden", times=30)
    group = entity("e2", "norp/dahlist", "Dahlist", "Dahlists", times=30)
    place = entity("e3", "gpe/orvis", "Orvis", times=2)
    views = naming(journal, person, group, place)
    assert keys(views, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("boris petrovich velden", [("Boris P. Velden", "without petrovich")]),
        ("rosa blom of norland", [("Rosa Blom", "without of norland")]),
        ("boris velden orvis", []),
        ("bo petrovich velden", []),
    ],
)
def test_a_name_typed_with_more_words_than_it_has(
    journal: MemoryJournal, typed: str, found: list[tuple[str, str]]
) -> None:
    names = (
        entity("e1", "person/boris velden", "Boris P. Velden", times=2),
        entity("e2", "person/rosa blom", "Rosa Blom", times=30),
    )
    views = naming(journal, *names)
    assert [(row.name, row.note) for row in views.search.names(typed)] == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://www.zetaherald.com/", ["zeta herald"]),
        ("zetaherald.co.uk", ["zeta herald"]),
        ("wsj.com", ["wall street journal"]),
        ("blom.com", ["blom com"]),
        ("nobody.com", []),
    ],
)
def test_a_domain_finds_whose_it_is(journal: MemoryJournal, typed: str, found: list[str]) -> None:
    names = (
        entity("e1", "org/zeta herald", "Zeta Herald"),
        entity("e2", "org/wall street journal", "Wall Street Journal"),
        entity("e3", "org/blom com", "Blom.com"),
        entity("e4", "org/blom", "Blom"),
    )
    views = naming(journal, *names)
    assert keys(views, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zeta union", [("Zeta", "without union")]),
        ("the velden", [("Velden", ""), ("Bo Velden", "")]),
        ("lt col velden", [("Bo Velden", "")]),
        ("zeta mail", []),
    ],
)
def test_what_people_type_beside_a_name(
    journal: MemoryJournal, typed: str, found: list[tuple[str, str]]
) -> None:
    names = (
        entity("e1", "person/bo velden", "Bo Velden", "Velden", times=30),
        entity("e2", "org/velden", "Velden", times=12),
        entity("e3", "org/zeta", "Zeta", times=3),
        entity("e4", "org/zeta caller", "Zeta Caller", times=3),
    )
    views = naming(journal, *names)
    assert [(row.name, row.note) for row in views.search.names(typed)] == found


def test_an_office_comes_before_a_rare_name_that_is_called_so(journal: MemoryJournal) -> None:
    for number in (1, 2):
        told = article(f"{number}: Norland.")
        office = Role(person="e1", role="First Lady", of=None, start=0, end=1)
        names = [entity("e1", "person/rosa blom", "Rosa Blom")]
        names += [entity("e2", "org/first lady", "First Lady")] if number == 1 else []
        journal.put(number, told, reading(told, *names, roles=(office,)))
    views = Views.open(journal)
    views.update()
    assert keys(views, "first lady")[0] == "rosa blom"


def test_two_swapped_letters_come_before_what_only_sounds_alike(journal: MemoryJournal) -> None:
    meant = entity("e1", "person/bo kasich", "Bo Kasich", times=9)
    namesake = entity("e2", "person/ann kasich", "Ann Kasich", times=2)
    other = entity("e3", "org/kaiser", "Orvis Kaiser", times=3)
    views = naming(journal, meant, namesake, other)
    assert keys(views, "kaisch") == ["bo kasich", "ann kasich"]


def test_the_word_the_before_a_name_is_no_part_of_it(journal: MemoryJournal) -> None:
    names = (
        entity("e1", "org/federal reserve", "Federal Reserve", "Fed", times=4),
        entity("e2", "org/federalist", "The Federalist", times=9),
        entity("e3", "org/white house", "White House", times=2),
        entity("e4", "person/theresa roe", "Theresa Roe", times=2),
    )
    views = naming(journal, *names)
    assert keys(views, "the fed") == ["federal reserve", "federalist"]
    assert keys(views, "The White House") == keys(views, "the white") == ["white house"]
    assert keys(views, "the federalist")[0] == "federalist"
    assert keys(views, "the") == ["federalist", "theresa roe"]
    assert keys(views, "the ") == ["federalist"]


@pytest.mark.parametrize(
    "typed", ["type:consult lukashenko", "lang:fr lukashenko", "lukashenko -talks", "lang:en"]
)
def test_a_query_with_fields_is_no_name(views: Views, typed: str) -> None:
    assert views.search.names(typed) == []


def test_the_inside_of_a_word_is_the_last_resort_and_marked(views: Views) -> None:
    (row,) = views.search.names("nn")
    assert (row.name, row.note) == ("Ann Lee", "inside a word")
    assert views.search.names("eed")[0].note == "inside a word"
    assert [row.name for row in views.search.names("uni")] == ["Leeds United"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fm belarus", "Ann Lee"),
        ("belarusian foreign minister", "Ann Lee"),
        ("foreign minister", "Ann Lee"),
        ("minister lee", "Ann Lee"),
        ("fm lee", "Ann Lee"),
        ("mrs lee", "Ann Lee"),
        ("foreign minister of leeds", None),
    ],
)
def test_offices_and_titles_as_people_type_them(
    views: Views, typed: str, first: str | None
) -> None:
    assert next((row.name for row in views.search.names(typed)), None) == first


def test_a_nickname_finds_the_name_before_its_rare_namesake(journal: MemoryJournal) -> None:
    names = (
        entity("e1", "org/wall street journal", "Wall Street Journal", times=4),
        entity("e2", "org/wsj", "WSJ"),
    )
    views = naming(journal, *names)
    assert keys(views, "wsj") == ["wall street journal", "wsj"]


def test_a_short_word_finds_the_name_with_an_ampersand(journal: MemoryJournal) -> None:
    names = (
        entity("e1", "org/att", "AT&T", times=4),
        entity("e2", "person/attila roe", "Attila Roe", times=9),
    )
    views = naming(journal, *names)
    assert keys(views, "att") == ["att", "attila roe"]


def test_a_nickname_is_of_the_name_itself_before_what_is_sometimes_called_so(
    journal: MemoryJournal,
) -> None:
    one = article("Washington and Washington objected.")
    said = tuple(Mention(start=at, end=at + 10, kind="metonym") for at in (0, 15))
    often = Entity(id="e1", key="gpe/US", name="United States", type="GPE", mentions=said)
    journal.put(1, one, reading(one, often, entity("e2", "gpe/washington", "Washington")))
    views = Views.open(journal)
    views.update()
    assert keys(views, "dc")[0] == "washington"


def test_a_city_comes_before_the_country_that_it_stands_for(journal: MemoryJournal) -> None:
    one = article("Orvis and Orvis objected. A tram in Orvis.")
    said = tuple(Mention(start=at, end=at + 5, kind="metonym") for at in (0, 10))
    country = Entity(
        id="e1", key="gpe/norland", name="Norland", type="GPE", aliases=("Orvis",),
        mentions=said * 20,
    )  # fmt: skip
    city = named("e2", "gpe/norland/orvis", one.text, "Orvis")
    journal.put(1, one, reading(one, country, city))
    views = Views.open(journal)
    views.update()
    assert [row.name for row in views.search.names("orvis")] == ["Orvis", "Norland"]
    assert [row.name for row in views.search.names("orv")] == ["Orvis", "Norland"]
    assert [row.name for row in views.search.names("nor")] == ["Norland"]


def test_what_stands_for_a_country_finds_it(journal: MemoryJournal) -> None:
    one = article("Orvis objected.")
    said = Mention(start=0, end=5, kind="metonym")
    country = Entity(
        id="e1", key="gpe/norland", name="Norland", type="GPE", aliases=("Orvis",), mentions=(said,)
    )
    journal.put(1, one, reading(one, country))
    views = Views.open(journal)
    views.update()
    assert [row.name for row in views.search.names("orvis")] == ["Norland"]


def test_an_office_as_typed_comes_before_a_name_that_only_begins_so(
    journal: MemoryJournal,
) -> None:
    one = article("Rosa Blom of Norland.", published="2020-01-01")
    office = Role(person="e1", role="President", of="e2", start=0, end=1)
    names = (
        entity("e1", "person/rosa blom", "Rosa Blom"),
        entity("e2", "gpe/norland", "Norland"),
        entity("e3", "org/norland presidential guard", "Norland Presidential Guard", times=9),
    )
    journal.put(1, one, reading(one, *names, roles=(office,)))
    views = Views.open(journal)
    views.update()
    assert keys(views, "norland president")[0] == "rosa blom"


def test_a_long_title_before_a_name(journal: MemoryJournal) -> None:
    one = article("One.")
    journal.put(1, one, reading(one, entity("e1", "person/ann lee", "Ann Lee")))
    views = Views.open(journal)
    views.update()
    assert keys(views, "secretary of state lee") == ["ann lee"]


def test_a_rare_exact_name_is_not_before_a_frequent_one_with_the_word(
    journal: MemoryJournal,
) -> None:
    names = (
        entity("e1", "person/rosa blom", "Rosa Blom", times=40),
        entity("e2", "person/rosa@1", "Rosa"),
        entity("e3", "person/rosalind dahl", "Rosalind Dahl", times=50),
    )
    views = naming(journal, *names)
    assert keys(views, "rosa")[:2] == ["rosalind dahl", "rosa blom"]


def test_the_holder_comes_before_the_one_who_held_it(journal: MemoryJournal) -> None:
    told_so = [("Rosa Blom", "former"), ("Carl Dahl", None), ("Rosa Blom", None)]
    for number, (name, standing) in enumerate(told_so, 1):
        told = article(f"{number}: {name} of Norland.", published=f"2020-01-0{number}")
        office = Role(
            person="e1", role="Mayor", of="e2", start=0, end=1,
            standing=standing,  # type: ignore[arg-type]
        )  # fmt: skip
        who = entity("e1", f"person/{name.lower()}", name, times=5 - number)
        journal.put(
            number,
            told,
            reading(told, who, entity("e2", "gpe/norland", "Norland"), roles=(office,)),
        )
    views = Views.open(journal)
    views.update()
    assert [(row.name, row.note) for row in views.search.names("mayor of norland")] == [
        ("Carl Dahl", "Mayor, Norland"),
        ("Rosa Blom", "former Mayor, Norland"),
    ]


def test_a_holder_of_one_article_comes_before_who_often_is_called_former(
    journal: MemoryJournal,
) -> None:
    for number in range(1, 6):
        told = article(f"{number}: Orvis.", published=f"2020-01-0{number}")
        name = "Carl Dahl" if number == 2 else "Rosa Blom"
        office = Role(
            person="e1", role="Chief Executive", of="e2", start=0, end=1,
            standing=None if number == 2 else "former",
        )  # fmt: skip
        who = entity("e1", f"person/{name.lower()}", name, times=number)
        names = (who, entity("e2", "org/orvis", "Orvis"))
        journal.put(number, told, reading(told, *names, roles=(office,)))
    views = Views.open(journal)
    views.update()
    assert [row.name for row in views.search.names("orvis ceo")] == ["Carl Dahl", "Rosa Blom"]


def test_of_several_holders_the_one_whom_most_of_the_latest_articles_name(
    journal: MemoryJournal,
) -> None:
    holders = ["Ann Lee"] * 12 + ["Rosa Blom"] * 8 + ["Carl Dahl"] * 2
    for number, name in enumerate(holders, 1):
        told = article(f"{number}: Norland.", published=f"2020-01-{number:02}")
        role = "Secretary of Trade" if name == "Carl Dahl" else "Trade Secretary"
        office = Role(person="e1", role=role, of="e2", start=0, end=1)
        names = (
            entity("e1", f"person/{name.lower()}", name),
            entity("e2", "gpe/norland", "Norland"),
        )
        journal.put(number, told, reading(told, *names, roles=(office,)))
    views = Views.open(journal)
    views.update()
    found = [row.name for row in views.search.names("trade secretary")]
    assert found == ["Rosa Blom", "Carl Dahl", "Ann Lee"]


def test_the_chief_of_a_body_is_not_somebody_with_another_office_there(
    journal: MemoryJournal,
) -> None:
    one = article("Orvis.")
    offices = (
        Role(person="e1", role="Chief Spokesman", of="e3", start=0, end=1),
        Role(person="e2", role="Director", of="e3", start=0, end=1),
    )
    names = (
        entity("e1", "person/ann lee", "Ann Lee"),
        entity("e2", "person/rosa blom", "Rosa Blom"),
        entity("e3", "org/orvis", "Orvis"),
    )
    journal.put(1, one, reading(one, *names, roles=offices))
    views = Views.open(journal)
    views.update()
    assert keys(views, "orvis chief")[0] == "rosa blom"


def test_nothing_for_nothing(views: Views) -> None:
    assert views.search.names("") == views.search.names("  ") == views.search.names("...") == []
    assert views.search.names("qqqqqqq") == []


def test_another_name_that_matched_is_said(views: Views) -> None:
    (hit,) = [hit for hit in views.search.find("minsk") if hit.kind == "entity"]
    assert (hit.title, hit.note) == ("Belarus", "Minsk")


def test_an_office_finds_its_holder(views: Views) -> None:
    hit = views.search.find("foreign minister of belarus")[0]
    assert (hit.key, hit.note) == ("person/ann lee", "Foreign Minister, Belarus")
    assert keys(views, "foreign minister of belarus") == ["ann lee"]


def test_the_leader_of_a_country_is_its_president(journal: MemoryJournal) -> None:
    one = article("Rosa Blom of Norland met Ann Lee.")
    offices = (
        Role(person="e1", role="President", of="e2", start=0, end=1),
        Role(person="e3", role="Party Leader", of="e4", start=2, end=3),
    )
    names = (
        entity("e1", "person/rosa blom", "Rosa Blom"),
        entity("e2", "gpe/norland", "Norland", "Norlandic"),
        entity("e3", "person/ann lee", "Ann Lee"),
        entity("e4", "org/greens", "Greens"),
    )
    journal.put(1, one, reading(one, *names, roles=offices))
    views = Views.open(journal)
    views.update()
    assert keys(views, "norlandic leader") == ["rosa blom"]
    assert keys(views, "greens leader") == ["ann lee"]


def test_who_is_known_for_an_office_that_no_article_tells(journal: MemoryJournal) -> None:
    one = article("Lech Walesa met Ann Lee.")
    names = (
        entity("e1", "person/lech walesa", "Lech Walesa"),
        entity("e2", "person/ann lee", "Ann Lee", times=9),
    )
    journal.put(1, one, reading(one, *names))
    views = Views.open(journal)
    views.update()
    (found,) = views.search.names("polish president")
    assert (found.name, found.note) == ("Lech Walesa", "known as polish president")
    assert views.search.names("polish astronaut") == []


def test_texts_with_the_stretch_that_matched(views: Views) -> None:
    (hit,) = views.search.find("grain")
    assert (hit.kind, hit.number, hit.title) == ("article", 2, "Talks about grain")
    assert [hit.snippet[low:high] for low, high in hit.marks] == ["grain", "Grain"]


def test_several_words_find_the_events_that_tell_them(journal: MemoryJournal) -> None:
    said = article("Ann Lee resigned over the harbour. Bo Falk, whom she met, did not.")
    lee = entity("e1", "person/ann lee", "Ann Lee")
    events = (
        event("v1", actors=("e1",), label="Ann Lee resigned when the harbour was sold"),
        event("v2", actors=("e1",), label="Lee resigned over the harbour"),
        event("v3", actors=("e1",), label="Lee met Bo Falk in the harbour"),
        event("v4", actors=("e1",), label="Lee resigned from the harbour", salience=0.01),
    )
    journal.put(1, said, reading(said, lee, events=events))
    views = Views.open(journal)
    views.update()
    hits = views.search.find("resigned lee harb")
    assert [hit.title for hit in hits if hit.kind == "event"] == [
        "Lee resigned over the harbour",
        "Ann Lee resigned when the harbour was sold",
    ]
    assert [hit for hit in views.search.find("resigned") if hit.kind == "event"] == []


def test_a_name_in_another_spelling_is_found_in_texts(views: Views) -> None:
    (hit,) = [hit for hit in views.search.find("lukashenko minsk") if hit.kind == "article"]
    assert [hit.snippet[low:high] for low, high in hit.marks] == ["Lukashenka", "Minsk"]


def test_the_last_word_may_go_on_while_it_is_typed(views: Views) -> None:
    assert [hit.number for hit in views.search.find("talks gra")] == [2]
    assert views.search.find("gra talks") == []


def test_a_query_with_fields_finds_its_events_and_articles(views: Views) -> None:
    hits = views.search.find("who:lukashenka type:consult")
    assert [(hit.kind, hit.number) for hit in hits] == [("event", 1), ("article", 1)]


def test_a_query_that_cannot_be_read_yet_says_where(views: Views) -> None:
    with pytest.raises(QueryError) as caught:
        views.search.find("grain (")
    assert caught.value.position == 6


def test_new_names_are_found_after_an_update(views: Views, journal: MemoryJournal) -> None:
    assert keys(views, "zanzibar") == []
    three = article("Zanzibar.")
    journal.put(3, three, reading(three, named("e1", "gpe/ZZ", three.text, "Zanzibar")))
    assert views.update()
    assert keys(views, "zanzibar") == ["ZZ"]
    assert [hit.number for hit in views.search.find("zanzibar") if hit.number] == [3]


def test_completing_knows_the_store(views: Views) -> None:
    assert [each.text for each in views.search.complete("who:luk", 7)] == ['"Aleksandr Lukashenko"']
    assert [each.text for each in views.search.complete("source:", 7)] == ["Wire"]
    (wire,) = views.search.complete("source:w", 8)
    assert wire.note == "2 articles"


def test_one_article_of_a_source_is_said_so(views: Views, journal: MemoryJournal) -> None:
    journal.put(3, three := article("Rain.", "Rain", "Lamp"), reading(three))
    assert views.update()
    (lamp,) = views.search.complete("source:l", 8)
    assert lamp.note == "1 article"


def test_a_fuzzy_name_in_a_filter(views: Views) -> None:
    assert views.counts(Filter((Term("query", "who:lukashenoo~"),))).articles == (1, 2)
    assert views.counts(Filter((Term("query", "who:lukashenoo"),))).articles == (0, 2)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux tells what is mapped")
def test_a_large_index_of_words_is_open_only_while_it_is_searched(
    views: Views, journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "_LARGE", 0)
    for _ in range(2):
        assert [hit.title for hit in views.search.find("grain")] == ["Talks about grain"]
        until = time.monotonic() + 10  # threads of the library may hold its files for a moment
        while _is_mapped(journal.folder / "views" / "text-2") and time.monotonic() < until:
            time.sleep(0.01)
        assert not _is_mapped(journal.folder / "views" / "text-2")


def _is_mapped(folder: Path) -> bool:
    return str(folder) in Path("/proc/self/maps").read_text()
