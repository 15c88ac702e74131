"""Which of the events that are compared are one or two, whatever their words."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from store.views.joining.close_pair_features import close_features
from store.views.joining.event_clusters import JOINED
from store.views.joining.event_kinds import is_within
from store.views.joining.pair_features import features
from store.views.joining.same_deeds import is_one_kind_of_deed
from store.views.moments import UNDATED
from tests.store.views.signs_for_tests import (
    DAY,
    NEWS,
    UNDATED_FIELDS,
    is_deed,
    likely,
    pair_of,
    sign,
)


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("Trade fell after the Arvik and Bergen attacks.", "attacks"),
        ("Attacks killed 13 in Arvik in May and 32 in Bergen in June.", "killed"),
        ("More than 300 people have been killed in attacks at Arvik.", "killed"),
    ],
)
def test_one_attack_is_not_several(sentence: str, verb: str) -> None:
    assert likely(NEWS, sign(sentence, verb)) == 0.0


def test_two_attackers_are_no_two_attacks() -> None:
    told: dict[str, Any] = {"actors": ("Ann Lee", "Ben Day")}
    later = sign("Ann Lee and Ben Day attacked a ferry at Arvik.", "attacked", **told)
    assert likely(NEWS, later) > 0.0


@pytest.mark.parametrize(
    ("verb", "sentence", "is_one_kind"),
    [
        ("dropped", "Ann Lee dropped out of the race in Bergen.", True),
        ("quit", "Ann Lee quit.", True),
        ("opened", "Ann Lee opened an office in Bergen.", False),
    ],
)
def test_words_of_one_kind_of_deed(verb: str, sentence: str, is_one_kind: bool) -> None:
    told: dict[str, Any] = {"type": "OTHER", "actors": ("Ann Lee",)}
    one = sign("Ann Lee ended her campaign in Bergen.", "ended", **told)
    found = dict(close_features(pair_of(one, sign(sentence, verb, **told))))
    assert bool(found["close: other word of one kind"].any()) is is_one_kind


def test_two_deeds_of_one_sentence_are_two() -> None:
    text = "Ann Lee resigned and fled to Bergen on Monday."
    told = DAY | {"actors": ("Ann Lee",)}
    resigned = sign(text, "resigned", type="RETREAT", mode="resign", **told)
    fled = sign(text, "fled", type="OTHER", mode="flight", **told)
    assert likely(resigned, fled) == likely(resigned, fled, is_one_article=True) == 0.0


def test_a_sentence_that_two_print_is_one_event() -> None:
    text = "The owner of the Kvernes mill sold nine paintings."
    one = sign(text, "sold", type="OTHER")
    assert likely(one, sign(text, "sold", "2024-05-09", type="OTHER")) >= JOINED


@pytest.mark.parametrize(
    ("first", "second", "fields"),
    [
        (
            "Ann Lee resigned.",
            "Ann Lee has resigned over the ferry.",
            {"type": "RETREAT", "mode": "resign"},
        ),
        ("Ann Lee died.", "Ann Lee died of a fever at home.", {"type": "OTHER", "mode": "death"}),
        (
            "Ann Lee won Kvernes.",
            "Voters saw Ann Lee win in Kvernes.",
            {"type": "OTHER", "mode": "win"},
        ),
    ],
)
def test_what_somebody_does_once_is_one_event(
    first: str, second: str, fields: dict[str, Any]
) -> None:
    verbs = {"resigned", "died", "won", "win"}
    signs = [
        sign(
            text,
            next(each for each in text.rstrip(".").split() if each in verbs),
            published,
            actors=("Ann Lee",),
            **fields,
        )
        for text, published in ((first, "2024-05-07"), (second, "2024-05-30"))
    ]
    assert likely(*signs) >= JOINED


def test_the_day_of_a_count_is_not_that_of_the_victims() -> None:
    told = DAY | {"date_basis": "inherited", "type": "OTHER"}
    count = sign("The agency counted 13 dead and 40 injured.", "counted", **told)
    assert count.moment == UNDATED


def test_who_leaves_again_years_after_is_not_surely_one() -> None:
    told: dict[str, Any] = {"type": "RETREAT", "mode": "resign", "actors": ("Ann Lee",)}
    old = DAY | {"from_": "2022-05-06", "to": "2022-05-06"}
    one = sign("Ann Lee left office.", "left", **told)
    other = sign("Ann Lee stepped down from the bank.", "stepped", **told, **old)
    news = structs.replace(other, moment=one.moment)
    assert [is_deed(one, each) for each in (other, news)] == [False, True]


def test_a_win_is_not_several_of_a_series() -> None:
    told: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    one = sign("Ann Lee won the Arvik primary.", "won", **told)
    some = sign(
        "Ann Lee has won seven of the past eight contests, the Arvik primary too.", "won", **told
    )
    assert likely(one, some) < JOINED


def test_a_win_over_two_others_is_not_several() -> None:
    told: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    forced = "Ann Lee won the Arvik primary, forcing Ben Day and Bo Falk out of the race."
    one = sign(forced, "won", **told)
    both = sign("Ann Lee won the Arvik and Bergen primaries.", "won", **told)
    assert (one.is_several, both.is_several) == (False, True)


def test_who_wins_over_voters_has_not_won_a_place() -> None:
    told: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    one = sign("Ann Lee won Kvernes.", "won", **told)
    other = sign("Ann Lee won over many voters in Kvernes.", "won", **told)
    voters = structs.replace(other, recipients=("~voter",))
    assert [is_deed(one, each) for each in (voters, other)] == [False, True]


def test_wins_at_two_places_are_two() -> None:
    told: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    one = sign("Ann Lee won Kvernes on Monday.", "won", **told)
    assert likely(one, sign("Ann Lee won Skodje on Monday.", "won", **told)) < JOINED
    both = sign("Ann Lee won Kvernes and Skodje.", "won", **told)
    assert likely(one, both) == 0.0


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("Ann Lee won the vote in Arvik over Ben Day.", ("gpe/NO/arvik",)),
        ("Senator Ann Lee of Arvik won the vote in Bergen.", ("gpe/NO/bergen",)),
        ("Ann Lee, the Arvik senator, won the vote in Bergen.", ("gpe/NO/bergen",)),
        ("Ann Lee won the Arvikan cup in Bergen.", ("gpe/NO/bergen",)),
        ("Ann Lee (R-Arvik) won the vote.", ()),
        ("Ann Lee won the vote in Kvernes over Ben Day.", ("~kvern",)),
    ],
)
def test_the_places_of_a_label_are_not_those_where_people_are_from(
    sentence: str, places: tuple[str, ...]
) -> None:
    assert sign(sentence, "won", type="OTHER").places == places


def test_wins_at_two_known_places_are_two_whoever_lost() -> None:
    told: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",), **DAY}
    one = sign("Ann Lee won the vote in Arvik over Ben Day.", "won", **told)
    assert likely(one, sign("Ann Lee won the vote in Bergen over Ben Day.", "won", **told)) == 0.0
    nowhere = sign("Ann Lee won over Ben Day.", "won", "2024-06-07", **(told | UNDATED_FIELDS))
    assert likely(one, nowhere) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("gpe/NO/arvik",), ("gpe/NO/bergen",), True),
        (("gpe/NO/arvik",), ("gpe/NO/arvik", "gpe/NO/bergen"), False),
        (("gpe/NO",), ("gpe/NO/arvik",), False),
        (("gpe/US/arvik",), ("gpe/US/arvik city",), False),
        (("gpe/NO/arvik",), ("~kvern",), False),
        (("gpe/NO/arvik",), (), False),
    ],
)
def test_where_two_labels_are_of_other_places(
    one: tuple[str, ...], other: tuple[str, ...], expected: bool
) -> None:
    found = dict(features(pair_of(*(structs.replace(NEWS, places=each) for each in (one, other)))))
    assert bool(found["elsewhere in label"].all()) is expected


def test_wins_that_may_never_be_are_not_one() -> None:
    told: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    one = sign("Ann Lee might win the vote in Arvik.", "win", modality="hypothetical", **told)
    assert likely(one, one) == 0.0


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Ann Lee suspended her campaign.", "suspended", True),
        ("Ann Lee praised her campaign.", "praised", False),
        ("Ben Day suspended his campaign.", "suspended", False),
    ],
)
def test_deeds_of_one_kind_by_one_actor(sentence: str, verb: str, expected: bool) -> None:
    one = sign("Ann Lee dropped out.", "dropped", type="OTHER", actors=("Ann Lee",))
    other = sign(sentence, verb, type="OTHER", actors=(sentence[:7],))
    pair = pair_of(one, other, is_one_article=True)
    assert bool(is_one_kind_of_deed(pair).all()) is expected


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("A militia claimed the attack on a ferry at Arvik on Monday.", "claimed"),
        ("The mayor continued: the attack on a ferry at Arvik was the worst.", "continued"),
    ],
)
def test_what_is_said_of_an_attack_is_not_the_attack(sentence: str, verb: str) -> None:
    assert likely(NEWS, sign(sentence, verb, place="Arvik", **DAY)) == 0.0


def test_an_attack_in_words_that_has_the_day_of_an_old_attack_is_another() -> None:
    old = sign("The May 6 attacks changed the law.", "attacks", "2024-09-01", **DAY)
    words = sign("The rival is mounting a phoney attack.", "mounting", "2026-09-11", **DAY)
    assert likely(old, words) < JOINED


def test_what_was_done_before_a_day_did_not_happen_on_it() -> None:
    won: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    told = sign("Ann Lee won over voters in Kvernes.", "won", "2024-04-20", **won)
    vote = sign("Ann Lee won the vote in Kvernes.", "won", "2024-05-07", **won, **DAY)
    assert likely(told, vote) == 0.0


def test_wins_without_a_day_are_one_at_one_place_within_a_term() -> None:
    won: dict[str, Any] = {"type": "OTHER", "mode": "win", "actors": ("Ann Lee",)}
    one = sign("Ann Lee won the vote in Kvernes.", "won", **won)
    later = "2024-06-20"
    assert likely(one, sign("Ann Lee won in Kvernes.", "won", later, **won)) >= JOINED
    assert likely(one, sign("Ann Lee won the vote in Skodje.", "won", later, **won)) == 0.0
    assert likely(one, sign("Ann Lee won the vote.", "won", later, **won)) == 0.0
    dated = sign("Ann Lee won the vote in Kvernes on Monday.", "won", **won, **DAY)
    assert (
        likely(dated, sign("Ann Lee won the vote in Kvernes.", "won", "2028-05-07", **won)) == 0.0
    )


def test_an_effect_of_a_disaster_is_not_the_disaster() -> None:
    told = DAY | {"type": "OTHER", "mode": "disaster"}
    quake = sign("A quake struck Arvik on Monday.", "quake", **told)
    again = sign("Monday's quake at Arvik was the third.", "quake", **told)
    pier = sign("The pier of Arvik sank in the quake on Monday.", "sank", **told)
    assert likely(quake, again) >= JOINED
    pier = structs.replace(pier, incident=quake.incident + 1)
    assert likely(quake, pier, is_one_article=True) < JOINED


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Ann Lee scored a decisive victory in the Arvik primary.", "scored", "win"),
        ("Ann Lee prevailed in the Arvik primary.", "prevailed", "win"),
        ("Ann Lee pulled off a string of victories in Arvik primaries.", "pulled", None),
        ("Ann Lee scored a decisive victory over ignorance.", "scored", None),
    ],
)
def test_a_vote_that_is_won_in_other_words(sentence: str, verb: str, expected: str | None) -> None:
    won = sign(sentence, verb, type="OTHER", actors=("Ann Lee",), **UNDATED_FIELDS)
    assert won.mode == expected


def test_who_is_chosen_is_appointed_once() -> None:
    told = [
        sign(sentence, verb, day, type="OTHER", actors=["Ann Lee"], recipients=["Ben Day"])
        for sentence, verb, day in (
            ("Ann Lee has chosen Ben Day as her running mate.", "chosen", "2024-05-07"),
            ("Ann Lee's selection of Ben Day as running mate was a surprise.", "selection",
             "2024-05-20"),
        )
    ]  # fmt: skip
    assert likely(*told) >= JOINED


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("gpe/US/new york city", "gpe/US/new york state", True),
        ("gpe/NO/arvik", "gpe/NO", True),
        ("gpe/NO/arvik", "gpe/NO/bergen", False),
    ],
)
def test_a_city_may_be_called_like_its_state(one: str, other: str, expected: bool) -> None:
    assert is_within(one, other) is expected


@pytest.mark.parametrize(
    ("place", "day", "is_possible"),
    [
        ("Kvernes", "2024-05-13", True),
        ("Skodje", "2024-05-13", False),
        ("Kvernes", "2024-05-12", False),
        ("Kvernes", "2024-05-20", False),
    ],
)
def test_a_day_may_be_that_of_another_week(place: str, day: str, is_possible: bool) -> None:
    vote: dict[str, Any] = {"type": "OTHER", "mode": "election"}
    other = {**DAY, "from_": day, "to": day}
    one = sign("Voters wait for Monday's Kvernes primary.", "primary", **vote, **DAY)
    two = sign(f"Voters wait for Monday's {place} primary.", "primary", **vote, **other)
    assert (likely(one, two) > 0.0) is is_possible


def test_a_vote_that_is_only_mentioned_may_be_still_to_come() -> None:
    vote: dict[str, Any] = {"type": "OTHER", "mode": "election"}
    told = sign("Few knew her before the Kvernes primary.", "primary", "2024-04-20", **vote)
    held = sign("Few came to the Kvernes primary on Monday.", "primary", **vote, **DAY)
    assert likely(told, held) == 0.0
    assert likely(structs.replace(told, is_mentioned=True), held) > 0.0


def test_attacks_of_one_day_near_one_name_may_be_one_without_a_word_in_common() -> None:
    one = sign("Ann Lee fled when 49 were killed.", "killed", label="49 were killed", **DAY)
    two = sign("Few saw the massacre.", "massacre", label="the massacre", **DAY)
    assert not {*one.words} & {*two.words}
    assert likely(one, structs.replace(two, names=one.names)) > 0.0
    assert likely(one, two) == 0.0
