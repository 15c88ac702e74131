"""What is the page and what is the article."""

from __future__ import annotations

import pytest

from store.extract.furniture import furniture

PROSE = "The council of the town met on Friday and agreed to mend the old bridge."


def found(text: str) -> list[str]:
    return [text[span.start : span.end].strip() for span in furniture(text)]


@pytest.mark.parametrize(
    "line",
    [
        "date 2031-02-03 + ↺ − 16 px",
        "Published 2031-02-03 + A A − Share",
        "Share | Tweet | Email",
        "Share on Facebook",
        "Read more",
        "ADVERTISEMENT",
    ],
)
def test_page_lines_are_furniture(line: str) -> None:
    assert found(f"{line}\n\n{PROSE}\n") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Bridge to be mended by spring",
        "Share prices fell",
        "10 days + 5 more: what the council plans for the bridge",
        "The council shares the view.",
        "Print this: no more tolls, mayor says",
    ],
)
def test_lines_of_the_article_are_not(line: str) -> None:
    assert found(f"{line}\n\n{PROSE}\n") == []


def test_a_bare_publisher_is_furniture_only_as_the_last_line() -> None:
    assert found(f"{PROSE}\n\nHarbour.Net") == ["Harbour.Net"]
    assert found(f"{PROSE}\n\nThe Harbour Gazette\n") == ["The Harbour Gazette"]
    assert found(f"Harbour.Net\n\n{PROSE}\n") == []


@pytest.mark.parametrize("line", ["Reuter", " REUTER...", "AFP", "MORE"])
def test_a_wires_sign_off_is_furniture_even_under_a_table(line: str) -> None:
    assert found(f"Shr 31 cts vs 29 cts\n Net 4,100,000 vs 3,900,000\n{line}\n\x03") == [
        line.strip()
    ]
    assert found(line) == []


def test_front_matter_is_furniture() -> None:
    text = f"---\ntitle: A bridge\nsource: Gazette\n---\n\n{PROSE}\n"
    assert found(text) == ["---\ntitle: A bridge\nsource: Gazette\n---"]


def test_a_line_of_many_buttons_takes_linear_time() -> None:
    assert furniture("share on " * 50_000 + "!") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Hide Caption 6 of 25",
        "Enlarge Image",
        "Image: Getty Images",
        "AP Photo / Rosa Blom",
        "Story continues below advertisement",
        "Read also: Norway signs a treaty with Chad",
        "Sign up for our weekly newsletter",
        "Accept all cookies",
        "Follow Ann Lee on Twitter @annlee_test",
        "Contact Ann Lee at alee@harbour.example or 555-0100. Follow @annlee_test on Twitter.",
        "(h/t The Harbour Gazette)",
        "Ann Lee via Getty Images.",
        "ASSOCIATED PRESS.",
        "(Reporting by Ann Lee in Oslo; Editing by Bo Berg.)",
        "Harbour writer Ann Lee in Oslo contributed to this report.",
        "This story has been updated to include a comment from Chad.",
        "Watch the full interview below:",
        "RELATED: Norway's king visits Chad",
        "(Subscribe to the Harbour podcast with Ann Lee.)",
        "TWITTER.",
        "Norway's king arrives in Chad on May 4, 2031. REUTERS/Ann Lee",
        "Norway's king arrives in Chad. (Photo: AP)",
        "Norway's king arrives in Chad on Monday. (ANN LEE/AFP/Getty Images.)",
    ],
)
def test_lines_of_the_page(line: str) -> None:
    text = f"Norway signed a treaty with Chad in Oslo on Monday.\n\n{line}\n\nChad agreed to it."
    assert [text[span.start : span.end] for span in furniture(text)] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Read more about it in Oslo, he said.",
        "See: it was late.",
        "Getty Images sued a firm on Monday.",
        "Watch the king below the bridge, he said, and learn.",
        "Reuters reported from Oslo that Chad had agreed.",
        "Follow the king and his guests to Oslo.",
        "The king spoke to reporters (and to Reuters).",
    ],
)
def test_prose_that_begins_like_the_page(line: str) -> None:
    text = f"Norway signed a treaty with Chad in Oslo on Monday.\n\n{line}\n\nChad agreed to it."
    assert furniture(text) == ()


def test_a_list_of_links_ends_at_the_next_prose() -> None:
    links = ["Most read", "Chad buys two ships", "Norway's king is ill"]
    text = "\n".join([PROSE, *links, PROSE, "Chad buys a ship"])
    assert found(text) == links


TABLE = ["Home 24 12 .667", "Away 22 14 .611", "North 20 16 .556", "South 8 28 .222"]
SHEET = ["Maker: Harbour", "Price: 60 crowns", "Released: May 4", "Played on: Lantern 5"]


@pytest.mark.parametrize("rows", [TABLE, SHEET])
def test_a_table_has_four_rows_and_stands_beside_prose(rows: list[str]) -> None:
    assert found("\n".join([PROSE, *rows, PROSE])) == rows
    assert found("\n".join([PROSE, *rows[:3], PROSE])) == []
    assert found("\n".join(rows)) == []
