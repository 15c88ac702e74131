"""Labelled clauses and judged rows, found again in the articles as they are read now.

The labels are in `tests/assets/labels/`: ids of articles, offsets and classes. The texts are not
part of dateline; `open_news.jsonl.gz` has them, one JSON object a line with `id`, `text` and, where
known, `title`, `source` and `published`.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from store.asset_files import rows_of
from store.extract.events.codebook import shipped_codebook
from store.extract.events.draft import EventDraft
from store.extract.events.echoes import without_echoes
from store.extract.events.reading import finished_rows, published, read_drafts
from store.extract.events.settled_times import DATED, Vetoes, exact, is_date_of, settle_times
from store.extract.events.status import Statuses
from store.extract.extensions import FoundMention, FoundTime
from store.extract.gazetteer import gazetteer
from store.extract.learned.clause_features import ClauseFeatures
from store.extract.learned.clauses import NOTHING, Clauses, Models, settle
from store.extract.learned.event_times import ELSEWHEN, WHEN, TimeFeatures
from store.extract.learned.linear import Features
from store.extract.learned.signs import Row
from store.extract.names import STEPS
from store.extract.names.confidence import entity_features, mentions_of
from store.extract.names.draft import NamesDraft
from store.extract.names.entities import build_entities
from store.extract.pipeline import AFTER_MODEL, Extractor
from store.extract.syntax.parse import Parse
from store.reading import Article, Span

CORPUS = Path("../shared/corpora/open_news.jsonl.gz")
LABELS = Path("tests/assets/labels")
RIGHT = "right"
"""The verdict on a name that is whole, one thing, and of the right type."""


class ClauseLabel(NamedTuple):
    """A row of `clauses.tsv`; offsets are code points of the article's text."""

    article: str
    start: int
    end: int
    labeller: str
    status: str
    worth: str
    type: str
    when: str
    """Offsets of the words that say when, `12:20`; `-` for none, `?` for none near the clause."""


class JudgedRow(NamedTuple):
    """A row of `rows.tsv`: an event that was judged by somebody who had read the article. `start`
    and `end` are those of the word that carries it; the other fields are the event's own, so
    that the verdict holds for no other event that a later version finds on that word."""

    article: str
    start: int
    end: int
    type: str
    from_: str
    to: str
    who: str
    """A digest of the names of actors and recipients; no text of an article is stored."""
    verdict: str
    cause: str


def clause_labels(folder: Path = LABELS) -> list[ClauseLabel]:
    """Return all labels in the order of the file; some clauses have two."""
    return [
        ClauseLabel(article, int(start), int(end), *rest)
        for article, start, end, *rest, _source in rows_of(folder / "clauses.tsv")
    ]


def judged_rows(folder: Path = LABELS) -> list[JudgedRow]:
    """Return all judged rows in the order of the file."""
    return [
        JudgedRow(article, int(start), int(end), *rest)
        for article, start, end, *rest in rows_of(folder / "rows.tsv")
    ]


def guided_rows(folder: Path = LABELS) -> frozenset[tuple[str, int, int]]:
    """Return article, start and end of rows that were judged by the guide of `tests/judging`."""
    return frozenset(
        (article, int(start), int(end)) for article, start, end in rows_of(folder / "guided.tsv")
    )


class NotedRow(NamedTuple):
    """A row of `noted.tsv`. Offsets are those of its word, in code points of the article's text."""

    article: str
    start: int
    end: int
    worth: str
    """`2` for the row that tells best of an event that an analyst would put on a timeline, `1` for
    another that tells of it, `0` for one that he would not."""


def noted_rows(folder: Path = LABELS) -> list[NotedRow]:
    """Return all labelled rows in the order of the file."""
    return [
        NotedRow(article, int(start), int(end), worth)
        for article, start, end, worth in rows_of(folder / "noted.tsv")
    ]


