"""Which events are compared at all."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from store.views.joining.event_blocks import blocks_of
from store.views.joining.event_clusters import JOINED
from store.views.joining.event_signs import EventSign
from tests.store.views.signs_for_tests import (
    DAY,
    NEWS,
    UNDATED_FIELDS,
    are_compared,
    is_deed,
    likely,
    sign,
)


@pytest.mark.parametrize("published", ["2024-06-20", "2024-10-01", "2025-03-01"])
def test_an_attack_is_compared_with_those_who_mention_it_long_after(published: str) -> None:
    later = sign(
        "Trade fell after the Arvik ferry attack.",
        "attack",
        published,
        label="Arvik attack",
        recipients=("Arvik",),
    )
    assert are_compared(NEWS, later)
    assert likely(NEWS, later) > 0.0


def test_an_attack_elsewhere_is_not() -> None:
    later = sign("Trade fell after the Bergen bank attack.", "attack", "2024-10-01")
    assert not are_compared(NEWS, later)
    assert likely(NEWS, later) == 0.0


def test_rare_words_of_a_deed_are_compared_weeks_after() -> None:
    told: dict[str, Any] = {"type": "OTHER", "actors": ("Ann Lee",)}
    one = sign("Ann Lee unveiled the Kvernes tapestry.", "unveiled", **told)
    other = sign("Ann Lee had unveiled the Kvernes tapestry.", "unveiled", "2024-06-20", **told)
    assert are_compared(one, other)


@pytest.mark.parametrize("modality", ["asserted", "claimed"])
def test_an_attack_that_both_recall_by_its_day_is_one(modality: str) -> None:
    told = DAY | {"modality": modality}
    one = sign("The May 6 attacks changed the law.", "attacks", "2024-09-01", **told)
    other = sign("Much has changed since the attack.", "attack", "2026-09-11", **DAY)
    assert are_compared(one, other)
    assert likely(one, other) >= JOINED


def test_words_of_one_kind_of_deed_by_one_party_are_compared() -> None:
    told: dict[str, Any] = {"type": "OTHER", "actors": ("Ann Lee",)}
    one, same, other = (
        sign(f"Ann Lee {label}.", label.split()[0], label=label, **told)
        for label in ("dropped out", "suspended her campaign", "praised her campaign")
    )
    assert are_compared(one, same)
    assert not are_compared(one, other)


def test_the_death_of_a_person_is_compared_months_after() -> None:
    news = sign("Ann Lee died.", "died", type="OTHER", mode="death", actors=["Ann Lee"])
    later = sign(
        "Nobody follows Ann Lee since her death.",
        "death",
        published="2024-12-01",
        type="OTHER",
        mode="death",
        actors=["Ann Lee"],
    )
    assert are_compared(news, later)
    assert likely(news, later) >= JOINED


@pytest.mark.parametrize(
    ("verb", "expected"), [("endorsed", True), ("congratulated", False), ("praised", False)]
)
def test_one_backs_another_once_but_may_praise_again(verb: str, expected: bool) -> None:
    fields = {"type": "SUPPORT", "actors": ["Ann Lee"], "recipients": ["Ben Day"]}
    news = sign(f"Ann Lee {verb} Ben Day on Monday.", verb, from_="2024-05-06", to="2024-05-06",
                precision="day", **fields)  # fmt: skip
    later = sign(f"Ann Lee {verb} Ben Day.", verb, published="2024-06-20", **fields)
    assert are_compared(news, later)
    assert is_deed(news, later) == expected


def test_what_is_long_ago_is_compared_by_its_year() -> None:
    year = {"from_": "1979-01-01", "to": "1979-12-31", "precision": "year", "type": "AID"}
    told = [
        sign("Norway sent troops to Arvik in 1979.", "sent", published, actors=["Arvik"], **year)
        for published in ("2024-05-07", "2016-01-02")
    ]
    assert are_compared(*told)


PRAISE = sign(
    "Ann Lee praised the ferry crew.",
    "praised",
    type="OTHER",
    actors=("Ann Lee",),
    **UNDATED_FIELDS,
)


def test_what_shares_only_the_name_of_its_party_is_not_compared() -> None:
    other = sign(
        "Ann Lee sold a vineyard.", "sold", type="OTHER", actors=("Ann Lee",), **UNDATED_FIELDS
    )
    assert not are_compared(PRAISE, other)


def test_a_party_and_a_rare_word_besides_its_name_are_compared() -> None:
    other = sign(
        "Ann Lee met the ferry crew.", "met", type="CONSULT", actors=("Ann Lee",), **UNDATED_FIELDS
    )
    assert are_compared(PRAISE, other)


def places_of_blocks(event: EventSign) -> set[int]:
    """Return where the blocks of an event are in their table, all keys of one period in one
    place."""
    return {block >> 32 for block in blocks_of(event).own}


def test_the_blocks_of_one_week_are_neighbours() -> None:
    told: dict[str, Any] = {"type": "OTHER", "actors": ["Ann Lee"], **UNDATED_FIELDS}
    seized = sign("Ann Lee seized a bakery near Bergen.", "seized", **told)
    assert places_of_blocks(PRAISE) <= places_of_blocks(seized)
    assert len(blocks_of(seized).own) > 3 * len(places_of_blocks(seized))


def test_a_deed_in_other_words_by_the_names_of_its_day() -> None:
    told = [
        sign(sentence, verb, type="OTHER", actors=["Ann Lee"], **DAY)
        for sentence, verb in (
            ("Ann Lee gave away the Vintergata ferry.", "gave"),
            ("Ann Lee parted with her Vintergata boat.", "parted"),
        )
    ]
    assert are_compared(*told)


def test_an_attack_is_compared_with_what_may_be_an_accident() -> None:
    attack = sign("The Vintergata attack shocked many.", "attack", **UNDATED_FIELDS)
    crash = sign(
        "A truck rammed a crowd on Vintergata.",
        "rammed",
        type="OTHER",
        mode="accident",
        **UNDATED_FIELDS,
    )
    assert are_compared(attack, crash)


def test_what_happens_near_a_name_of_the_sentence_is_compared() -> None:
    attack = sign("Gunmen stormed a ferry at Arvik.", "stormed", label="Gunmen stormed a ferry")
    shooting = sign(
        "Ann Lee flew to Arvik after the shooting.",
        "shooting",
        label="The shooting",
        **UNDATED_FIELDS,
    )
    strike = sign("Ann Lee flew to Bergen after the raid.", "raid", label="The raid")
    assert are_compared(attack, shooting)
    assert not are_compared(attack, strike)


def test_what_happened_on_a_day_is_compared_by_what_the_article_is_about() -> None:
    told = [
        structs.replace(sign(f"They {verb} them on May 6.", verb, published, **DAY), about=(7, 8))
        for verb, published in (("attacked", "2024-05-07"), ("stormed", "2026-05-07"))
    ]
    assert are_compared(*told)
    assert not are_compared(told[0], structs.replace(told[1], about=(9,)))


@pytest.mark.parametrize(("published", "expected"), [("2025-01-10", True), ("2027-05-01", False)])
def test_a_deed_is_compared_for_a_year_by_who_did_what(published: str, expected: bool) -> None:
    told: dict[str, Any] = {"type": "OTHER", "actors": ["Ann Lee"], **UNDATED_FIELDS}
    told["label"] = "Ann Lee entered the race"
    news = sign("Ann Lee entered the race.", "entered", **told)
    later = sign("Nobody knew Ann Lee when she entered the race.", "entered", published, **told)
    assert are_compared(news, later) is expected


def test_what_somebody_said_is_compared_for_a_year_by_its_rare_words() -> None:
    told: dict[str, Any] = {"type": "STATEMENT", "actors": ["Ann Lee"], **UNDATED_FIELDS}
    news = sign("Ann Lee said the vineyard was stupid.", "said", **told)
    later = sign("Ann Lee told us a vineyard is no farm.", "told", "2025-01-10", **told)
    assert are_compared(news, later)


def test_what_somebody_announced_is_compared_with_what_they_decided() -> None:
    told: dict[str, Any] = {"actors": ["Ann Lee"], **UNDATED_FIELDS}
    announced = sign("Ann Lee announced the vineyard would close.", "announced", **told)
    announced = structs.replace(announced, type="STATEMENT")
    shut = sign("Ann Lee chose to shut the vineyard.", "chose", "2025-01-10", type="OTHER", **told)
    assert are_compared(announced, shut)


def test_a_vote_is_compared_by_its_day_alone() -> None:
    vote: dict[str, Any] = {"type": "OTHER", "mode": "election", **DAY}
    told = [
        sign(f"Voters wait for {words} primary.", "primary", label=f"{words} primary", **vote)
        for words in ("Monday's", "the Kvernes")
    ]
    assert are_compared(*told)
    assert not are_compared(told[0], structs.replace(told[1], mode=None))


@pytest.mark.parametrize(("number", "expected"), [("1.3", True), ("1.4", False)])
def test_what_is_counted_is_compared_by_its_figure(number: str, expected: bool) -> None:
    told: dict[str, Any] = {"type": "OTHER", **UNDATED_FIELDS}
    news = sign("Output grew by 1.3 percent.", "grew", **told)
    assert are_compared(news, sign(f"Farms grew {number} a year.", "grew", **told)) is expected


def test_what_happens_to_a_person_is_compared_by_a_name_of_the_label() -> None:
    fate: dict[str, Any] = {"type": "OTHER", "mode": "dismissal", **UNDATED_FIELDS}
    news = sign("They fired Mr. Vintergard.", "fired", **fate)
    later = sign("Since the ouster of Vintergard, all is calm.", "ouster", "2024-12-01", **fate)
    assert are_compared(news, later)


def test_a_kind_of_deed_and_a_rare_word_are_compared_for_a_year() -> None:
    told: dict[str, Any] = {"type": "OTHER", **UNDATED_FIELDS}
    one = sign("Officials proposed a tapestry in May.", "proposed", **told)
    same = sign("Ann Lee has called for a tapestry.", "called", "2025-02-01", **told)
    other = sign("Ann Lee sold a tapestry.", "sold", "2025-02-01", **told)
    assert are_compared(one, same)
    assert not are_compared(one, other)


def test_what_is_long_ago_is_compared_by_a_word_or_a_name_of_its_year() -> None:
    year = {"from_": "1979-01-01", "to": "1979-12-31", "precision": "year", "type": "OTHER"}
    one = sign("A heart attack felled the frail nun in 1979.", "felled", "2016-01-02", **year)
    same = sign("The nun suffered a nearly fatal one.", "suffered", **year)
    other = sign("The mayor suffered a nearly fatal one.", "suffered", **year)
    assert are_compared(one, same)
    assert not are_compared(one, other)
    lost = sign("Bo Falk, it was told, lost in Kvernes.", "lost", "2016-01-02", **year)
    assert are_compared(lost, sign("The left was defeated in Kvernes.", "defeated", **year))


def test_what_happened_in_a_month_is_compared_by_a_rare_word() -> None:
    month = {"from_": "2012-05-01", "to": "2012-05-31", "precision": "month", "type": "OTHER"}
    one = sign("The harbour master unveiled a tapestry.", "unveiled", "2014-01-02", **month)
    assert are_compared(one, sign("Ann Lee received the tapestry.", "received", **month))


def test_a_kind_of_deed_at_a_place_is_compared_for_a_year() -> None:
    told: dict[str, Any] = {"type": "OTHER", "place": "Arvik", **UNDATED_FIELDS}
    one = sign("The first vote of Arvik was close.", "vote", **told)
    assert are_compared(one, sign("Arvik held its polls late.", "polls", "2025-02-01", **told))
    told["place"] = "Bergen"
    assert not are_compared(one, sign("Bergen held its polls.", "polls", "2025-02-01", **told))
