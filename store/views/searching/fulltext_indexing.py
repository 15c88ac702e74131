"""Indexes articles for full-text search in large batches, and builds the queries for tantivy."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import batched, chain
from operator import itemgetter
from typing import Any

import tantivy
from tantivy import Occur, Query

from store.query.tree import Text
from store.query.words import SHORTEST_NAME, distance, loose_spelling, word_spans, words
from store.reading import Article
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.remembered import remembered
from store.views.searching.fulltext import Covers, TextFiles

# Indexing. Commits are slow, so batches are large.

BATCH = 5_000
"""Articles per commit."""
HURRIED_BATCH = 1_000
_HURRIED_HEAP_BYTES = 15_000_000
"""The same in a dashboard, where a user waits and memory is scarce. tantivy accepts no less."""
_HEAP_BYTES = 60_000_000

SCHEMA = (
    tantivy.SchemaBuilder()
    .add_unsigned_field("number", stored=False, indexed=True, fast=True)
    .add_text_field("title", tokenizer_name="whitespace", index_option="position")
    .add_text_field("text", tokenizer_name="whitespace", index_option="position")
    .add_text_field("names", tokenizer_name="whitespace", index_option="position")
    .build()
)
"""The texts are not stored in the index. Words are indexed in their normalised spelling."""


def fill(
    files: TextFiles,
    journal: CorrectedJournal,
    *,
    seconds: float | None = None,
    damaged: Callable[[], None] = lambda: None,
) -> bool:
    """Index the articles of the journal, for about `seconds` at most. Return True if more remains.

    With a limit, nothing is done while another process is indexing. `damaged` is called if the
    covered version cannot be read; the index is then rebuilt.
    """
    files.make()
    with files.locked(wait=seconds is None) as mine:
        covers = files.covers()
        if not mine or (covers.version == journal.version() and files.exist()):
            return False
        if covers.version > journal.version() or not files.are_valid():
            covers = _begin_anew(files, damaged)
        files.check()
        index = tantivy.Index(SCHEMA, path=str(files.folder))
        size, heap = (
            (BATCH, _HEAP_BYTES) if seconds is None else (HURRIED_BATCH, _HURRIED_HEAP_BYTES)
        )
        writer: Any = None
        deadline = None if seconds is None else time.monotonic() + seconds
        for version, numbers in _changed(journal, covers.version, size):
            covers = Covers(version, covers.top)
            if numbers or not files.exist():
                writer = writer or index.writer(heap_size=heap, num_threads=1)
                covers = _put(writer, journal, numbers, covers)
                files.share()
            files.record(covers)
            if deadline is not None and time.monotonic() > deadline:
                break
        if writer is not None:
            writer.wait_merging_threads()
            files.share()
        return covers.version != journal.version()


def _changed(journal: CorrectedJournal, since: int, size: int) -> Iterator[tuple[int, list[int]]]:
    """Yield batches of changed articles, each with the version that it completes."""
    numbers: dict[int, None] = {}
    version = since
    for change in journal.changes(since):
        if change.version != version and len(numbers) >= size:
            yield version, list(numbers)
            numbers = {}
        version = change.version
        if change.table in {"articles", "texts"} and change.doc_id is not None:
            numbers[change.doc_id] = None
        if change.table == "corrections" and change.doc_id is not None:
            numbers.update(dict.fromkeys(journal.retitled_by(change.doc_id)))
    if version != since:
        yield version, list(numbers)


def _put(writer: Any, journal: CorrectedJournal, numbers: list[int], covers: Covers) -> Covers:
    old = [number for number in numbers if number <= covers.top]
    for some in batched(old, 1000):
        writer.delete_documents_by_query(tantivy.Query.term_set_query(SCHEMA, "number", [*some]))
    for number in numbers:
        try:
            article = journal.article(number)
        except KeyError:
            continue
        writer.add_document(_document(number, article))
    writer.commit()
    return Covers(covers.version, max(covers.top, *numbers, 0))


def _begin_anew(files: TextFiles, damaged: Callable[[], None]) -> Covers:
    if files.exist() and not files.are_valid():
        damaged()
    files.empty()
    return Covers()


def _document(number: int, article: Article) -> Any:
    title, title_names = words_and_names(article.title or "")
    text, text_names = words_and_names(article.text)
    document = tantivy.Document()
    document.add_unsigned("number", number)
    document.add_text("title", " ".join(title))
    document.add_text("text", " ".join(text))
    for names in (title_names, text_names):
        document.add_text("names", " ".join(names))
    return document


_RUN = re.compile(r"\w+(?:['’ʼ‘`´.]\w+)*")
"""What no word goes beyond: "Minsk.The"."""
_PLAIN, _NAME = itemgetter(0), itemgetter(1)


def words_and_names(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text, and the same with capitalised words in their loose spelling.

    The loose spelling is shared by the usual transliterations of a foreign name.
    """
    found = list(chain.from_iterable(map(_spellings, _RUN.findall(text))))
    return list(map(_PLAIN, found)), list(map(_NAME, found))


@remembered(60_000)
def _spellings(run: str) -> tuple[tuple[str, str], ...]:
    """Return the normalised spelling of each word of a run, and its loose one if it is
    capitalised. They are remembered: texts repeat their words."""
    return tuple(
        (word, loose_spelling(word) if run[start].isupper() else word)
        for start, _, word in word_spans(run)
    )


# Queries.

_TITLE_BOOST = 2.0
_NAME_BOOST = 0.5


def question(leaf: Text) -> Any:
    """Return a query that finds the articles of a leaf. For a phrase with a prefix (`"xi jinp"*`)
    it finds some others too, see `is_loose`.
    """
    asked = words(leaf.words)
    if leaf.fuzzy:
        return _all([_anywhere("fuzzy", [word]) for word in asked])
    if leaf.prefix:
        whole = [_anywhere("phrase", asked[:-1])] if len(asked) > 1 else []
        return _all([*whole, _anywhere("prefix", asked[-1:])])
    return _anywhere("phrase", asked)


def is_loose(leaf: Text) -> bool:
    """Return whether `question` may find articles that the leaf does not mean."""
    return leaf.prefix and not leaf.fuzzy and len(words(leaf.words)) > 1


def all_of(leaves: list[Text]) -> Any:
    return _all([question(leaf) for leaf in leaves])


def _all(queries: list[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _anywhere(kind: str, asked: list[str]) -> Any:
    title, text = (_in_field(kind, field, asked) for field in ("title", "text"))
    choices = [Query.boost_query(title, _TITLE_BOOST), text]
    names = [loose_spelling(word) for word in asked]
    if kind == "phrase" and any(len(word) >= SHORTEST_NAME for word in asked):
        choices.append(Query.boost_query(_in_field(kind, "names", names), _NAME_BOOST))
    return Query.boolean_query([(Occur.Should, choice) for choice in choices])


def _in_field(kind: str, field: str, asked: list[str]) -> Any:
    word = asked[0]
    if kind == "prefix":
        return Query.regex_query(SCHEMA, field, f"{re.escape(word)}.*")
    if kind == "fuzzy" and distance(word):
        return Query.fuzzy_term_query(SCHEMA, field, word, distance=distance(word))
    if len(asked) == 1:
        return Query.term_query(SCHEMA, field, word)
    return Query.phrase_query(SCHEMA, field, [*asked])
