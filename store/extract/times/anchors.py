"""Times that an event names: "following the summit", where another sentence dates it.

The noun of the event must stand elsewhere in the article, with the words that tell which
event it is, in a clause that has a calendar time of its own. A clause that says its own
time needs no anchor. The phrase must open its sentence, where it sets the scene: elsewhere
the TimeML guidelines have the event itself and a signal ("spoke after the meeting")."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Span, Token

from store.extract.found import FoundTime, Tokens
from store.extract.times.clause import time_of
from store.extract.times.tense import governing_verb

_AFTER = frozenset({"after", "following", "since"})
_BEFORE = frozenset({"before", "until"})
_EVENTS = frozenset(
    "summit meeting talks conference election vote referendum ceremony inauguration congress "
    "session visit trip attack bombing shooting strike raid invasion coup assault explosion blast "
    "earthquake quake hurricane storm flood crash accident ceasefire truce ruling verdict trial "
    "hearing debate protest march rally match final game tournament parade exercise drill deal "
    "agreement treaty announcement launch merger merge funeral wedding festival games".split()
)
_LONGEST = 12
"""Words that a phrase may have before its noun."""
_NEAREST = 4
"""Other mentions of the noun that are looked at, on either side."""
_REACH = 40
_NAMES_IT = frozenset({"compound", "amod", "nmod", "poss"})


def event_anchors(doc: Doc) -> list[FoundTime]:
    """New expressions for the events that the prepositions of `doc` point to."""
    if not doc._.times:
        return []
    nouns = [token for token in doc if token.pos_ == "NOUN" and token.lemma_.lower() in _EVENTS]
    if len(nouns) < 2:
        return []
    by_lemma: dict[str, list[Token]] = {}
    for noun in nouns:
        by_lemma.setdefault(noun.lemma_.lower(), []).append(noun)
    found = (_anchor(doc, noun, by_lemma[noun.lemma_.lower()]) for noun in nouns)
    return [time for time in found if time is not None]


def _anchor(doc: Doc, noun: Token, same: list[Token]) -> FoundTime | None:
    word = noun.head.lower_
    if word not in _AFTER | _BEFORE or noun.dep_ not in {"pobj", "dobj"} or len(same) < 2:
        return None
    if noun.i - noun.left_edge.i > _LONGEST or not noun.head.is_sent_start:
        return None
    phrase = doc[noun.left_edge.i : noun.i + 1]
    if not any(token.lower_ in {"the", "that", "this"} for token in phrase) or _timed(doc, phrase):
        return None
    verb = governing_verb(noun.head.head)
    if verb is not None and time_of(doc, verb.i):
        return None
    event = _dated(doc, noun, phrase, same)
    if event is None:
        return None
    later = word in _AFTER
    return FoundTime(
        span=Tokens(phrase.start, phrase.end),
        chars=(phrase.start_char, phrase.end_char),
        type="DATE",
        value=event.value,
        mod="AFTER" if later else "BEFORE",
        start=event.start if later else None,
        end=None if later else event.end,
        precision=event.precision,
        basis="text",
        rule=f"{word} an event",
    )


def _dated(doc: Doc, noun: Token, phrase: Span, same: list[Token]) -> FoundTime | None:
    """The time of the nearest other clause that tells of this event."""
    wanted = {token.lower_ for token in phrase if token.head == noun and token.dep_ in _NAMES_IT}
    at = bisect_left(same, noun.i, key=lambda token: token.i)
    near = [token for token in same[max(at - _NEAREST, 0) : at + _NEAREST + 1] if token != noun]
    for other in sorted(near, key=lambda token: abs(token.i - noun.i)):
        around = doc[max(other.i - _REACH, 0) : other.i + _REACH]
        if wanted and not wanted <= {token.lower_ for token in around}:
            continue
        time = time_of(doc, other.i) or time_of(doc, other.head.i)
        if time and time.start and time.end and time.precision in {"day", "time"}:
            return time
    return None


def _timed(doc: Doc, phrase: Span) -> bool:
    """Whether the phrase says its own time: "after Monday's summit"."""
    times: list[FoundTime] = doc._.times
    at = bisect_left(times, phrase.start, key=lambda time: time.span.end)
    return at < len(times) and times[at].span.overlaps(Tokens(phrase.start, phrase.end + 1))
