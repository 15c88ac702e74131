"""A part of an event is not the whole, and not another part, however alike their words are."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from store.views.joining.event_clusters import clustered, clusters
from store.views.joining.event_comparison import EventComparison
from store.views.joining.event_joining import content_order
from store.views.joining.event_parts import is_another
from store.views.joining.event_signs import EventSign, encode
from store.views.joining.label_parts import parts_of
from tests.store.views.signs_for_tests import pair_of, sign

WIN: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
DEATH: dict[str, Any] = {"type": "OTHER", "mode": "death"}


def are_two(one: EventSign, other: EventSign) -> bool:
    """Return whether two articles cannot tell one event with these, whichever comes first."""
    found, turned = (
        bool(is_another(pair_of(*both)).all()) for both in ((one, other), (other, one))
    )
    assert found == turned
    return found


@pytest.mark.parametrize(
    ("label", "verb", "marks"),
    [
        ("The House passed the bill", "passed", ("house",)),
        ("The Senate rejected it", "rejected", ("senate",)),
        ("The White House praised the House speaker", "praised", ()),
        ("Senator Ann Lee resigned", "resigned", ()),
        ("Next week's Republican primary", "primary", ("republican",)),
        ("Ann Lee won a majority of the delegates", "won", ("share",)),
        ("Ann Lee won Arvik, with 60 percent of the vote", "won", ()),
        ("Half of the crew drowned", "drowned", ("some",)),
        ("The crew drowned in a part of the harbour", "drowned", ()),
        ("Ben Day denied six felony charges", "denied", ("6:charg", "6:feloni")),
        ("The firm sold 2,400 ferries", "sold", ("2400:ferri",)),
        ("Its third launch failed on April 12", "launch", ("3.:fail", "3.:launch")),
        ("The storm killed 30 people in two days", "killed", ()),
        ("Ann Lee and three other clerks resigned", "resigned", ("others", "with others")),
        ("A bomb hurt Ann Lee and killed two others", "hurt", ("with others",)),
        ("The army captured all territory up to the river", "captured", ("lands",)),
        ("The Arvik primaries", "primaries", ("votes",)),
        ("Ann Lee was killed in the May bombing", "killed", ("in attack", "in the attack")),
        ("Ann Lee was hurt in an ambush near Arvik", "hurt", ("in attack",)),
        ("Ann Lee was killed in Arvik", "killed", ()),
    ],
)
def test_the_marks_of_a_label(label: str, verb: str, marks: tuple[str, ...]) -> None:
    is_won = verb in ("won", "primary", "primaries")
    assert parts_of(label, verb, is_won=is_won, is_counted=True) == marks


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ben Day denied one charge.", "Ben Day denied six charges.", True),
        ("Ben Day denied six charges.", "Ben Day denied six felony charges.", False),
        ("The House denied the claim.", "The Senate denied the claim.", True),
        ("The House denied the claim.", "Congress denied the claim.", False),
        ("Some of the owners denied it.", "The owners denied it.", True),
    ],
)
def test_other_counts_and_chambers_and_some_of_all(one: str, other: str, expected: bool) -> None:
    signs = [sign(each, "denied", type="REJECT") for each in (one, other)]
    assert are_two(*signs) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ann Lee won the vote.", "Ann Lee won a majority of the delegates.", True),
        ("Ann Lee won the Republican vote.", "Ann Lee won the Democratic vote.", True),
        ("Ann Lee won the Republican vote.", "Ann Lee won the vote.", False),
    ],
)
def test_a_win_is_not_a_share_nor_that_of_another_party(
    one: str, other: str, expected: bool
) -> None:
    assert are_two(*(sign(each, "won", **WIN) for each in (one, other))) is expected


def test_two_of_three_wins_are_not_the_three() -> None:
    told = sign("Ann Lee won Arvik and Bergen on Monday.", "won", **WIN)
    arvik, bergen, chur = "gpe/NO/arvik", "gpe/NO/bergen", "gpe/CH/chur"
    two, three, others = (
        structs.replace(told, places=places, is_several=True)
        for places in ((arvik, bergen), (arvik, bergen, chur), (bergen, chur))
    )
    assert are_two(two, three)
    assert are_two(two, others)
    assert not are_two(three, structs.replace(three, places=(*three.places, "loc/europe")))


def test_what_is_done_to_another_place_is_another_deed() -> None:
    one, other = (
        sign(f"Rebels captured {place} in spring.", "captured", recipients=(place,))
        for place in ("Arvik", "Bergen")
    )
    assert are_two(one, other)
    assert not are_two(one, structs.replace(one, recipients=("gpe/NO/arvik/harbour",)))
    assert not are_two(one, structs.replace(one, recipients=()))


def test_who_has_another_name_is_somebody_else() -> None:
    one = sign("Ann Lee pleaded guilty.", "pleaded", type="OTHER", actors=("Ann Lee",))
    other = sign("Ben Day pleaded guilty.", "pleaded", type="OTHER", actors=("Ben Day",))
    assert are_two(one, other)
    assert not are_two(one, structs.replace(one, actors=("person/lee",)))
    assert not are_two(one, structs.replace(other, recipients=one.actors))


def test_the_deaths_of_two_are_not_that_of_one() -> None:
    both = sign("Ann Lee and Ben Day died.", "died", actors=("Ann Lee", "Ben Day"), **DEATH)
    one = sign("Ann Lee died.", "died", actors=("Ann Lee",), **DEATH)
    assert are_two(both, one)
    assert not are_two(both, both)


@pytest.mark.parametrize(
    ("whole", "verb", "expected"),
    [
        ("The bombing in Arvik shook the country.", "bombing", True),
        ("Six people were killed in the bombing in Arvik.", "killed", True),
        ("The bombing in Arvik hurt Ann Lee and four others.", "bombing", True),
        ("Ben Day was killed in the bombing in Arvik.", "killed", True),
        ("The bombing that killed Ann Lee was in Arvik.", "bombing", False),
        ("Ann Lee died in the bombing.", "died", False),
    ],
)
def test_one_of_the_dead_is_not_the_attack(whole: str, verb: str, expected: bool) -> None:
    victims = tuple(
        name for name in ("Ann Lee", "Ben Day") if name in whole and verb in ("died", "killed")
    )
    one = sign("Ann Lee was killed in the Arvik bombing.", "killed", recipients=("Ann Lee",))
    assert are_two(one, sign(whole, verb, recipients=victims)) is expected


def test_the_only_victim_of_an_attack_is_known_where_its_article_names_her() -> None:
    one = sign("Ann Lee was stabbed on Monday.", "stabbed", recipients=("Ann Lee",))
    other = sign("The attack was in Arvik.", "attack")
    assert are_two(one, other)
    assert not are_two(one, structs.replace(other, about=one.names))
    told = sign("Ann Lee, a baker, was in the attack in Arvik.", "attack")
    assert not are_two(one, structs.replace(told, label_names=()))


def test_some_of_the_dead_are_not_all_of_them() -> None:
    some = sign("20 pupils were killed in the shooting.", "killed")
    some = structs.replace(some, recipients=("~pupil",))
    assert are_two(some, sign("26 people were killed in the shooting.", "killed"))
    assert are_two(some, sign("She was one of 26 people killed in Arvik.", "killed"))
    assert are_two(some, sign("The shooting in Arvik shook her.", "shooting"))
    assert not are_two(some, sign("The shooting of pupils in Arvik shook her.", "shooting"))
    ambush = sign("20 pilgrims were killed in an ambush.", "killed")
    ambush = structs.replace(ambush, recipients=("~pilgrim",))
    assert not are_two(ambush, sign("The ambush in Arvik shook her.", "ambush"))


def test_somebody_with_others_is_not_that_one_alone() -> None:
    told: dict[str, Any] = {"type": "RETREAT", "mode": "resign", "actors": ("Ann Lee",)}
    one = sign("Ann Lee resigned.", "resigned", **told)
    others = sign("Ann Lee and two other clerks resigned.", "resigned", **told)
    assert are_two(one, others)
    assert not are_two(others, others)
    assert not are_two(others, structs.replace(one, actors=(*one.actors, "person/ben day")))


def test_all_that_was_taken_is_not_one_place() -> None:
    town = sign("The army captured Arvik in 1967.", "captured", recipients=("Arvik",))
    land = sign("The army captured territory in 1967.", "captured")
    assert are_two(town, land)
    assert not are_two(town, sign("The army captured the town in 1967.", "captured"))


def test_the_primaries_of_both_parties_are_not_one_of_them() -> None:
    vote = {"type": "OTHER", "mode": "election"}
    one = sign("Voters wait for the Arvik primary.", "primary", **vote)
    both = sign("Voters wait for the Arvik primaries.", "primaries", **vote)
    assert are_two(one, both)
    assert not are_two(both, both)


def test_a_poll_of_one_month_is_not_that_of_the_next() -> None:
    told: dict[str, Any] = {"type": "OTHER", "date_basis": "stated"}
    january, february = (
        sign("A poll found it.", "poll", **told, from_=first, to=last, precision="month")
        for first, last in (("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29"))
    )
    day = {"from_": "2024-01-31", "to": "2024-01-31", "precision": "day"}
    assert are_two(january, february)
    assert not are_two(sign("A poll found it.", "poll", **told, **day), february)


def test_polls_that_see_her_ahead_are_not_her_win() -> None:
    done = sign("Ann Lee won the vote in Arvik.", "won", **WIN)
    day = {"from_": "2024-06-02", "to": "2024-06-02", "precision": "day"}
    foretold = sign("Polls see Ann Lee winning in Arvik.", "winning", **WIN, **day)
    assert are_two(done, foretold)
    assert not are_two(done, structs.replace(foretold, modality="planned"))


def test_two_who_contradict_each_other_do_not_come_into_one_row_by_a_third() -> None:
    told: dict[str, Any] = {"type": "OTHER", "published": "2024-05-07"}
    one = sign("Ann Lee pleaded guilty.", "pleaded", actors=("Ann Lee",), **told)
    other = sign("Ben Day pleaded guilty.", "pleaded", actors=("Ben Day",), **told)
    between = structs.replace(one, actors=("~banker",))
    signs = {1 << 20: one, 2 << 20: other, 3 << 20: between}
    compared = EventComparison(signs, {1: 1, 2: 2, 3: 3})
    apart = 1 << 20, 2 << 20
    assert compared.compare([apart])[apart] < 0
    links = [(0.95, 1 << 20, 3 << 20), (0.9, 2 << 20, 3 << 20)]
    compared.know({(a, b): score for score, a, b in links})
    cells = {event: [event] for event in signs}
    order = content_order({event: encode(each) for event, each in signs.items()})
    (rows,) = clustered(
        [clusters(cells, links, compared.known, order.__getitem__)], compared.compare
    )
    assert sorted(map(sorted, rows)) == [[1 << 20, 3 << 20], [2 << 20]]
