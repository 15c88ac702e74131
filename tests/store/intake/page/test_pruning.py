"""Lists of other articles and the like go by how they are built; an article built so stays."""

from __future__ import annotations

import pytest

from tests.store.intake.formats.taking import PARAGRAPH, TEXT, only

TITLE = "Old bridge closed"
PARAGRAPHS = [f"{PARAGRAPH} It was the {number} time." for number in ("first", "second", "third")]
URL = "https://www.harbour.example/bridge"


def page(inside: str = "", outside: str = "", paragraphs: list[str] = PARAGRAPHS) -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<html lang='en'><head><title>{TITLE}</title><link rel='canonical' href='{URL}'></head>"
        f"<body><div class='story'><h1>{TITLE}</h1>{body}{inside}</div>{outside}</body></html>"
    )


def boxes(box: str, count: int = 4) -> str:
    return "".join(box.format(number) for number in range(count))


@pytest.mark.parametrize(
    "strange",
    [
        "<h4>You may also like</h4>"
        + boxes("<div><a href='/{0}'><h5>The mill of the town burned</h5></a><p>Summary {0}: the"
                " old mill by the river burned in the night, and nobody was hurt.</p></div>"),
        boxes("<li><a href='/{0}'>Fair number {0} has opened its gates</a></li>").join(
            ("<ul>", "</ul>")
        ),
        boxes("<p><a href='/{0}'>Fair number {0} has opened its gates</a></p>"),
        boxes("<div class='box'><h4>Fair number {0}</h4><p>It has opened its gates to everybody who"
              " came.</p><a href='/{0}'>Read more</a></div>"),
        "<div class='x1'><h4>Summary by mail</h4><p>Summary of the day in five minutes, at six.</p>"
        "<form><input type=email><button>Go</button></form></div>",
        "<div id='consent-box'><p>Summary: we and our partners store cookies on your device to show"
        " you what you may want to buy, as long as you are with us.</p></div>",
    ],
)  # fmt: skip
def test_what_is_no_article(strange: str) -> None:
    for article in (only(page(strange)), only(page("", strange))):
        assert article.text.split("\n\n") == PARAGRAPHS


def test_a_short_article_beside_many_teasers() -> None:
    card = f"<div class='c'><a href='/{{0}}'><h3>The mill of the town</h3></a><p>{TEXT}</p></div>"
    cards = boxes(card, 9)
    assert only(page("", f"<div>{cards}</div>", PARAGRAPHS[:1])).text == PARAGRAPHS[0]


@pytest.mark.parametrize(
    "href",
    ["/story/{0}", "https://shop.example/{0}", f"{URL}#post{{0}}"],
    ids=["own", "shop", "post"],
)
def test_a_digest_is_made_of_such_boxes(href: str) -> None:
    head = f"<h3><a href='{href}'>Item {{0}} of a long day</a></h3>"
    item = f"<div class='item'>{head}<p>{{0}}: {TEXT}</p></div>"
    text = only(page(boxes(item, 8), "", PARAGRAPHS[:1])).text
    assert all(f"{number}: {TEXT}" in text for number in range(8))


def test_paragraphs_with_links_are_no_list() -> None:
    linked = [
        each.replace("closed the old bridge", "<a href='/b'>closed the old bridge</a>")
        for each in PARAGRAPHS
    ]
    assert only(page("", "", linked)).text.split("\n\n") == PARAGRAPHS


def test_numbers_of_footnotes_are_no_words() -> None:
    noted = [f"{each}<sup><a href='#n'>[1]</a></sup>" for each in PARAGRAPHS]
    assert only(page("", "", noted)).text.split("\n\n") == PARAGRAPHS


def test_a_field_for_an_address_in_a_short_article_takes_nothing_with_it() -> None:
    form = "<form><input type=email><button>Go</button></form>"
    assert PARAGRAPHS[0] in only(page(form, "", [f"{PARAGRAPHS[0]} {TEXT}"])).text


@pytest.mark.parametrize("behind", ["", "<img src='bridge.jpg'>"])
def test_words_in_no_paragraph_are_a_paragraph(behind: str) -> None:
    first, *others = PARAGRAPHS
    loose = f"<b>The council</b>{first.removeprefix('The council')}"
    body = f"{behind}{loose}" + "".join(f"<p>{each}</p>" for each in others)
    assert only(page(body, "", [])).text.split("\n\n") == PARAGRAPHS


def test_sections_of_a_heading_and_a_paragraph_stay_to_the_last() -> None:
    head = "<h3><a href='https://shop.example/{0}'>Item {0} of a long day</a></h3>"
    sections = boxes(f"<div class='item'>{head}<p>{{0}}: {PARAGRAPH}</p></div>", 7)
    text = only(page(sections, "", PARAGRAPHS[:1])).text
    assert all(f"{number}: {PARAGRAPH}" in text for number in range(7))
