"""Random small stores and filters, for properties that hold of any of them."""

from __future__ import annotations

from hypothesis import strategies as st

from store.query.fields import EVENT_TYPES
from store.reading import Article, Entity, Event, Evidence, ExtractorVersion, Mention, Reading, Span
from store.views.filtering.filters import SEVERAL, Filter, Term
from tests.store.views.recount import Record

EXTRACTOR = ExtractorVersion(name="test", version="0", model="none")
NAMES = {
    "person/ann lee": ("Ann Lee", "PERSON"),
    "person/bo olsen": ("Bo Olsen", "PERSON"),
    "gpe/NO": ("Norway", "GPE"),
    "gpe/SE": ("Sweden", "GPE"),
    "gpe/NO/bergen": ("Bergen", "GPE"),
    "org/red cross": ("Red Cross", "ORG"),
    "nominal/x/police": ("police", "ORG"),
}
MEETING = ("person/ann lee", "gpe/NO")
SOURCES = (None, "Daily Bugle", "Wire")
TYPES = ("CONSULT", "ASSAULT", "OTHER")
MODES = (None, "visit", "meet")
MODALITIES = ("asserted", "claimed", "negated")
DATES = (
    (None, None, None),
    ("2024-07-04", "2024-07-04", "day"),
    ("2024-07-04T10:00", "2024-07-04T10:00", "time"),
    ("2024-06-28", "2024-07-03", "day"),
    ("2024-07-01", "2024-07-31", "month"),
    ("2024-01-01", "2024-12-31", "year"),
    ("2024-07-01", "2024-07-07", "week"),
    (None, "2024-07-09", "day"),
    ("2020-01-01", None, "year"),
    ("0000-00-00", "2024-02-30", "day"),
)
PUBLISHED = (None, "2024-07-09", "2024-07-09T23:30:00-05:00", "2023-01-01")
RANGES = ("2024-07", "2024-07-04", "2024-07-02..2024-07-05", "..2024-07-31", "2024..", "2019")
WORDS = ("alpha", "beta", "Gamma")
keys = st.sampled_from(sorted(NAMES))


@st.composite
def readings(draw: st.DrawFn, number: int) -> tuple[Article, Reading | None]:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=4))) or "empty"
    article = Article(
        id=f"a{number}",
        text=text,
        title=draw(st.sampled_from((None, "Alpha beta", "gamma"))),
        source=draw(st.sampled_from(SOURCES)),
        published=draw(st.sampled_from(PUBLISHED)),
        language=draw(st.sampled_from((None, "en", "de"))),
    )
    if draw(st.integers(0, 9)) == 0:
        return article, None
    mentioned = draw(st.lists(keys, unique=True))
    mentioned += [key for key in MEETING if key not in mentioned and draw(st.booleans())]
    ids = {key: f"e{place}" for place, key in enumerate(mentioned)}
    entities = tuple(
        Entity(
            id=ids[key],
            key=key,
            name=NAMES[key][0],
            type=NAMES[key][1],
            mentions=tuple(
                Mention(start=0, end=1, kind="name") for _ in range(draw(st.integers(0, 3)))
            ),
        )
        for key in mentioned
    )
    count = draw(st.integers(0, 4))
    events = tuple(draw(_events(f"v{place}", list(ids.values()))) for place in range(count))
    if ids.keys() >= set(MEETING) and draw(st.booleans()):
        events += (draw(_meetings(f"v{count}", ids)),)
    reading = Reading(
        id=article.id, text=text, entities=entities, events=events, extractor=EXTRACTOR
    )
    return article, reading


