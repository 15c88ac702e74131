"""The ends of a page's text: what belongs to the article there, and what does not."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from store.intake.page.ends import with_lead, without_byline, without_end
from store.intake.page.metadata import About
from tests.store.intake.formats.taking import PARAGRAPH, TEXT

OTHER = (
    '<div><a href="/fair">The fair has opened its gates</a><a href="/mill">A mill burned</a></div>'
)

FERRIES = "Ferries will run every twenty minutes until the bridge opens again, the council said."


@pytest.mark.parametrize(
    "behind",
    [
        ["3 Comments", "user1", "I remember the bridge well, and I shall miss it.", "Reply"],
        ["Kommentare (2)", TEXT],
        ["Leave a reply", TEXT],
        ["More on this story", "- The fair has opened its gates", "- Another title"],
        ["Lesen Sie auch", "Ein anderer Titel"],
        ["Читайте также:", "Другой заголовок"],
        ["The fair has opened its gates"],
        ["Elsewhere", "- The fair has opened its gates"],
        ["Sign up for our morning briefing and get the news in your inbox."],
        ["© 2019 Harbour News Ltd. All rights reserved."],
        ["Follow us on Twitter"],
    ],
)
def test_what_stands_behind_an_article(behind: list[str]) -> None:
    lines = [PARAGRAPH, TEXT]
    assert without_end([*lines, *behind], fromstring(OTHER)) == lines


@pytest.mark.parametrize("piece", ["1", "-", "1 ", " ", "\xa0", "comments "])
def test_a_line_may_have_very_many_digits_and_marks(piece: str) -> None:
    lines = [PARAGRAPH, TEXT, piece * 240_000 + "!?", PARAGRAPH]
    assert without_end(lines, fromstring(OTHER)) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["2 Comments", PARAGRAPH, PARAGRAPH, TEXT],
        [TEXT, "Comment", PARAGRAPH, PARAGRAPH],
        [PARAGRAPH, "Read more", PARAGRAPH],
        [PARAGRAPH, "What happens next", TEXT],
        [PARAGRAPH, "Reporting by Ann Writer"],
        ["The fair has opened its gates"],
        [],
    ],
)
def test_what_is_no_end(lines: list[str]) -> None:
    assert without_end(lines, fromstring(OTHER)) == lines


def test_numbers_of_pictures_and_advertisements_among_the_lines() -> None:
    lines = ["2 of 6", "Advertisement", "Article continues below", "Share | Tweet | Email 12",
             "Photo: Ann Photo/HP", "Sign up for our daily newsletter here"]  # fmt: skip
    assert without_end([TEXT, *lines, PARAGRAPH], fromstring(OTHER)) == [TEXT, PARAGRAPH]
    lines = ["Share prices fell by a third", "Photo", "Subscribe, said the editor, or it ends."]
    assert without_end([TEXT, *lines, PARAGRAPH], fromstring(OTHER)) == [TEXT, *lines, PARAGRAPH]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Writer",
        "Von Ann Autor und Ben Autor",
        "Ann Writer, Port Leon",
        "Ann Other | Palma de Mallorca | 08/01/2014",
        "9 July 2024, 10:12",
    ],
)
def test_a_byline(line: str) -> None:
    assert without_byline([line, TEXT], "Ann Writer") == [TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "By the sea",
        "By " + "A" * 70 + "/",
        "By " + "A." * 30 + "/",
        "Von der Leyen in Kiew",
        "The bridge closed on 9 July 2024.",
        TEXT,
    ],
)
def test_no_byline(line: str) -> None:
    assert without_byline([line, TEXT], "AP") == [line, TEXT]


def page_with_lead(before: str = "") -> str:
    return (
        f"<html><head><meta name='description' content='{PARAGRAPH}'></head><body>{before}"
        f"<h1>Old bridge closed</h1><div>{PARAGRAPH}</div><div><p>{FERRIES}</p></div></body></html>"
    )


def test_a_lead_that_the_page_describes_itself_by() -> None:
    page = About(("Old bridge closed",), None, None, None)
    tree = fromstring(page_with_lead())
    assert with_lead([FERRIES], tree, page, {}) == [PARAGRAPH, FERRIES]
    assert with_lead([PARAGRAPH, FERRIES], tree, page, {}) == [PARAGRAPH, FERRIES]
    assert with_lead([FERRIES], fromstring(f"<h1>Old bridge closed</h1>{FERRIES}"), page, {}) == [
        FERRIES
    ]


def test_a_line_in_one_box_with_the_headline_is_no_lead() -> None:
    page = About(("Old bridge closed",), None, None, None)
    boxed = page_with_lead("<header>").replace("<div><p>", "</header><div><p>")
    assert with_lead([FERRIES], fromstring(boxed), page, {}) == [FERRIES]
