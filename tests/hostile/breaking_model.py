"""The shipped model with real components of ours that break where an article says so.

It is named as the model of a reader, so that the processes that read import it. The word
"events-hang" in a text makes the part `events` of the reader hang there.
"""

from __future__ import annotations

import importlib
import os
import re
import signal
from collections.abc import Callable

from spacy.tokens import Doc

from store.extract.parts import Part
from store.extract.pipeline import DEFAULT_MODEL, Extractor
from store.extract.watch import PARSE
from store.reading import Article

Component = Callable[[Doc], Doc]

_ORDER = re.compile(r"\b(\w+)-(fail|hang|stick|grow|crash)\b")


def model_path() -> str:
    """Where the shipped model lies."""
    path: str = importlib.import_module(DEFAULT_MODEL).model_path()
    return path


def _break(how: str) -> None:
    match how:
        case "fail":
            raise ValueError("it was told to")
        case "hang":
            while True:
                pass
        case "stick":  # as a library in C: no signal is heard
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])
            while True:
                pass
        case "grow":
            grown = []
            while True:
                grown.append(bytes(100_000_000))  # untouched, so that it takes no time
        case "crash":
            os.abort()


def _obeying(part: str, text: str) -> None:
    for told, how in _ORDER.findall(text):
        if told == part:
            _break(how)


def _with_breaks(make: Callable[[Part, str, Component], None]) -> Callable[..., None]:
    def init(self: Part, name: str, component: Component) -> None:
        def obeying(doc: Doc) -> Doc:
            read = component(doc)  # it has done all of its work, and then it breaks
            _obeying(name, doc.text)
            return read

        make(self, name, obeying)

    return init


def _breaking_before(prepare: Callable[..., Doc]) -> Callable[..., Doc]:
    def obeying(self: Extractor, article: Article, *rest: object) -> Doc:
        _obeying(PARSE, article.text)
        return prepare(self, article, *rest)

    return obeying


Part.__init__ = _with_breaks(Part.__init__)  # type: ignore[method-assign]
Extractor.prepare = _breaking_before(Extractor.prepare)  # type: ignore[method-assign]
