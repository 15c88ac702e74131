"""The registry of rules: each rule has an id, can be switched off and can be traced.

To add a rule, decorate its function:

    @rule("names.cut_tails")
    def cut_tails(draft: NamesDraft) -> None: ...

and describe it in `assets/rules/names.toml`, in a table with the second half of its id:

    [cut_tails]
    source = "seen in news of elections"
    text = "Voters of Fidesz for the first time stayed at home."
    with = ["entity: Fidesz = ORG"]
    without = ["entity: Fidesz for the first = ORG"]

`source` is a section of a guideline (TIMEX3, PLOVER), a grammar, or the kind of text it was seen
in. `text` is an article in your own words, and `published` its day if that matters. `with` lists
facts that hold only with the rule, and `without` facts that hold only when it is off; at least one
of the two is required. `python -m store.extract.rule_examples ID TEXT` prints the whole table.
Further examples follow as `[[cut_tails.more]]`. `tests/store/extract/test_rules.py` reads every
example with the rule on and off. It also fails for a function that looks like a rule but is not
registered.

A rule that is switched off returns None. If its callers need another value, pass `off`:
`@rule(ID, off=nothing)` for the empty tuple, `off=unchanged` for the first argument, `off=second`
for the second, `off=holds` for True, or a function of your own with the same arguments. Register
functions that make, change or drop a fact, not each condition that they check: a rule costs 50 ns
per call. Pass the arguments of a rule by position, unless it has a default or more than four.

While `traced()` runs, every rule that has an effect records a `Firing` with its tokens. The
observer of its family (`observes`) decides what counts as an effect, and where. By default it is a
result other than that of the switched-off rule, at the first `Token` among the arguments.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from store.extract.extensions import Tokens, token_range


@dataclass(frozen=True, slots=True)
class Rule:
    """A function that makes, changes or drops facts."""

    id: str
    """The family and the name: `names.cut_tails`."""
    function: Callable[..., Any]
    off: Callable[..., Any]
    """Called with the same arguments in place of the function while the rule is off."""

    @property
    def family(self) -> str:
        """The first part of the id, which is also the name of the file in `assets/rules/`."""
        return self.id.partition(".")[0]

    def says(self) -> str:
        """Return the first paragraph of its docstring, as a sentence that says what it does."""
        text = inspect.getdoc(self.function) or ""
        first = " ".join(text.partition("\n\n")[0].split())
        return f"Check w{first[1:]}" if first.startswith("Whether") else first

    def decided(self, args: tuple[Any, ...], result: Any) -> bool:
        """Whether a result differs from that of the rule when it is off."""
        instead = self.off(*args)
        return bool(result or instead) and result != instead


RULES: dict[str, Rule] = {}
"""Rules by id, registered when the modules of the pipeline are imported."""


def nothing(*_: Any, **__: Any) -> tuple[()]:
    """Return the empty tuple, the result of a switched-off rule that returns a list."""
    return ()


def unchanged[T](first: T, *_: Any, **__: Any) -> T:
    """Return the first argument, the result of a switched-off rule that changes it."""
    return first


def second[T](_: Any, argument: T, *__: Any, **___: Any) -> T:
    """Return the second argument, the result of a switched-off rule that changes it."""
    return argument


def holds(*_: Any, **__: Any) -> bool:
    """Return True, the result of a switched-off rule that a fact must meet."""
    return True


def _none(*_: Any, **__: Any) -> None:
    return None


def rule[**P, R](
    identity: str, *, off: Callable[..., Any] = _none
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as the rule `identity`.

    `off` is called in its place while the rule is switched off.

    Raises:
        ValueError: another function has this id.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        known = Rule(identity, function, off)
        if RULES.setdefault(identity, known) is not known:
            raise ValueError(f"two rules are called {identity!r}")

        applied: Callable[P, R] = wraps(function)(_WITH.get(_count(function), _with_any)(known))
        return applied

    return decorate


# What is called in place of a rule's function. Nearly all rules take a few arguments by position;
# Python calls these twice as fast as a function of any arguments, and there are 15,000 calls in an
# article.


def _count(function: Callable[..., Any]) -> int:
    """Return the number of arguments; 0 if some have defaults or are only given by name."""
    parameters = inspect.signature(function).parameters.values()
    plain = all(p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty for p in parameters)
    return len(parameters) if plain else 0


def _with_any(known: Rule) -> Callable[..., Any]:
    function = known.function

    def applied(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs) if _mode.plain else _mode.apply(known, args, kwargs)

    return applied


def _with_one(known: Rule) -> Callable[..., Any]:
    function = known.function

    def applied(a: Any, /) -> Any:
        return function(a) if _mode.plain else _mode.apply(known, (a,), {})

    return applied


def _with_two(known: Rule) -> Callable[..., Any]:
    function = known.function

    def applied(a: Any, b: Any, /) -> Any:
        return function(a, b) if _mode.plain else _mode.apply(known, (a, b), {})

    return applied


def _with_three(known: Rule) -> Callable[..., Any]:
    function = known.function

    def applied(a: Any, b: Any, c: Any, /) -> Any:
        return function(a, b, c) if _mode.plain else _mode.apply(known, (a, b, c), {})

    return applied


def _with_four(known: Rule) -> Callable[..., Any]:
    function = known.function

    def applied(a: Any, b: Any, c: Any, d: Any, /) -> Any:
        return function(a, b, c, d) if _mode.plain else _mode.apply(known, (a, b, c, d), {})

    return applied


_WITH = {1: _with_one, 2: _with_two, 3: _with_three, 4: _with_four}


def id_of(function: Callable[..., Any]) -> str | None:
    """Return the id of a rule's function, or None if it is not a rule."""
    inner = getattr(function, "__wrapped__", None)
    return next((known.id for known in RULES.values() if known.function is inner), None)


