"""Pieces of HTML become the text that a browser would show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.intake.fragments import (
    looks_like_markup,
    normalised,
    plain,
    repaired_encoding,
    text_of_markup,
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("a <b>bold</b>  word\n and <i>more</i>", "a bold word and more"),
        ("a<script>alert(1)</script>b<style>p{}</style>", "ab"),
        ("Tom &amp; Jerry&nbsp;&#8211; &lt;x&gt;", "Tom & Jerry – <x>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("inter\u00adnational", "international"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<p>open <b>never closed", "open never closed"),
        ("before<iframe src='x'>after", "beforeafter"),
    ],
)
def test_text_of_markup(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Bridge &amp;#8217;closed&amp;#8217;", "Bridge ’closed’"),
        ("<b>Bridge</b> closed", "Bridge closed"),
        ("R&amp;amp;D", "R&D"),
        ("a < b", "a < b"),
        ("  two\n lines ", "two lines"),
    ],
)
def test_plain(words: str, shown: str) -> None:
    assert plain(words) == shown


@pytest.mark.parametrize("text", ["don’t – “quoted”", "café Größe", "€5 …", "£3", "🙂", "Минск"])
def test_what_was_misread_is_put_right(text: str) -> None:
    bytes_of_it = [bytes([byte]) for byte in text.encode()]
    misread = "".join(byte.decode("cp1252", "ignore") or chr(byte[0]) for byte in bytes_of_it)
    assert repaired_encoding(misread) == text


@pytest.mark.parametrize(
    "text", ["NÃO É", "Âge d’or", "château", "Ã – a letter", "¡Â!", "«CAFÉ»", "‘É’…"]
)
def test_what_is_right_stays(text: str) -> None:
    assert repaired_encoding(text) == text


def test_prose_is_no_markup() -> None:
    assert not looks_like_markup("If a < b and b > c, <Taft Co> said.")
    assert looks_like_markup("<p class='x'>a")


@given(st.text(alphabet="<>/pbr &;#x10\n é\"'!-[]", max_size=80))
def test_no_markup_breaks_it(markup: str) -> None:
    text = text_of_markup(markup)
    assert normalised(text) == text
