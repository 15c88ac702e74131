"""Bytes become text in the encoding that they are in."""

from __future__ import annotations

import pytest

from store.intake.decode import decode
from store.intake.limits import InputRejected

RUSSIAN = "Совет города закрыл старый мост в понедельник, сообщила мэрия. " * 5
WESTERN = "The mayor said “no” – the café stays. " + "The council met on Monday. " * 5


def test_utf_8_is_never_guessed_away() -> None:
    assert decode(RUSSIAN.encode()) == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_tells(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_a_western_text_with_typographic_quotes() -> None:
    assert decode(WESTERN.encode("cp1252")) == WESTERN


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_script_is_guessed(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_what_was_asked_for_wins() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), asked="koi8-r") == RUSSIAN
    with pytest.raises(InputRejected, match="--encoding"):
        decode(b"\xff\xfe\xfd", asked="utf-8")
    for no_encoding in ("no-such", "hex"):
        with pytest.raises(InputRejected, match=no_encoding):
            decode(b"abc", asked=no_encoding)


def test_what_a_page_declares_is_taken_as_browsers_take_it() -> None:
    assert decode(b"\x93quoted\x94 " * 9, declared="iso-8859-1") == "“quoted” " * 9
    assert decode(RUSSIAN.encode("cp1251"), declared="windows-1251") == RUSSIAN
    assert decode(RUSSIAN.encode(), declared="windows-1251") == RUSSIAN


def test_no_text_is_refused() -> None:
    with pytest.raises(InputRejected, match="NUL"):
        decode(b"abc\0def")


def test_a_western_text_whose_quotes_outnumber_its_letters() -> None:
    text = "“Café” – ‘José Núñez’ … it’s “over” – he said… and “closed” the doors of his house…"
    assert decode(text.encode("cp1252")) == text


def test_bytes_that_are_no_text_in_any_encoding() -> None:
    noise = bytes(range(1, 256)) * 12
    with pytest.raises(InputRejected, match="this is no text"):
        decode(noise)
