"""The text that JSON-LD gives of an article, as a witness of the text that was found."""

from __future__ import annotations

from store.intake.page.article_text import trim_to_published
from tests.store.intake.formats.taking import PARAGRAPH, TEXT

LINES = [
    PARAGRAPH,
    "Ferries will run every twenty minutes until it opens again, and schools on the other bank will"
    " begin an hour later than they usually do, the council said in a statement.",
    "It was built by the harbour company, carries eleven thousand cars on a working day, and the"
    " next one is nine miles up the river at Stone Ferry.",
]
BODY = " ".join(LINES)
FOREIGN = "Sign up for what we send by mail, each morning at six, and never miss what is new."


def test_what_it_has_not_goes_from_both_ends() -> None:
    assert trim_to_published([FOREIGN, *LINES, "More", FOREIGN], BODY) == LINES


def test_subheadings_and_tables_that_it_has_not_stay() -> None:
    lines = [LINES[0], "Why it cracked", LINES[1], "| 1 | 2 |", LINES[2]]
    assert trim_to_published(lines, BODY) == lines


def test_it_stands_in_for_a_beginning_and_for_what_is_something_else() -> None:
    body = "\n\n".join(LINES)
    assert trim_to_published(LINES[:1], body) == LINES
    assert trim_to_published([FOREIGN, FOREIGN], f"<p>{'</p><p>'.join(LINES)}</p>") == LINES


def test_what_may_be_of_another_article_replaces_nothing() -> None:
    assert trim_to_published([FOREIGN], BODY, is_surely=False) == [FOREIGN]


def test_a_summary_and_what_is_cut_are_no_witness() -> None:
    lines = [FOREIGN, *LINES, TEXT]
    for body in (None, "", 3, [], LINES[0][:200], f"{LINES[0]} {LINES[1][:80]}...", FOREIGN):
        assert trim_to_published(lines, body) == lines


def test_a_cut_that_is_not_told() -> None:
    assert trim_to_published([*LINES, TEXT], BODY[:-30]) == [*LINES, TEXT]
    assert trim_to_published([*LINES, *LINES], " ".join(LINES[:2]))[:2] == LINES[:2]


def test_languages_without_spaces() -> None:
    lines = [
        f"港市议会周一关闭了旧桥市长说此前工程师在第{n}个桥墩上发现了裂缝" * 6 for n in "一二三"
    ]
    assert trim_to_published(["订阅我们的新闻邮件每天早晨六点", *lines], "".join(lines)) == lines
