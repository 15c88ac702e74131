"""Markdown: read back by markdown-it, with GitHub's tables and links."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from store import ExportRows
from tests.store.exports.conftest import text_of
from tests.store.exports.made_case import NASTY

INLINE = {"text", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close",
          "code_inline", "softbreak"}  # fmt: skip


def inline(markdown: str) -> list[Token]:
    parsed = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    return [child for token in parsed for child in token.children or ()]


def test_each_event_has_its_date_and_a_footnote_with_its_citation(case: ExportRows) -> None:
    markdown = text_of(case, "markdown")
    assert "- **2024-06** Norland closes its border [^" in markdown
    assert (
        "- **before 2024-07-09** Harbour Union strikes *(claimed; according to Jon Brandt)* [^"
        in (markdown)
    )
    assert "- **2024-09-01** Mira Adler to visit Harbour Union *(planned)* [^" in markdown
    assert "- **undated** Mira Adler praises Norland [^" in markdown
    used = re.findall(r"(?<!\n)\[\^(\d+)\](?!:)", markdown)
    defined = re.findall(r"^\[\^(\d+)\]: ", markdown, re.MULTILINE)
    assert sorted(used, key=int) == sorted(defined, key=int)
    assert len(used) == len(set(used))
    note = next(line for line in markdown.splitlines() if line.startswith("[^2]: "))
    assert "[Harbour Wire, Two leaders in one room, 2024-07-09 (also in: Echo)]" in note
    assert "(<https://harbour.example/1?a=1&b=2>)" in note
    assert re.search(r"sha256 [0-9a-f]{12}, characters \d+-\d+", note)
    assert "Read by machine, checked by nobody, confidence 0.90." in note


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_sentence_that_reports_an_event_twice_is_cited_once(
    case: ExportRows, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, events = text_of(case, form), list(case.events())
    twice = [replace(each, evidence=each.evidence * 2) for each in events]
    monkeypatch.setattr(case, "events", lambda: iter(twice))
    assert text_of(case, form) == once


def test_names_offices_and_relations_are_linked_notes(case: ExportRows) -> None:
    markdown = text_of(case, "markdown")
    assert "\n  [[Mira Adler]] · [[Jon Brandt]] · [[Minsk]]\n" in markdown
    assert "- [[Mira Adler]]: minister, [[Norland]] [^" in markdown
    assert "- [[Jon Brandt]]: leader of [[Harbour Union]] [^" in markdown


def test_no_markup_of_a_stranger_counts(hostile: ExportRows) -> None:
    markdown = text_of(hostile, "markdown")
    tokens = inline(markdown)
    assert {token.type for token in tokens} <= INLINE
    assert not [token for token in tokens if token.type == "link_open"]
    blocks = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    assert not [token for token in blocks if token.type in {"html_block", "fence", "code_block"}]
    shown = "".join(token.content for token in tokens)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in shown


def test_obsidian_gets_no_path_tag_or_embed(hostile: ExportRows) -> None:
    markdown = text_of(hostile, "markdown")
    for link in re.findall(r"(?<!\\)\[\[(.*?)\]\]", markdown):
        assert not set(link) & set('/\\|#^[]<>:"')
        assert not link.startswith(".")
    assert not re.search(r"(?<!\\)!\[", markdown)


def test_no_bare_link_is_made_of_a_quotation(hostile: ExportRows) -> None:
    assert any("http://evil.example" in words for words in NASTY)
    assert "http://evil.example" not in text_of(hostile, "markdown")
