"""What runs on after a name: "University.[1][2]", "Security Council Resolution 2328"."""

from __future__ import annotations

import re

from store.extract.names.draft import Draft, Name

_CITATION = re.compile(r"[.,]?\[\w{1,3}\]?.*$")
_WHOSE = frozenset("Sheikh Sheik President Prime Mr. Mrs. Dr.".split())
_ACTS = frozenset("Resolution Resolutions Article Chapter Directive Act".split())


def cut_citations(draft: Draft) -> None:
    """End the name before them."""
    for name in draft.names:
        if "[" in name.text and (match := _CITATION.search(name.text)) and match.start():
            _cut_text(draft, name, match.start())
        if name.type in ("ORG", "LAW"):
            _cut_act(draft, name)
            _cut_amount(draft, name)


def _cut_text(draft: Draft, name: Name, length: int) -> None:
    start = draft.doc[name.start].idx
    name.text = name.text[:length]
    name.chars = (start, start + length)
    end = name.start + 1
    while end < name.end and draft.doc[end].idx < start + length:
        end += 1
    name.end = end


def _cut_amount(draft: Draft, name: Name) -> None:
    """ "the Commission's 15 percent": what it has is not its name."""
    for index in range(name.start + 1, name.end - 1):
        if draft.words[index] in ("'s", "’s", "'", "’") and draft.words[index + 1][:1].isdigit():
            draft.reset(name, name.start, index)
            return


def _cut_act(draft: Draft, name: Name) -> None:
    """A body's numbered act is not the body, and neither is whose it is ("the Awami League of
    Sheikh Hasina")."""
    for index in range(name.start + 1, name.end - 1):
        if draft.words[index] in _ACTS:
            if draft.words[index + 1][:1].isdigit():
                draft.reset(name, name.start, index)
                name.type = "ORG"
            return
        if draft.words[index] == "of" and draft.words[index + 1] in _WHOSE:
            whose = (index + 1, name.end)
            draft.reset(name, name.start, index)
            draft.names.append(Name(*whose, "PERSON", draft.text(*whose)))
            return
