"""The fields of the search language, and the condition that each creates."""

from __future__ import annotations

from msgspec import Struct

from store.query.days import days
from store.query.tree import (
    PLACE_KINDS,
    Agent,
    EventType,
    FromSource,
    Happened,
    InState,
    InStory,
    IsCopy,
    Language,
    Marked,
    Mode,
    Named,
    Node,
    Published,
    QueryError,
    Text,
)
from store.query.words import nearest, words

COPIES = {"copy": IsCopy(), "update": IsCopy(update=True)}
"""Values of `is:` for articles: how an article relates to another with the same words."""

MARKS = {
    "starred": Marked("starred"),
    "checked": Marked("checked"),
    "edited": Marked("edited"),
    "noted": Marked("noted"),
    "hidden": Marked("hidden"),
}
"""Values of `is:` for what people marked: articles, entities and events. `hidden` selects the
articles in which something is hidden.
"""

STATES = {
    "undated": "undated",
    "claim": "claimed",
    "claimed": "claimed",
    "planned": "planned",
    "hypothetical": "hypothetical",
    "negated": "negated",
    "asserted": "asserted",
    "no-day": "no day",
    "no-week": "no week",
    "no-month": "no month",
    "no-year": "no year",
    "no-decade": "no decade",
    "disputed": "disputed",
}
"""Values of `is:` for events. `disputed` selects those of a row whose voices contradict each other,
`no-month` those that are in no month of the timeline: undated, dated only to the year, or
open-ended ("before 9 July").
"""

EVENT_TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST"
    " SANCTION MOBILIZE COERCE ASSAULT STATEMENT OTHER".split()
)
"""The sixteen event types of PLOVER, and two of our own."""


WHO, ORG, PLACE = ("PERSON",), ("ORG",), PLACE_KINDS


class FieldHelp(Struct, frozen=True):
    """A row of the manual. `dateline help search` and completion are built from it."""

    name: str
    takes: str
    example: str


FIELDS = (
    FieldHelp("who", "a person, by any of the names", "who:lukashenko"),
    FieldHelp("org", "an organisation, by name or acronym", 'org:"european union"'),
    FieldHelp("place", "a country with its cities, a city or other place", "place:minsk"),
    FieldHelp("source", "where the article came from", "source:reuters"),
    FieldHelp("type", "a kind of event", "type:consult"),
    FieldHelp("event", "when it happened", "event:2024-07-04..08"),
    FieldHelp("by", "who did it, or according to whom", "by:lukashenko"),
    FieldHelp("pub", "when the article was published", "pub:>=2024-07"),
    FieldHelp("is", "its status: claim, planned, hypothetical, negated", "is:claim"),
    FieldHelp("is", "undated; or no-month: not known to the month", "is:undated"),
    FieldHelp("is", "disputed: its sources contradict each other", "is:disputed"),
    FieldHelp("is", "of an article: copy, or update of another", "is:copy"),
    FieldHelp("is", "marked: starred, checked, edited, noted, hidden", "is:starred"),
    FieldHelp("story", "a story, by its number or words of its name", "story:hualien"),
    FieldHelp("tag", "a tag of an article, a name or an event", "tag:follow-up"),
    FieldHelp("lang", "the article's language", "lang:en"),
)
NAMES = tuple(dict.fromkeys(field.name for field in FIELDS))

KINDS: dict[str, tuple[str, ...]] = {"who": WHO, "org": ORG, "place": PLACE, "by": ()}
_OTHER_WORDS = {
    "person": "who", "people": "who", "name": "who", "organisation": "org", "organization": "org",
    "company": "org", "country": "place", "city": "place", "location": "place", "where": "place",
    "from": "source", "outlet": "source", "kind": "type", "date": "event", "when": "event",
    "happened": "event", "published": "pub", "language": "lang", "actor": "by", "said": "by",
    "speaker": "by", "according": "by",
}  # fmt: skip
"""Other names for fields, each with the field."""


def text_leaf(written: str, position: int) -> Text:
    """Return the condition for a bare word or a phrase, with its `~` or `*`.

    Raises:
        QueryError: The text holds no word, or is a pattern between slashes.
    """
    text, sign = _signed(written)
    if written.startswith("/"):
        raise QueryError(
            "Regular expressions are not supported; a word may end in * for any ending.", position
        )
    if not words(text):
        raise QueryError(f"There is no word in “{written[:40]}”.", position)
    return Text(text, prefix=sign == "*", fuzzy=sign == "~")


def leaf(field: str, at: int, written: str, position: int) -> Node:
    """Return the condition for `field:written`.

    `at` and `position` are the positions of the field and of the value.

    Raises:
        QueryError: The field is unknown or the value is invalid.
    """
    name = field.rstrip(":").lower()
    value, sign = _signed(written)
    if name not in NAMES:
        raise _no_field(name, at)
    if not value.strip():
        raise QueryError(f"Something is missing after “{name}:”.", position)
    if name in KINDS:
        if not words(value):
            raise QueryError(f"There is no name in “{written[:40]}”.", position)
        if name == "by":
            return Agent(value, fuzzy=sign == "~")
        return Named(value, KINDS[name], fuzzy=sign == "~")
    return _plain(name, value, position)


def _plain(name: str, value: str, position: int) -> Node:
    match name:
        case "source":
            return FromSource(value)
        case "type":
            return EventType(value.upper()) if value.upper() in EVENT_TYPES else Mode(value.lower())
        case "is":
            named = COPIES.get(value.lower()) or MARKS.get(value.lower())
            return named or InState(_state(value, position))
        case "tag":
            return Marked("tag", value.strip())
        case "story":
            return InStory(value.strip())
        case "lang":
            return Language(_language(value, position))
    try:
        low, high = days(value)
    except QueryError as error:
        raise QueryError(error.message, position + error.position) from None
    return Happened(low, high) if name == "event" else Published(low, high)


def _state(value: str, position: int) -> str:
    state = STATES.get(value.lower())
    if state is not None:
        return state
    known = [*COPIES, *MARKS, *(state for state in STATES if state != "claimed")]
    meant = nearest(value.lower(), known)
    there = f"did you mean “is:{meant}”?" if meant else f"there is {', '.join(known)}."
    raise QueryError(f"“is:{value[:40]}” is not known; {there}", position)


def _language(value: str, position: int) -> str:
    if not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise QueryError("A language is written with two letters, as in lang:en.", position)
    return value.lower()


def _no_field(name: str, at: int) -> QueryError:
    if name in ("before", "after", "since", "until"):
        day = "event:<2024-07" if name in ("before", "until") else "event:>=2024-07"
        return QueryError(f"“{name}:” is written {day} here, or pub: of the article's date.", at)
    meant = _OTHER_WORDS.get(name) or nearest(name, NAMES)
    there = f"did you mean “{meant}:”?" if meant else f"there is {', '.join(NAMES)}."
    return QueryError(
        f"There is no field “{name[:40]}:”; {there} "
        "Put quotation marks around it to search for the words.",
        at,
    )


def _signed(written: str) -> tuple[str, str]:
    """Split off the trailing sign and remove the quotation marks."""
    sign = written[-1] if len(written) > 1 and written[-1] in "~*" else ""
    return written.removesuffix(sign).strip('"') if sign else written.strip('"'), sign
