"""Set sentence starts before the parser runs; the parser respects them.

A sentence never crosses a blank line, and never joins the agency's dateline ("MINSK, July 9
(Reuters) - ") to the text after it. Lists and tables without full stops are split into shorter
sentences, because some rules compare the words of a sentence in pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

_DATELINE = re.compile(
    r"[ \t]*[A-Z][\w.'’/-]*(?:[ ,]+[\w.'’/-]+){0,8}?"  # MINSK, Belarus, July 9
    r"[ ,]*(?:\([^()\n]{2,40}\))?[ ]*(?:--|[-–—_])[ ]+(?:\[[^\]\n]{1,60}\][ ]*)*(?=[\w\"“‘])"
)
_LONGEST = 120
"""The maximum length of a dateline in code points."""
MOST_TOKENS = 400
"""The maximum number of tokens in a sentence; sentences in news have up to 156."""
_ENDS = frozenset((".", "!", "?", "…", "..."))
_BREAKS: tuple[Callable[[Token], bool], ...] = (
    lambda before: before.is_space and "\n" in before.text,
    lambda before: before.text in {";", "|", "•"},
    lambda before: before.text == ",",
    lambda before: before.is_space or bool(before.whitespace_),
)
"""Tests for a token after which an overlong sentence may be split, the best first."""


@Language.component("dateline_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence at the first word after each blank line and after a dateline."""
    after_dateline = _dateline_end(doc.text)
    broken = True
    for token in doc:
        if token.is_space:
            broken = broken or token.text.count("\n") > 1
            continue
        if broken or token.idx == after_dateline:
            token.is_sent_start = True
        broken = False
    for token in _starts_in_endless(doc):
        token.is_sent_start = True
    return doc


def _starts_in_endless(doc: Doc) -> Iterator[Token]:
    """Yield the tokens at which to split text of more than `MOST_TOKENS` without a sentence end."""
    run: list[Token] = []
    for token in doc:
        if token.is_sent_start or (run and run[-1].text in _ENDS):
            run = []
        run.append(token)
        if len(run) > MOST_TOKENS and not token.is_space:
            at = _best_break(run)
            yield run[at]
            run = run[at:]


def _best_break(run: Sequence[Token]) -> int:
    """Return the index of the token to split at: a sentence start in the second half, or the last
    token.
    """
    places = range(len(run) - 1, len(run) // 2, -1)
    for is_break in _BREAKS:
        for at in places:
            if is_break(run[at - 1]) and not run[at].is_space:
                return at
    return len(run) - 1


def _dateline_end(text: str) -> int | None:
    """Return the offset at which the text after the dateline begins, or None.

    A dateline is in capitals, at the start of a paragraph, in the first lines.
    """
    for match in re.finditer(r"(?:\A|\n)\s*", text[:1500]):
        found = _DATELINE.match(text, match.end(), match.end() + _LONGEST)
        if found and _is_place(found[0]):
            return found.end()
    return None


def _is_place(dateline: str) -> bool:
    """Whether the first word is in capitals, or a source follows in brackets."""
    first = re.match(r"\s*([^\W\d_]{3,})", dateline)
    return bool(first and first[1].isupper()) or "(" in dateline
