"""Whom a short name means, by what the other articles of a store say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import pytest

from store.identity.bearers import Bearers, Join
from store.identity.uses import Use, uses_of
from store.reading import Entity, ExtractorVersion, Mention, Reading, Role

DAY = 738_000


def use(
    article: int,
    key: str,
    *called: str,
    day: int | None = DAY,
    offices: Sequence[str] = (),
    company: Collection[str] = ("org/orvis bank", "gpe/oslo"),
    sex: str | None = None,
) -> Use:
    name = key.removeprefix("person/").title()
    return Use(
        article, day, key, name, frozenset(called), sex, frozenset(offices), frozenset(company)
    )


def joins(*uses: Use) -> list[tuple[int, str]]:
    return [(each.article, each.into) for each in _all(*uses)]


def _all(*uses: Use) -> list[Join]:
    return list(Bearers(uses).joins())


BLOMS = [use(n, "person/rosa blom", "blom") for n in range(4)]
OFTEN = ("org/orvis bank", "gpe/oslo")
LONE = use(9, "person/blom", "blom")


def test_a_surname_alone_joins_its_only_bearer_with_the_evidence() -> None:
    (join,) = _all(*BLOMS, LONE)
    assert (join.article, join.key, join.into, join.name) == (
        9,
        "person/blom",
        "person/rosa blom",
        "Rosa Blom",
    )
    assert "4 articles" in join.reason
    assert "orvis bank" in join.reason


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([use(5, "person/carl blom", "blom")], id="two fit"),
        pytest.param([use(5, "person/carl blom")], id="two are named, one only in full"),
    ],
)
def test_where_two_fit_nobody_is_meant(others: list[Use]) -> None:
    assert joins(*BLOMS, *others, LONE) == []


def test_two_articles_are_not_enough() -> None:
    assert joins(*BLOMS[:2], LONE) == []


def test_articles_of_another_time_do_not_count() -> None:
    assert joins(*BLOMS, use(9, "person/blom", "blom", day=DAY - 9_000)) == []


def test_another_office_or_sex_or_company_is_another_person() -> None:
    told = [use(n, "person/rosa blom", "blom", offices=["mayor"], sex="female") for n in range(4)]
    assert joins(*told, use(9, "person/blom", "blom", offices=["judge"])) == []
    assert joins(*told, use(9, "person/blom", "blom", sex="male")) == []
    assert joins(*told, use(9, "person/blom", "blom", company=["org/zorba"])) == []
    office = use(9, "person/blom", "blom", offices=["mayor"], company=["org/zorba"])
    assert joins(*told, office) == [(9, "person/rosa blom")]


def test_a_name_that_is_ambiguous_in_its_own_article_stays_so() -> None:
    two = ["person/ann blom", "person/bo blom"]
    assert joins(*BLOMS, use(9, "person/blom@5f2c08d1a94b", "blom", company=two)) == []


def test_nobody_is_another_person_of_the_same_article() -> None:
    beside = use(9, "person/blom", "blom", company=["person/rosa blom", "org/orvis"])
    assert joins(*BLOMS, beside) == []


def test_a_first_name_alone_is_the_person_whom_news_calls_so() -> None:
    told = [use(n, "person/rosa blom", "rosa", company=["org/orvis"]) for n in range(4)]
    alone = use(9, "person/rosa@5f2c08d1a94b", "rosa", company=["org/orvis"])
    assert joins(*told, alone) == [(9, "person/rosa blom")]


@pytest.mark.parametrize(
    ("form", "joined"),
    [
        ("person/rosa anna blom", True),
        ("person/carl blom", False),
        ("person/rosa blum", False),
    ],
)
def test_another_form_of_the_name_joins_the_usual_one(form: str, joined: bool) -> None:
    told = [use(n, "person/rosa blom", "blom") for n in range(4)]
    assert joins(*told, use(9, form, "blom")) == [(9, "person/rosa blom")] * joined


def test_a_formal_first_name_joins_the_short_one() -> None:
    told = [use(n, "person/joe falk", "falk") for n in range(4)]
    assert joins(*told, use(9, "person/joseph falk", "falk")) == [(9, "person/joe falk")]


def test_who_holds_the_office_is_meant_and_no_namesake_without_it() -> None:
    mayor = [use(n, "person/rosa blom", "blom", offices=["mayor"]) for n in range(4)]
    wife = [use(n, "person/ann blom", "blom") for n in range(5, 8)]
    told = use(9, "person/blom", "blom", offices=["mayor"])
    assert joins(*mayor, *wife, told) == [(9, "person/rosa blom")]
    assert joins(*mayor, *wife, LONE) == []
    rival = use(8, "person/ann blom", "blom", offices=["mayor"])
    assert joins(*mayor, *wife, rival, told) == []


def test_articles_of_a_longer_time_count_where_those_of_the_time_are_few() -> None:
    told = [use(n, "person/rosa blom", "blom", day=DAY - 1_000) for n in range(4)]
    assert joins(*told, LONE) == [(9, "person/rosa blom")]
    assert joins(*told, use(5, "person/carl blom", "blom"), LONE) == []


@pytest.mark.parametrize(
    ("slip", "joined"),
    [
        ("person/kathrin blomberg", True),
        ("person/katharina blomberg", False),
        ("person/katherine blomberk", True),
        ("person/katherin blomberk", False),
        ("person/katherine blom", False),
    ],
)
def test_a_rare_misspelt_name_joins_the_usual_one(slip: str, joined: bool) -> None:
    right = "person/kathrine blomberg" if "kathrin " in slip else "person/katherine blomberg"
    told = [use(n, right, company=OFTEN if n < 9 else ()) for n in range(30)]
    assert joins(*told, use(90, slip)) == [(90, right)] * joined
    assert joins(*told[:10], use(90, slip)) == []


def test_short_words_with_another_letter_are_other_names() -> None:
    told = [use(n, "person/carl dahl") for n in range(30)]
    assert joins(*told, use(90, "person/carl dale"), use(91, "person/karl dahl")) == []


def test_a_son_is_not_his_father() -> None:
    father = [use(n, "person/carl blom", "blom", company=()) for n in range(30)]
    assert joins(*father, use(90, "person/carl blom jr", "blom jr")) == []
    assert joins(*father, use(90, "person/carl anton blom iii")) == []
    son = [use(n, "person/carl blom jr", "blom") for n in range(30, 40)]
    assert joins(*father, *son, use(90, "person/blom", "blom")) == []
    both = [use(50, "person/carl blom jr", offices=["mayor"]), use(50, "person/carl blom")]
    mayors = [use(n, "person/carl blom", offices=["mayor"]) for n in range(60, 70)]
    assert joins(*mayors, *both) == []
    form = use(90, "person/carl anton blom jr", company=("gpe/bergen", "org/old mill"))
    son = [use(n, "person/carl blom jr", company=form.company) for n in range(30, 40)]
    assert joins(*father, *son, form) == [(90, "person/carl blom jr")]


def test_the_most_usual_of_several_forms_is_joined() -> None:
    told = [use(n, "person/joe falk", "falk") for n in range(9)]
    rarer = [use(n, "person/joseph falk", "falk") for n in range(20, 23)]
    whole = use(90, "person/joseph karl falk", "falk")
    found = joins(*told, *rarer, whole)
    assert (90, "person/joe falk") in found
    other = use(91, "person/joseph bo falk", "falk")
    assert not any(article == 90 for article, _ in joins(*told, *rarer, whole, other))


def test_a_junior_whom_other_articles_call_without_it_is_one_person() -> None:
    told = [use(n, "person/carl blom", "blom", offices=["mayor"]) for n in range(9)]
    junior = use(90, "person/carl blom jr", "blom", offices=["mayor"])
    assert joins(*told, junior) == [(90, "person/carl blom")]
    assert joins(*told, use(90, "person/carl blom jr", "blom")) == []


def test_another_office_does_not_part_a_rare_form_from_the_usual_name() -> None:
    told = [
        use(n, "person/rosa blom", offices=["secretary"], company=OFTEN if n < 9 else ())
        for n in range(30)
    ]
    assert joins(*told, use(90, "person/rosa anna blom", offices=["senator"])) == [
        (90, "person/rosa blom")
    ]


def test_what_an_article_tells_of_its_persons() -> None:
    text = "Mayor Blom met the bank. She left. The Blom administration agreed."
    reading = Reading(
        id="a",
        text=text,
        published="2024-07-09",
        extractor=ExtractorVersion(name="dateline", version="1", model="none"),
        entities=(
            Entity(
                id="e1",
                key="person/blom",
                name="Blom",
                type="PERSON",
                mentions=(
                    Mention(start=6, end=10, kind="name"),
                    Mention(start=25, end=28, kind="pronoun"),
                    Mention(start=39, end=43, kind="name"),
                ),
            ),
            Entity(id="e2", key="org/bank", name="Bank", type="ORG"),
        ),
        roles=(Role(person="e1", role="Deputy Mayor", of=None, start=0, end=10),),
    )
    (found,) = uses_of(3, reading)
    assert found.called == {"blom"}
    assert found.sex == "female"
    assert found.offices == {"mayor", "president"}
    assert found.company == {"org/bank"}


def test_a_surname_with_a_particle_is_one_word() -> None:
    bloms = [use(n, "person/rosa van blom", "van blom") for n in range(4)]
    lone = use(9, "person/van blom", "van blom", "blom")
    assert joins(*bloms, lone) == [(9, "person/rosa van blom")]


def test_the_only_bearer_of_another_time_is_meant_by_the_office() -> None:
    bloms = [use(n, "person/rosa blom", "blom", offices=["president"]) for n in range(4)]
    other_time = DAY - 9_000
    lone = use(9, "person/blom", "blom", day=other_time, offices=["president"])
    assert joins(*bloms, lone) == [(9, "person/rosa blom")]
    assert joins(*bloms, replace(lone, offices=frozenset(["coach"]))) == []
    namesake = use(5, "person/carl blom", "blom", day=other_time, offices=["president"])
    assert joins(*bloms, namesake, lone) == []


def test_two_articles_are_enough_with_the_office_and_no_namesake() -> None:
    bloms = [use(n, "person/rosa blom", "blom", offices=["president"]) for n in range(2)]
    lone = use(9, "person/blom", "blom", offices=["president"])
    assert joins(*bloms, lone) == [(9, "person/rosa blom")]
    assert joins(*bloms, use(5, "person/carl blom"), lone) == []


def test_of_two_forms_with_one_office_the_rarer_joins_the_other() -> None:
    both = [
        use(1, "person/bob blom", "blom", offices=["senator"]),
        use(2, "person/robert blom", "blom", offices=["senator"]),
    ]
    assert joins(*both) == [(1, "person/robert blom")]
    assert joins(*(replace(each, company=frozenset()) for each in both)) == []
    assert joins(both[0], replace(both[1], offices=frozenset(["coach"]))) == []


def test_a_surname_may_stand_first() -> None:
    usual = [use(n, "person/kenzo imada", "imada") for n in range(3)]
    assert joins(*usual, use(9, "person/imada kenzo")) == [(9, "person/kenzo imada")]
    assert joins(*usual, use(9, "person/imada kenzo", company=())) == []


def test_a_vague_office_does_not_part_a_short_form_from_the_usual_name() -> None:
    usual = [use(n, "person/jennifer orvik", offices=["director"]) for n in range(5)]
    assert joins(*usual, use(9, "person/jen orvik", offices=["aide"])) == [
        (9, "person/jennifer orvik")
    ]
    assert joins(*usual, use(9, "person/jen orvik", offices=["mayor"])) == []


def test_a_person_of_history_is_known_by_one_name() -> None:
    usual = use(0, "person/adolf hitler", company=())
    assert joins(usual, use(9, "person/hitler", "hitler", company=())) == [
        (9, "person/adolf hitler")
    ]
    assert joins(usual, use(8, "person/adolph hitler", company=())) == [(8, "person/adolf hitler")]
    assert joins(use(9, "person/hitler", "hitler", company=())) == []


def test_a_namesake_in_the_article_is_nobody_of_history() -> None:
    usual = [use(0, "person/albert einstein", company=()), use(1, "person/eve einstein")]
    lone = use(9, "person/einstein", "einstein", company=["person/eve einstein"])
    assert joins(*usual, lone) == []


def test_a_name_means_a_person_of_history_only_in_news_of_the_time() -> None:
    usual = use(1, "person/george hw bush", "bush")
    then, now = date(1990, 5, 2).toordinal(), date(2016, 5, 2).toordinal()
    old = use(2, "person/george bush", "bush", day=then, company=())
    new = use(3, "person/george bush", "bush", day=now, company=())
    assert joins(usual, old, new) == [(2, "person/george hw bush")]


def test_a_short_name_joins_the_usual_name_of_a_person_of_history() -> None:
    day = date(1990, 5, 2).toordinal()
    named = [use(n, "person/george bush", "bush", day=day) for n in range(4)]
    short = use(9, "person/bush", "bush", day=day)
    usual = use(10, "person/george hw bush", "bush", day=day + 9000)
    assert {into for _, into in joins(*named, short, usual)} == {"person/george hw bush"}


@pytest.mark.parametrize(
    ("office", "joined"),
    [
        pytest.param("senator", True, id="the same office"),
        pytest.param("director", False, id="another one"),
    ],
)
def test_a_formal_first_name_of_another_time_joins_by_the_office(office: str, joined: bool) -> None:
    usual = [use(n, "person/chuck blom", offices=["senator"]) for n in range(4)]
    other = use(9, "person/charles blom", day=DAY - 9000, offices=[office])
    assert joins(*usual, other) == ([(9, "person/chuck blom")] if joined else [])


def test_somebody_known_needs_no_office_at_another_time() -> None:
    usual = [use(n, "person/chuck schumer", offices=["senator"]) for n in range(4)]
    other = use(9, "person/charles schumer", day=DAY - 9000, offices=["representative"])
    assert joins(*usual, other) == [(9, "person/chuck schumer")]
    alone = replace(other, company=frozenset(["gpe/oslo"]))
    assert joins(*usual, alone) == []


def test_the_last_two_of_three_names_are_a_form_of_them() -> None:
    usual = [use(n, "person/rosa maria blom") for n in range(4)]
    assert joins(*usual, use(9, "person/maria blom")) == [(9, "person/rosa maria blom")]