# Tracing: which rules had an effect, and on which tokens.


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that had an effect, and its tokens."""

    rule: str
    tokens: Tokens | None
    """The tokens of the `Doc`; None if the observer attached the rule to the fact itself."""


@dataclass(slots=True)
class Trace:
    """The rules that had an effect while tracing."""

    firings: list[Firing] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    only: frozenset[str] = frozenset()
    """The ids of the rules to record; empty for all."""
    _by_token: dict[int, list[int]] = field(default_factory=dict, repr=False)
    _indexed: int = 0
    """The number of firings in `_by_token`."""

    def fired(self) -> Counter[str]:
        """Count how often each rule had an effect, by rule id."""
        return Counter(firing.rule for firing in self.firings)

    def at(self, spans: Iterable[Tokens], families: Iterable[str]) -> tuple[str, ...]:
        """Return the rules of these families with an effect on these token ranges.

        Each rule is listed once, in the order in which the rules fired.
        """
        wanted = frozenset(families)
        by_token = self._firings_by_token()
        tokens = (token for span in spans for token in range(span.start, span.end))
        numbers = sorted({number for token in tokens for number in by_token.get(token, ())})
        rules = dict.fromkeys(self.firings[number].rule for number in numbers)
        return tuple(each for each in rules if each.partition(".")[0] in wanted)

    def _firings_by_token(self) -> dict[int, list[int]]:
        if self._indexed != len(self.firings):
            self._by_token.clear()
            for number, firing in enumerate(self.firings):
                for token in range(firing.tokens.start, firing.tokens.end) if firing.tokens else ():
                    self._by_token.setdefault(token, []).append(number)
            self._indexed = len(self.firings)
        return self._by_token


Effects = Iterable[Tokens | None]
Observer = Callable[[Rule, tuple[Any, ...]], Callable[[Any], Effects]]
"""Called with a rule's arguments before the rule runs.

It returns a function that takes the result and returns the places where the rule had an effect.
"""

_OBSERVERS: dict[str, Observer] = {}


def observes(family: str) -> Callable[[Observer], Observer]:
    """Register the observer of a family, which finds the effects of its rules."""

    def decorate(observer: Observer) -> Observer:
        _OBSERVERS[family] = observer
        return observer

    return decorate


def _by_result(known: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    def effects(result: Any) -> Effects:
        if not known.decided(args, result):
            return ()
        places = [place for each in args if (place := token_range(each)) is not None]
        return places[:1] or [None]

    return effects


# Switch rules off, and trace them. Both apply to the whole process.


class _Mode:
    """Which rules are off, and which trace records firings."""

    __slots__ = ("off", "plain", "trace")

    def __init__(self) -> None:
        self.off: frozenset[str] = frozenset()
        self.trace: Trace | None = None
        self.plain = True

    def set(self, off: frozenset[str], trace: Trace | None) -> None:
        self.off, self.trace = off, trace
        self.plain = not off and trace is None

    def apply(self, known: Rule, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if known.id in self.off:
            return known.off(*args, **kwargs)
        if self.trace is None or (self.trace.only and known.id not in self.trace.only):
            return known.function(*args, **kwargs)
        effects = _OBSERVERS.get(known.family, _by_result)(known, args)
        result = known.function(*args, **kwargs)
        if isinstance(result, Iterator):
            result = tuple(result)  # the observer reads it, and so does the caller
        self.trace.calls[known.id] += 1
        self.trace.firings += [Firing(known.id, place) for place in effects(result)]
        return result


_mode = _Mode()


@contextmanager
def without(*ids: str) -> Iterator[None]:
    """Read without these rules.

    Raises:
        ValueError: an id belongs to no rule.
    """
    unknown = set(ids) - RULES.keys()
    if unknown:
        raise ValueError(f"no rule is called {', '.join(sorted(unknown))}")
    before = _mode.off, _mode.trace
    _mode.set(_mode.off | frozenset(ids), _mode.trace)
    try:
        yield
    finally:
        _mode.set(*before)


@contextmanager
def traced(*only: str) -> Iterator[Trace]:
    """Record which rules have an effect: all, or those with these ids.

    Read one article at a time, because a firing does not name its `Doc`.
    """
    before = _mode.off, _mode.trace
    trace = Trace(only=frozenset(only))
    _mode.set(_mode.off, trace)
    try:
        yield trace
    finally:
        _mode.set(*before)
