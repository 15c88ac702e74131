"""What was found as a line, against strings."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from store.views.answers import Hit
from store.views.rows import EventRow
from tui.panes.hit_lines import Typed, hit_line

EVENT = EventRow(
    "1:v1", 1, "v1", "CONSULT", None, "Adler visits Minsk", ("Mira Adler",), (), "Minsk",
    "2024-01-01", "2024-12-31", "year", "stated", "asserted", (), 3, 2, 0.5,
)  # fmt: skip
NAME = Hit("entity", "Mira Adler", "person/a", type="PERSON", note="Foreign Minister", total=12)


def line(row: Hit | Typed, width: int = 60) -> str:
    shown = "".join(piece for piece, _ in hit_line(row, width))
    assert cell_len(shown) == width
    return shown


def found(event: EventRow) -> Hit:
    return Hit("event", event.label, number=1, id=event.id, type=event.type, event=event)


def test_a_name_with_why_it_is_here_and_how_often() -> None:
    assert line(NAME) == " P  Mira Adler                 Foreign Minister          12 "


ARTICLE = Hit(
    "article", "Two leaders in one room", number=1, note="Harbour Wire, 2024-07-09",
    snippet="The rain had ended when Mira Adler came to Minsk", marks=((24, 28), (29, 34)),
)  # fmt: skip


def test_an_article_shows_the_words_that_were_found() -> None:
    assert line(ARTICLE, 76).endswith(" The rain had ended when Mira Adler…")
    assert line(ARTICLE, 60).endswith(" …when Mira Adler came to M…")
    marked = [words for words, role in hit_line(ARTICLE, 76) if role == "strong"]
    assert marked == ["Mira", "Adler"]


def test_with_source_and_date_where_both_have_room() -> None:
    assert line(ARTICLE, 96).endswith(" Harbour Wire, 2024-07-09  …when Mira Adler came to…")


def test_or_those_alone_where_the_words_are_in_the_headline() -> None:
    headline = replace(ARTICLE, title="Mira Adler returns")
    assert line(headline, 76).rstrip().endswith(" Harbour Wire, 2024-07-09")


def test_the_beginning_of_a_text_says_nothing_of_why() -> None:
    plain = replace(ARTICLE, marks=())
    assert line(plain, 76).rstrip().endswith(" Harbour Wire, 2024-07-09")


def test_where_there_is_no_room_the_headline_has_all_of_it() -> None:
    assert line(ARTICLE, 36) == " ≡  Two leaders in one room         "


def test_an_event_by_no_truer_a_date_than_is_known() -> None:
    assert line(found(EVENT)) == " +  Adler visits Minsk                                 2024 "


@pytest.mark.parametrize("state", [("claimed", "?"), ("planned", ">"), ("negated", "x")])
def test_what_may_not_have_happened_is_marked(state: tuple[str, str]) -> None:
    event = replace(EVENT, modality=state[0])
    assert line(found(event)).startswith(f" +  {state[1]} Adler visits Minsk ")


def test_a_query_with_what_it_would_leave_where_there_is_room() -> None:
    typed = Typed("type:consult", (1, 12))
    assert line(typed, 60) == " /  filter by: type:consult            1 article, 12 events "
    assert line(typed, 40) == " /  filter by: type:consult             "
    assert line(Typed("adler"), 40) == " /  filter by: adler                    "