class JudgedName(NamedTuple):
    """A row of `names.tsv`: an entity that was judged by its name, its type and its first words in
    the article. Offsets are code points of the article's text."""

    article: str
    start: int
    end: int
    type: str
    verdict: str
    """`right`, or `wrong`: another type, not the whole name, two things, or no name."""
    should: str
    """The right type where only the type is wrong, otherwise `-`."""


def judged_names(folder: Path = LABELS) -> list[JudgedName]:
    """All of them, in the order of the file."""
    return [
        JudgedName(article, int(start), int(end), *rest)
        for article, start, end, *rest in rows_of(folder / "names.tsv")
    ]


def name_examples(
    corpus: Sequence[Article], judged: Sequence[JudgedName], extractor: Extractor
) -> list[TrainingExample]:
    """One for each judged entity that is still found at its place, with its type or the right
    one."""
    by_article: defaultdict[str, dict[Span, JudgedName]] = defaultdict(dict)
    for each in judged:
        by_article[each.article][Span(each.start, each.end)] = each
    found: list[TrainingExample] = []
    with extractor.nlp.select_pipes(disable=[name for name, _ in AFTER_MODEL]):
        for article in corpus:
            doc = extractor.nlp(extractor.prepare(article))
            found += name_examples_of(doc, by_article[article.id])
    return found


def name_examples_of(doc: Doc, judged: Mapping[Span, JudgedName]) -> Iterator[TrainingExample]:
    """Yield those of one article, whose parse is `doc`."""
    draft = NamesDraft.of(doc, gazetteer())
    for step in STEPS:
        step(draft)
    for entity, names in mentions_of(draft, build_entities(draft)):
        spans = (_span_of(doc, mention) for mention in entity.mentions)
        each = next((judged[span] for span in spans if span in judged), None)
        if each is not None and entity.type in (each.type, each.should):
            features = entity_features(draft, entity, names)
            verdict = RIGHT if entity.type == each.should else each.verdict
            yield TrainingExample(features, verdict, each.article, RIGHT)


def _span_of(doc: Doc, mention: FoundMention) -> Span:
    """Return the code points of a mention in the article's text."""
    first, last = doc[mention.span.start], doc[mention.span.end - 1]
    home: Span = doc._.repaired.home(*(mention.chars or (first.idx, last.idx + len(last))))
    return home


def articles(corpus: Path, ids: Collection[str]) -> list[Article]:
    """Return the articles of the corpus with these ids, in the order of the ids."""
    found = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as stream:
        for line in stream:
            stored = json.loads(line)
            if stored["id"] in ids:
                known = {k: stored.get(k) for k in ("title", "source", "published")}
                found[stored["id"]] = Article(id=stored["id"], text=stored["text"], **known)
    return [found[each] for each in sorted(found)]


def by_article(labels: Sequence[ClauseLabel]) -> dict[str, list[ClauseLabel]]:
    """Return the labels of each article, one per clause: that of the first annotator."""
    first = {(label.article, label.start): label for label in reversed(labels)}
    found: dict[str, list[ClauseLabel]] = defaultdict(list)
    for label in sorted(first.values()):
        found[label.article].append(label)
    return found


@dataclass(slots=True, eq=False)
class ReadArticle:
    """An article that the extractor has read up to the events."""

    id: str
    doc: Doc
    parse: Parse
    tokens: dict[int, int]
    """The token that begins at each offset of the source."""

    def drafts(self) -> tuple[list[EventDraft], Statuses]:
        """Return new drafts of its events, before any model has weighed them."""
        drafts, statuses = read_drafts(self.doc, self.parse, shipped_codebook())
        return without_echoes(self.parse, drafts), statuses


def read(corpus: Sequence[Article], extractor: Extractor) -> Iterator[ReadArticle]:
    """Yield the articles in their order."""
    book = shipped_codebook()
    with extractor.nlp.select_pipes(disable=["dateline_events"]):
        for article in corpus:
            doc = extractor.nlp(extractor.prepare(article))
            doc._.entities = doc._.entities or []
            home = doc._.repaired.home
            tokens = {home(t.idx, t.idx + len(t)).start: t.i for t in reversed(list(doc))}
            yield ReadArticle(article.id, doc, Parse(doc, book.verbs), tokens)


