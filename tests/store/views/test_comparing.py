"""Two selections side by side: who tells what, who first, and what differs."""

from __future__ import annotations

import pytest

from store.corrections.records import Correction, Tag
from store.reading import Article, Evidence, Mention, Reading, Span, TimeExpression
from store.views import Filter, Term, Views
from store.views.differences.comparing import compare
from tests.store.views.articles_for_tests import EXTRACTOR, entity, event
from tests.store.views.memory_journal import MemoryJournal

WIRE, STAR = (Filter((Term("source", each),)) for each in ("Wire", "Star"))
LEE = "Ann Lee"


def put(
    journal: MemoryJournal, number: int, text: str, source: str, published: str, day: str
) -> None:
    """Put an article of one sentence on what Ann Lee does to Bo Ek on a day that it names."""
    one = Article(id=f"{number} {text}", text=text, source=source, published=published)
    people = [
        entity("e1", "person/ann lee", "Ann Lee"),
        entity("e2", "person/bo ek", "Bo Ek"),
        entity("e3", "person/cy ost", "Cy Ost"),
    ]
    named = [
        type(each)(
            **{
                **{name: getattr(each, name) for name in each.__struct_fields__},
                "mentions": (Mention(start=at, end=at + len(each.name), kind="name"),),
            }
        )
        for each in people
        if (at := text.find(each.name)) >= 0
    ]
    word = text.find("Monday") if "Monday" in text else text.find("Tuesday")
    times = (
        (TimeExpression(start=word, end=word + 6, type="DATE", value=day, from_=day, to=day),)
        if word >= 0
        else ()
    )
    told = Evidence(start=0, end=len(text), verb=Span(8, 11))
    met = event("v1", "2024-07-01", actors=("e1",), recipients=("e2",), evidence=(told,))
    journal.put(
        number,
        one,
        Reading(
            **one.shared_fields(),
            entities=tuple(named),
            times=times,
            events=(met,) if "Bo Ek" in text else (),
            sentences=(Span(0, len(text)),),
            extractor=EXTRACTOR,
        ),
    )


def opened(journal: MemoryJournal) -> Views:
    views = Views.open(journal)
    views.update()
    return views


@pytest.fixture
def views(journal: MemoryJournal) -> Views:
    put(
        journal, 1, "Ann Lee met Bo Ek on Monday with 30 aides.", "Wire", "2024-07-02", "2024-07-01"
    )
    put(
        journal,
        2,
        "Ann Lee met Bo Ek and Cy Ost on Tuesday with 40 aides.",
        "Star",
        "2024-07-04",
        "2024-07-02",
    )
    return opened(journal)


def test_rows_are_of_the_one_the_other_or_both() -> None:
    found = compare([1, 2, 3, 5], [2, 4, 5])
    assert (found.one, found.both, found.other) == ([1, 3], [2, 5], [4])


def test_both_tell_it_and_what_differs_is_lit(views: Views) -> None:
    comparison = views.comparison(WIRE, STAR).events()
    (number,) = comparison.both
    assert (list(comparison.one), list(comparison.other)) == ([], [])
    (row,) = views.comparison(WIRE, STAR).rows([number])
    assert (row.first, row.is_one_voice) == ("one", False)
    found = views.comparison(WIRE, STAR).event(number)
    assert found.differs
    lit = [[each.text[a:b] for a, b in each.lit] for each in (*found.one, *found.other)]
    assert lit == [["Monday", "30"], ["Cy Ost", "Tuesda", "40"]]
    assert (found.one[0].source, found.other[0].published) == ("Wire", "2024-07-04")
    turned = views.comparison(STAR, WIRE).event(number)
    assert (turned.first, turned.one) == ("other", found.other)


def test_what_only_one_tells_has_nothing_lit(views: Views) -> None:
    nobody = Filter((Term("source", "Nobody"),))
    comparison = views.comparison(WIRE, nobody).events()
    (number,) = comparison.one
    found = views.comparison(WIRE, nobody).event(number)
    assert (found.other, found.first, found.differs) == ((), None, False)
    assert found.one[0].lit == ()


def test_a_copy_is_one_voice_and_differs_in_nothing(journal: MemoryJournal) -> None:
    text = "Ann Lee met Bo Ek on Monday with 30 aides."
    put(journal, 1, text, "Wire", "2024-07-02", "2024-07-01")
    put(journal, 2, text, "Star", "2024-07-12", "2024-07-08")
    journal.put_copy(1, 2, 1)
    views = opened(journal)
    (number,) = views.comparison(WIRE, STAR).events().both
    found = views.comparison(WIRE, STAR).event(number)
    assert found.is_one_voice
    assert found.voice == "Wire"
    assert not found.differs


def test_on_the_same_day_nobody_was_first(journal: MemoryJournal) -> None:
    for number, source in enumerate(("Wire", "Star"), 1):
        text = f"Ann Lee met Bo Ek on Monday, said the {source}."
        put(journal, number, text, source, "2024-07-02", "2024-07-01")
    views = opened(journal)
    (number,) = views.comparison(WIRE, STAR).events().both
    assert views.comparison(WIRE, STAR).rows([number])[0].first is None


def test_a_period_is_compared_with_another(views: Views) -> None:
    one, other = (Filter((Term("query", f"pub:2024-07-0{day}"),)) for day in (2, 4))
    (number,) = views.comparison(one, other).events().both
    assert views.comparison(one, other).event(number).one[0].number == 1


def test_two_tags_are_compared(journal: MemoryJournal, views: Views) -> None:
    for number in (1, 2):
        act = Tag(views.corrections.article_ref(number), f"side {number}")
        id_ = f"{number:016x}"
        at = f"2024-07-09T10:00:00.00000{number}Z"
        journal.correct(Correction(id=id_, batch=id_, at=at, by="cy", act=act))
    views.update()
    one, other = (Filter((Term("query", f'tag:"side {n}"'),)) for n in (1, 2))
    (number,) = views.comparison(one, other).events().both
    found = views.comparison(one, other).event(number)
    assert (found.one[0].number, found.other[0].number, found.first) == (1, 2, "one")