@st.composite
def _events(draw: st.DrawFn, name: str, ids: list[str]) -> Event:
    some = st.lists(st.sampled_from(ids), max_size=2, unique=True) if ids else st.just([])
    from_, to, precision = draw(st.sampled_from(DATES))
    return Event(
        id=name,
        type=draw(st.sampled_from(TYPES)),
        mode=draw(st.sampled_from(MODES)),
        label=draw(st.sampled_from(("one", "two"))),
        actors=tuple(draw(some)),
        recipients=tuple(draw(some)),
        from_=from_,
        to=to,
        precision=precision,
        place=draw(st.sampled_from([None, *ids])),
        modality=draw(st.sampled_from(MODALITIES)),
        according_to=tuple(draw(some)),
        salience=draw(st.sampled_from((0.01, 0.9))),
        confidence=draw(st.sampled_from((None, 0.2, 0.9))),
        evidence=(Evidence(start=0, end=1, verb=Span(0, 1)),) * draw(st.integers(1, 2)),
    )


@st.composite
def _meetings(draw: st.DrawFn, name: str, ids: dict[str, str]) -> Event:
    """What several articles tell alike, which is one row of the timeline."""
    parties = [ids[key] for key in MEETING]
    from_, to, precision = draw(st.sampled_from(DATES[1:3]))
    return Event(
        id=name,
        type="CONSULT",
        mode="meet",
        label="one",
        actors=tuple(draw(st.permutations(parties))),
        from_=from_,
        to=to,
        precision=precision,
        salience=draw(st.sampled_from((0.01, 0.9))),
        confidence=draw(st.sampled_from((None, 0.2, 0.9))),
        evidence=(Evidence(start=0, end=1, verb=Span(0, 1)),),
    )


@st.composite
def stores(draw: st.DrawFn) -> dict[int, tuple[Article, Reading | None]]:
    numbers = draw(st.lists(st.integers(1, 9), unique=True, max_size=7))
    return {number: draw(readings(number)) for number in numbers}


numbers = st.integers(1, 9)
records = st.builds(
    Record,
    number=st.none() | numbers,
    of=numbers,
    kind=st.sampled_from(("copy", "update", "excerpt")),
    source=st.sampled_from(("Daily Bugle", "Echo")),
)
copies = st.dictionaries(st.integers(1, 5), records, max_size=4)
"""What is said of copies, by the number of the record; any nonsense may be."""

leaves = st.sampled_from(
    (
        "alpha", "gam*", "who:lee", "who:olsen", "org:cross", "place:norway", "place:bergen",
        "by:lee", "by:norway", "source:bugle",
        "source:echo", "type:consult", "type:visit", "event:2024-07",
        "event:2024-06-30..2024-07-03", "event:>=2024", "pub:>=2024", "pub:2023", "is:claim",
        "is:negated", "is:undated", "is:disputed", "is:no-month", "is:copy", "is:update", "lang:en",
        '"alpha beta"',
    )
)  # fmt: skip
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map("-({})".format),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
    ),
    max_leaves=5,
)
terms = st.builds(
    lambda chosen, exclude: Term(*chosen, exclude=exclude),
    st.one_of(
        st.tuples(st.just("entity"), keys | st.just("person/nobody")),
        st.tuples(st.just("entity"), st.lists(keys, min_size=2, max_size=3).map(SEVERAL.join)),
        st.tuples(st.just("article"), st.integers(1, 9).map(str) | st.just("1 3 9")),
        st.tuples(st.just("added"), st.integers(0, 9).map(str)),
        st.tuples(st.just("source"), st.sampled_from(("Daily Bugle", "Wire", "wire", "Echo"))),
        st.tuples(st.just("text"), st.sampled_from(("alpha", "beta gamma", "empty"))),
        st.tuples(st.just("type"), st.sampled_from(sorted(EVENT_TYPES)) | st.sampled_from(TYPES)),
        st.tuples(st.just("mode"), st.sampled_from(("visit", "meet"))),
        st.tuples(st.just("date"), st.sampled_from(RANGES)),
        st.tuples(st.just("pub"), st.sampled_from(RANGES)),
        st.tuples(
            st.just("is"),
            st.sampled_from(
                ("undated", "claim", "negated", "no-month", "no-year", "copy", "update")
            ),
        ),
        st.tuples(st.just("kind"), st.sampled_from(("PERSON", "GPE"))),
        st.tuples(st.just("query"), queries),
    ),
    st.booleans(),
)
filters = st.lists(terms, max_size=3).map(lambda chosen: Filter(tuple(chosen)))
