"""Quoted words that belong to a statement beyond the clause that its verb governs.

A quotation runs over sentences, is taken up again after "he said", and goes on in the next
paragraph where its marks are left open.
"""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from store.extract.found import Tokens
from store.extract.statements.drafts import Draft
from store.extract.statements.quotations import Quotations


def with_quotations(doc: Doc, drafts: list[Draft], quotations: Quotations) -> None:
    """Let the drafts whose content is quoted take in all of their quotations."""
    cues = sorted(draft.cue.start for draft in drafts)
    for draft in drafts:
        if draft.kind != "speech" or draft.frame not in {"clause", "object"}:
            continue
        spoken = quotations.between(draft.content[0].start, draft.content[-1].end)
        spoken = [q for q in spoken if draft.cue.start not in q]
        if not spoken:
            continue
        draft.content = _joined([*draft.content, *spoken])
        if spoken[-1].end >= draft.content[-1].end - 1:
            more = _going_on(doc, draft, quotations, cues)
            draft.content = _joined([*draft.content, *more])


def _going_on(doc: Doc, draft: Draft, quotations: Quotations, cues: list[int]) -> list[Tokens]:
    """The quotations that follow on the statement's sentence with nobody else's cue between."""
    end = max(draft.content[-1].end, draft.cue.end, doc[draft.cue.start].sent.end)
    more: list[Tokens] = []
    for quotation in quotations.after(end - 1):
        between = doc[end : quotation.start]
        if any(not (t.is_space or t.is_punct) for t in between) or _new_paragraph(
            doc, end, quotation
        ):
            break
        last = doc[quotation.end - 1].sent.end
        at = bisect_left(cues, quotation.end)
        if at < len(cues) and cues[at] < last:
            break
        more.append(quotation)
        end = last
    return more


def _new_paragraph(doc: Doc, end: int, quotation: Tokens) -> bool:
    start = max(end - 1, 0)
    return any(t.is_space and "\n" in t.text for t in doc[start : quotation.start])


def _joined(spans: list[Tokens]) -> list[Tokens]:
    """The spans in order, those that touch made one."""
    joined: list[Tokens] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Tokens(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
