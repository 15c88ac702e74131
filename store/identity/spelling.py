"""Misspelt names: words that differ in one letter."""

from __future__ import annotations

_LONGEST_INITIAL = 4
"""Letters of a first name or surname up to which another letter makes another name."""


def is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or added in a word of five letters or more."""
    short, long = sorted((one, other), key=len)
    if len(short) <= _LONGEST_INITIAL or len(long) - len(short) > 1:
        return False
    at = _first_difference(short, long)
    same = len(short) == len(long)
    return short[at + 1 :] == long[at + 1 :] if same else short[at:] == long[at + 1 :]


def is_slip(one: str, other: str) -> bool:
    """Whether a letter is missing or two are swapped, as by mistake: "Hilary", "Micheal".

    Another letter may make another name: "Mason" is not "Jason".
    """
    if len(one) != len(other):
        return is_one_letter_off(one, other)
    at = _first_difference(one, other)
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return len(one) > _LONGEST_INITIAL and one != other and swapped


def _first_difference(short: str, long: str) -> int:
    return next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