# Examples: what the models see, and the answer that they are to give.


class TrainingExample(NamedTuple):
    features: Features
    answer: str
    article: str
    rules: str
    """The answer of the rules alone."""
    is_row: bool = True
    """Whether the rules make a row of it."""


def clause_examples(
    read_articles: Sequence[ReadArticle], labels: Sequence[ClauseLabel], field: str
) -> list[TrainingExample]:
    """Return an example per clause by its first annotator; `field` is `status` or `worth`.

    The answer of the rules is their status, or whether there is a row.
    """
    wanted = by_article(labels)
    found = []
    for article in read_articles:
        drafts, statuses = article.drafts()
        by_verb = {draft.verb: draft for draft in drafts}
        features = ClauseFeatures(statuses)
        for label in wanted[article.id]:
            token = article.tokens.get(label.start)
            if token is None:
                continue
            draft = by_verb.get(token)
            if field == "worth":
                rules = "0" if draft is None else "1"
            else:
                rules = draft.status if draft is not None else statuses.of(token).status
            seen = Features(features.of(token))
            answer = getattr(label, field)
            found.append(TrainingExample(seen, answer, article.id, rules, draft is not None))
    return found


class TimeExample(NamedTuple):
    """A labelled event with the times of its sentence."""

    times: list[TrainingExample]
    """Each says when the event happened, or not."""
    least: list[float]
    """The probability from which on each is attached; infinite where a rule stands against it."""
    rules: int | None
    """The time that dates it by the rules; None for no date, -1 for one from elsewhere."""


def time_examples(
    read_articles: Sequence[ReadArticle], labels: Sequence[ClauseLabel]
) -> list[TimeExample]:
    """One for each event that is labelled as one. The words that say when may stand elsewhere."""
    wanted = by_article(labels)
    found = []
    for article in read_articles:
        known = {article.tokens.get(label.start): label for label in wanted[article.id]}
        day = published(article.doc)
        seen, vetoes = TimeFeatures(article.parse, day), Vetoes(article.parse, day)
        for draft in article.drafts()[0]:
            label = known.get(draft.verb)
            if label is None or label.worth == NOTHING or label.when == "?":
                continue
            times = seen.times_of(draft)
            dates = [n for n, time in enumerate(times) if is_date_of(time, draft)]
            rules = (dates or [-1])[0] if draft.date_basis in DATED else None
            said = {(t.start, t.end) for t in times if _says_when(label, t, article)}
            answers = [WHEN if (t.start, t.end) in said else ELSEWHEN for t in times]
            least = [
                vetoes.least(t, draft) if exact(t) and vetoes.allow(t, draft) else math.inf
                for t in times
            ]
            pairs = [
                TrainingExample(seen.of(draft, time), answer, article.id, WHEN)
                for time, answer in zip(times, answers, strict=True)
            ]
            found.append(TimeExample(pairs, least, rules))
    return found


def _says_when(label: ClauseLabel, time: FoundTime, article: ReadArticle) -> bool:
    """Whether the label marks the words of a time."""
    if label.when == "-":
        return False
    start, end = map(int, label.when.split(":"))
    place = article.doc._.repaired.home(*time.chars)
    return bool(place.start < end and start < place.end)


def finished(article: ReadArticle, models: Models) -> tuple[list[Row], Clauses, date | None]:
    """Return the rows of an article as they are before other sentences date them, its clauses, and
    its day of publication."""
    day = published(article.doc)
    drafts, statuses = article.drafts()
    clauses = Clauses(statuses, models)
    settle(drafts, clauses)
    settle_times(drafts, clauses, day)
    return finished_rows(drafts, article.parse), clauses, day
