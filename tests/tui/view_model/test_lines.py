"""A row and a search hit as a line, against strings."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from store.views.lists.details import Hit
from store.views.lists.rows import ArticleRow, EntityRow, EventRow, Heading
from tui.view_model.lines import (
    TypedQuery,
    article_line,
    entity_line,
    event_line,
    frequency_bar,
    heading_line,
    heading_words,
    hit_line,
    source_name,
    story_line,
)
from tui.view_model.styled_text import Fragment

ARTICLE = ArticleRow(1, "x", "2024-07-09", "Harbour Wire", "Docks stand still", False, 2)
ENTITY = EntityRow("person/a", "Mira Adler", "PERSON", 3, 12)
EVENT = EventRow(
    "1:v1", 1, "v1", "CONSULT", None, "Adler visits Minsk", ("Mira Adler",), (), "Minsk",
    "2024-07-08", "2024-07-19", "day", "stated", "claimed", (), 3, 2, 0.5, 0.9, articles=2,
)  # fmt: skip
FOUND = EventRow(
    "1:v1", 1, "v1", "CONSULT", None, "Adler visits Minsk", ("Mira Adler",), (), "Minsk",
    "2024-01-01", "2024-12-31", "year", "stated", "asserted", (), 3, 2, 0.5, 0.9,
)  # fmt: skip
FOUND_NAME = Hit(
    "entity", "Mira Adler", "person/a", type="PERSON", note="Foreign Minister", total=12
)
FOUND_ARTICLE = Hit(
    "article", "Two leaders in one room", number=1, note="Harbour Wire, 2024-07-09",
    snippet="The rain had ended when Mira Adler came to Minsk", marks=((24, 28), (29, 34)),
)  # fmt: skip


def text(pieces: list[Fragment]) -> str:
    return "".join(piece for piece, _ in pieces)


def test_article() -> None:
    assert text(article_line(ARTICLE, 66)) == (
        "2024-07-09 Harbour Wire Docks stand still                       2 "
    )


def test_a_first_sentence_is_in_quotes_and_no_date_is_said() -> None:
    row = replace(ARTICLE, title_is_sentence=True, published=None, source=None)
    line = text(article_line(row, 60))
    assert line.startswith("undated    -")
    assert "“Docks stand still”" in line


def test_without_sources_the_headline_has_their_room() -> None:
    assert text(article_line(ARTICLE, 66, sources=False)) == (
        "2024-07-09 Docks stand still                                    2 "
    )


def test_entity() -> None:
    assert text(entity_line(ENTITY, 40, 12)) == "P Mira Adler                3/12 ━━━    "


def test_event_roomy_and_narrow() -> None:
    assert text(event_line(EVENT, 80)) == (
        "2024-07-08..19    +  ? Adler visits Minsk                              2v 2a 3s "
    )
    assert text(event_line(replace(EVENT, place="Brest"), 80)) == (
        "2024-07-08..19    +  ? Adler visits Minsk                      Brest   2v 2a 3s "
    )
    assert text(event_line(replace(EVENT, disputed=True), 50)) == (
        "2024-07-08..19 +  ? Adler visits Minsk       ±  2 "
    )
    assert text(event_line(EVENT, 50)) == "2024-07-08..19 +  ? Adler visits Minsk          2 "


@pytest.mark.parametrize(
    ("type_", "sign"),
    [("AGREE", "+ "), ("AID", "++"), ("ACCUSE", "- "), ("ASSAULT", "--"), ("OTHER", "  ")],
)
def test_cooperation_and_conflict_without_colour(type_: str, sign: str) -> None:
    assert text(event_line(replace(EVENT, type=type_), 80))[18:20] == sign


def test_story() -> None:
    story = Heading("Hualien, earthquake", "story", "2024-04-03", "2024-04-24", 2, 3, (), 1)
    assert text(story_line(story, 60)) == f"Hualien, earthquake 2024-04-03..24 {'─' * 20} 2/3 "
    assert text(story_line(story, 24)) == "Hualien, earthqua…  2/3 "
    assert text(story_line(story, 16)) == "Hualien, …  2/3 "


def heading(label: str, length: str, from_: str | None = None) -> Heading:
    return Heading(label, length, from_, from_, 34, 210, ((0, 34),))


def test_heading_names_the_day_month_or_week_and_counts_its_rows() -> None:
    month = heading("2024-07", "month", "2024-07-01")
    assert text(heading_line(month, 40, "month", 0)) == "2024-07 July ─────────────────── 34/210 "
    assert text(heading_line(month, 50, "month", 2)) == (
        "2024-07 July ────────── +2 started earlier 34/210 "
    )


@pytest.mark.parametrize(
    ("of", "zoom", "read"),
    [
        (heading("2024-07-08", "day", "2024-07-08"), "day", "2024-07-08 Monday"),
        (heading("2024-W28", "week", "2024-07-08"), "week", "2024-W28 from 8 July"),
        (heading("2024", "year", "2024-01-01"), "year", "2024"),
        (heading("2024", "year", "2024-01-01"), "month", "2024 month unknown"),
        (heading("open", "open"), "month", "open-ended start or end unknown"),
        (heading("undated", "undated"), "month", "undated"),
    ],
)
def test_heading_says_what_is_not_known(of: Heading, zoom: str, read: str) -> None:
    assert " ".join(heading_words(of, zoom)).strip() == read


@pytest.mark.parametrize("width", [20, 37, 39, 40, 59, 60, 80, 120])
def test_exactly_the_width_with_anything_in_it(width: int) -> None:
    nasty = "北京\x1b[2J\u202e e\u0301" * 50
    rows = (
        article_line(replace(ARTICLE, title=nasty, source=nasty, published=nasty), width),
        entity_line(replace(ENTITY, name=nasty), width, 12),
        event_line(replace(EVENT, label=nasty, place=nasty, from_=nasty), width),
        heading_line(heading("2024", "year", "2024-01-01"), width, "month", 7),
    )
    for pieces in rows:
        assert cell_len(text(pieces)) == width
        assert "\x1b" not in text(pieces)
        assert "\u202e" not in text(pieces)


def test_bar_is_by_the_logarithm() -> None:
    assert frequency_bar(0, 100, 6) == ""
    assert frequency_bar(1, 100_000, 6) == "╸"
    assert frequency_bar(100, 100, 6) == "━" * 6


def hit_text(row: Hit | TypedQuery, width: int = 60) -> str:
    shown = "".join(piece for piece, _ in hit_line(row, width))
    assert cell_len(shown) == width
    return shown


def found(event: EventRow) -> Hit:
    return Hit("event", event.label, number=1, id=event.id, type=event.type, event=event)


def test_a_name_with_why_it_is_here_and_how_often() -> None:
    assert hit_text(FOUND_NAME) == " P  Mira Adler                 Foreign Minister          12 "


def test_an_article_shows_the_words_that_were_found() -> None:
    assert hit_text(FOUND_ARTICLE, 76).endswith(" The rain had ended when Mira Adler…")
    assert hit_text(FOUND_ARTICLE, 60).endswith(" …when Mira Adler came to M…")
    marked = [words for words, role in hit_line(FOUND_ARTICLE, 76) if role == "strong"]
    assert marked == ["Mira", "Adler"]


def test_with_source_and_date_where_both_have_room() -> None:
    assert hit_text(FOUND_ARTICLE, 96).endswith(
        " Harbour Wire, 2024-07-09  …when Mira Adler came to…"
    )


def test_or_those_alone_where_the_words_are_in_the_headline() -> None:
    headline = replace(FOUND_ARTICLE, title="Mira Adler returns")
    assert hit_text(headline, 76).rstrip().endswith(" Harbour Wire, 2024-07-09")


def test_the_beginning_of_a_text_says_nothing_of_why() -> None:
    plain = replace(FOUND_ARTICLE, marks=())
    assert hit_text(plain, 76).rstrip().endswith(" Harbour Wire, 2024-07-09")


def test_where_there_is_no_room_the_headline_has_all_of_it() -> None:
    assert hit_text(FOUND_ARTICLE, 36) == " ≡  Two leaders in one room         "


def test_an_event_by_no_truer_a_date_than_is_known() -> None:
    assert hit_text(found(FOUND)) == " +  Adler visits Minsk                                 2024 "


@pytest.mark.parametrize("state", [("claimed", "?"), ("planned", ">"), ("negated", "x")])
def test_what_may_not_have_happened_is_marked(state: tuple[str, str]) -> None:
    event = replace(FOUND, modality=state[0])
    assert hit_text(found(event)).startswith(f" +  {state[1]} Adler visits Minsk ")


def test_a_query_with_what_it_would_leave_where_there_is_room() -> None:
    typed = TypedQuery("type:consult", (1, 12))
    assert hit_text(typed, 60) == " /  filter by: type:consult            1 article, 12 events "
    assert hit_text(typed, 40) == " /  filter by: type:consult             "
    assert hit_text(TypedQuery("adler"), 40) == " /  filter by: adler                    "


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Harbour Wire", "Harbour Wire"),
        ("https://www.harbour.example/news/feed.xml", "harbour.example"),
        ("http://user@harbour.example", "harbour.example"),
        ("http://", "http://"),
        (None, ""),
    ],
)
def test_a_link_as_a_source_is_its_domain(source: str | None, name: str) -> None:
    assert source_name(source) == name


def test_an_inferred_date_has_a_mark_without_colour() -> None:
    stated = text(event_line(EVENT, 80))
    inferred = text(event_line(replace(EVENT, date_basis="inherited"), 80))
    assert stated.startswith("2024-07-08..19    +")
    assert inferred.startswith("2024-07-08..19*   +")
    assert (
        text(event_line(replace(EVENT, date_basis="as_of", from_=None), 30))[:12] == "→2024-07-19*"
    )
