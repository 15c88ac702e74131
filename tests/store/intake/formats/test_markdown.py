"""Markdown: what it says, without how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.intake.formats.markdown import plain_text
from tests.store.intake.formats.taking import TEXT, only

NOTE = f"""# Old *bridge* closed

*Port Leon, 9 July 2024*

{TEXT} The **mayor**, [Ann Writer](https://x.example/a_b "her page"), said_so_herself.

![a picture of it](bridge.png)

Why it was closed
-----------------

> It cost 5 \\* 3 crowns, `more` than [the old one][1].

* cracks
  * in piers

---

[1]: https://x.example/old
"""


def test_a_note() -> None:
    article = only(NOTE, "note.md")
    assert article.title == "Old bridge closed"
    assert article.published == "2024-07-09"
    assert [line for line in article.text.split("\n") if line] == [
        "Old bridge closed",
        "Port Leon, 9 July 2024",
        f"{TEXT} The mayor, Ann Writer, said_so_herself.",
        "Why it was closed",
        "It cost 5 * 3 crowns, more than the old one.",
        "- cracks",
        "  - in piers",
    ]


def test_front_matter_goes_before_a_heading() -> None:
    article = only(f"---\ntitle: Bridge\ndate: 2024-07-08\n---\n\n# Notes\n\n{TEXT}\n", "a.md")
    assert (article.title, article.published) == ("Bridge", "2024-07-08")
    assert article.text.startswith("---\ntitle: Bridge")


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "It rose 3 * 4 * 5, or 2**3, in file_name_here.",
        "He said: [the council] met (again).",
        "A dash - or two -- and a #hash.",
        "1. one\n2. two",
        "a\n--\nb",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert plain_text(text) == text


def test_code_stays_as_it_is() -> None:
    assert plain_text("```sh\n# no *heading*\n```\nA *word*.") == "# no *heading*\nA word."


def test_a_text_file_is_left_alone() -> None:
    assert only(NOTE, "note.txt").text == NOTE


@given(st.text(alphabet="ab *_~`[]()!#>-=\\\n<h:/\"'", max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert len(plain_text(text)) <= len(text)


@pytest.mark.parametrize(
    "piece", ["[", "![", "*a", "**a ", "_a", "`a", "> ", "[a](", "- ", "\\", "<http://a"]
)
def test_it_takes_time_in_the_length_of_a_line(piece: str) -> None:
    assert plain_text(f"words {piece * 20_000} words").endswith("words")


def test_links_of_a_wiki_are_their_words() -> None:
    text = plain_text("[[Ann Writer]] met [[people/mayor|the mayor]].\n![[map.png]]")
    assert text == "Ann Writer met the mayor.\nmap.png"


def test_a_heading_may_have_very_many_blanks_and_signs() -> None:
    for piece in (" ", "#", " #", "# "):
        assert plain_text(f"# Bridge{piece * 20_000}closed ## ").endswith("closed")
        assert plain_text(f"# Bridge {piece * 20_000}").startswith("Bridge")
