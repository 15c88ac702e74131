"""The search language: what it reads, and how it says what it cannot read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query.parser import parse
from store.query.tree import (
    Agent,
    And,
    EventType,
    FromSource,
    Happened,
    InState,
    Language,
    Mode,
    Named,
    Not,
    Or,
    Published,
    QueryError,
    Text,
)

PERSON = ("PERSON",)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("minsk", Text("minsk")),
        ("minsk talks", And((Text("minsk"), Text("talks")))),
        ("minsk AND talks", And((Text("minsk"), Text("talks")))),
        ('"peace talks"', Text("peace talks")),
        ("“peace talks”", Text("peace talks")),
        ("-war", Not(Text("war"))),
        ("NOT war", Not(Text("war"))),
        ("a OR b c", Or((Text("a"), And((Text("b"), Text("c")))))),
        ("(a OR b) c", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("-(a b)", Not(And((Text("a"), Text("b"))))),
        ("lukashenka~", Text("lukashenka", fuzzy=True)),
        ("minis*", Text("minis", prefix=True)),
        ('"prime minis"*', Text("prime minis", prefix=True)),
        ("who:lee", Named("lee", PERSON)),
        ('WHO:"ann lee"', Named("ann lee", PERSON)),
        ("who:lee~", Named("lee", PERSON, fuzzy=True)),
        ("-org:cross", Not(Named("cross", ("ORG",)))),
        ("place:minsk", Named("minsk", ("GPE", "LOC", "FAC"))),
        ('source:"Daily Bugle"', FromSource("Daily Bugle")),
        ("type:consult", EventType("CONSULT")),
        ("type:visit", Mode("visit")),
        ("by:lee", Agent("lee")),
        ("-by:lee~", Not(Agent("lee", fuzzy=True))),
        ("is:claim", InState("claimed")),
        ("is:undated", InState("undated")),
        ("lang:EN", Language("en")),
        ("event:2024-07-04..08", Happened("2024-07-04", "2024-07-08")),
        ("pub:>=2024-07", Published("2024-07-01", None)),
        ("well-known", Text("well-known")),
        ('"who:lee"', Text("who:lee")),
    ],
)
def test_reads(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("a OR", 2, "both sides"),
        ("(a OR ) b", 3, "both sides"),
        ("((((", 3, "not closed"),
        ("(a) (b", 4, "not closed"),
        ("()", 1, "nothing between"),
        ("a )", 2, "closes nothing"),
        ("who:", 4, "missing"),
        ('who:"lee', 4, "quotation mark"),
        ('"lee', 0, "quotation mark"),
        ("colour:red", 0, "no field"),
        ("tag:", 4, "missing"),
        ("is:nice", 3, "not known"),
        ("is:stared", 3, "did you mean “is:starred”?"),
        ("event:2024-13", 6, "no 2024-13"),
        ("a pub:>=soon", 8, "not a date"),
        ("event:2024-07-09..08", 6, "before it begins"),
        ("-", 0, "no word"),
        ("/(a+)+$/", 0, "not supported"),
        ("sorce:wire", 0, "did you mean “source:”?"),
        ("date:2024", 0, "did you mean “event:”?"),
        ("before:2024", 0, "event:<2024-07"),
        ("is:clam", 3, "did you mean “is:claim”?"),
        ("lang:english", 5, "two letters"),
        ("by:...", 3, "no name"),
        ("actor:lee", 0, "did you mean “by:”?"),
        ("event:before 2024", 6, "<2024-07 for before"),
        ("a NOT", 2, "after it"),
    ],
)
def test_says_where_it_breaks(query: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.position, says in caught.value.message) == (position, True), caught.value


@pytest.mark.parametrize("query", ["(" * 10_000, "-(" * 5_000, "a" * 10_000, 'a "' * 3_000])
def test_a_message_for_what_is_too_much(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


@given(st.text(alphabet='ab:-()"~*.> OR<=20', max_size=60))
def test_any_text_is_read_or_explained(query: str) -> None:
    try:
        parse(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
        assert error.message.endswith((".", "?"))
