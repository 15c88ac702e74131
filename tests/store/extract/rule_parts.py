"""Parts of rules: the functions of statements and events that are not rules themselves.

    python -m tests.store.extract.rule_parts NAME TEXT…

prints what the reading of each text shows of a part: "-" for an answer that changes nothing.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from spacy.tokens import Doc

from store.extract.assemble import assemble
from store.extract.parts import Part as Component
from store.extract.pipeline import Extractor
from store.extract.rule_examples import DAY
from store.extract.rules import RULES
from store.reading import Article, Reading
from tests.conftest import REPOSITORY

ROOMS = ("store/extract/statements", "store/extract/events")
TABLES = frozenset({"codebook.py"})
"""Modules that read a table, once in a process; they have tests of their own."""


_EMPTY: dict[str, Any] = {
    "Iterator": (),
    "dict": {},
    "frozenset": frozenset(),
    "int": 0,
    "list": [],
    "set": set(),
    "str": "",
    "tuple": (),
}
"""What says nothing, by the type that a function returns; None for any other type."""


@dataclass(frozen=True, slots=True)
class Part:
    """A function that is no rule, and the answers to put in its place."""

    name: str
    """The folder, the module and the function: `events.senses.Senses._asks`."""
    owner: Any
    """The module or class that holds it."""
    attribute: str
    function: Callable[..., Any]
    returned: str

    def answers(self) -> tuple[Any, ...]:
        """Return values that say nothing: both answers to a question, or an empty result."""
        if self.returned == "bool":
            return False, True
        return (_EMPTY.get(self.returned.partition("[")[0]),)


def parts() -> list[Part]:
    """Return the parts of both rooms, in the order of the files."""
    off = {rule.off for rule in RULES.values()}
    return [
        part
        for room in ROOMS
        for path in sorted((REPOSITORY / room).glob("*.py"))
        if path.name not in TABLES and path.name != "__init__.py"
        for part in _in_module(path)
        if not hasattr(part.function, "__wrapped__") and part.function not in off
    ]


def _in_module(path: Path) -> Iterator[Part]:
    dotted = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)
    module = importlib.import_module(dotted)
    name = dotted.removeprefix("store.extract.")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield _part(name, module, node)
        elif isinstance(node, ast.ClassDef):
            methods = (n for n in node.body if isinstance(n, ast.FunctionDef))
            owner = getattr(module, node.name)
            yield from (
                _part(f"{name}.{node.name}", owner, method)
                for method in methods
                if not method.name.startswith("__")
            )


def _part(name: str, owner: Any, node: ast.FunctionDef) -> Part:
    held = vars(owner)[node.name]
    function: Any = held.fget if isinstance(held, property) else held
    returned = ast.unparse(node.returns) if node.returns else "None"
    return Part(f"{name}.{node.name}", owner, node.name, function, returned)


@dataclass(slots=True)
class Parsed:
    """A text that the model has parsed, to be read many times."""

    text: str
    saved: bytes
    custom: dict[Any, Any]
    calls: set[Any] = field(default_factory=set)
    """The code objects that its reading calls."""
    reading: Reading | None = None


class Readings:
    """Reads texts with and without parts. Each text is parsed once."""

    def __init__(self, reader: Extractor) -> None:
        self.reader = reader
        self.nlp = reader.nlp
        self._parsed: dict[tuple[str, str], Parsed] = {}

    def of(self, text: str, published: str = DAY) -> Parsed:
        """Return the parse of a text, and its reading with everything."""
        parsed = self._parsed.get((text, published))
        if parsed is None:
            parsed = self._parse(text, published)
            self._parsed[text, published] = parsed
            previous = sys.getprofile()

            def called(frame: FrameType, event: str, _: Any) -> None:
                if event == "call":
                    parsed.calls.add(frame.f_code)

            sys.setprofile(called)
            try:
                parsed.reading = self._read(parsed)
            finally:
                sys.setprofile(previous)
        return parsed

    def shows(self, parsed: Parsed, part: Part, answer: Any) -> bool:
        """Whether the text reads otherwise when the part always gives this answer."""
        if part.function.__code__ not in parsed.calls:
            return False
        with _replaced(part, answer):
            try:
                return self._read(parsed) != parsed.reading
            except Exception:  # noqa: BLE001 - whatever fails without it needs it
                return True

    def _parse(self, text: str, published: str) -> Parsed:
        article = Article(id="example", text=text, published=published, published_from="given")
        doc = self.reader.prepare(article)
        for _, component in self.nlp.pipeline:
            if not isinstance(component, Component):
                doc = component(doc)
        saved = doc.to_bytes(exclude=["user_data", "tensor"])
        return Parsed(text, saved, dict(doc.user_data))

    def _read(self, parsed: Parsed) -> Reading:
        doc = Doc(self.nlp.vocab).from_bytes(parsed.saved)
        doc.user_data.update(parsed.custom)
        for _, component in self.nlp.pipeline:
            if isinstance(component, Component):
                doc = component(doc)
        return assemble(doc, self.reader.extractor)


@contextmanager
def _replaced(part: Part, answer: Any) -> Iterator[None]:
    """Let a part give this answer, in every module that imported it."""
    held = vars(part.owner)[part.attribute]

    def instead(*_: Any, **__: Any) -> Any:
        return answer

    places = [part.owner]
    if part.function is held and not isinstance(part.owner, type):
        modules = [m for name, m in list(sys.modules.items()) if name.startswith("store.extract.")]
        places = [m for m in modules if vars(m).get(part.attribute) is held]
    for place in places:
        setattr(place, part.attribute, property(instead) if isinstance(held, property) else instead)
    try:
        yield
    finally:
        for place in places:
            setattr(place, part.attribute, held)


def main(arguments: Sequence[str]) -> None:
    """Print which answers of a part each text shows."""
    name, *texts = arguments
    readings = Readings(Extractor())
    (part,) = (each for each in parts() if each.name.endswith(name))
    for text in texts:
        parsed = readings.of(text)
        shown = [repr(a) if readings.shows(parsed, part, a) else "-" for a in part.answers()]
        sys.stdout.write(f"{part.name}: {' '.join(shown)}: {text}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
