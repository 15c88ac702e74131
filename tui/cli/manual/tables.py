"""The manual's tables in rows: keys, search language and settings, as the program has them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from store import FIELDS, SYNTAX
from tui import config
from tui.keyboard import shown
from tui.keys import KEYS, Key
from tui.panes.plan import PANES
from tui.paths import CONFIG_VARIABLE, STORE_VARIABLE


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, rows of a term and what it means, and a word about them."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


def keys(changed: Mapping[str, str] | None = None) -> list[Section]:
    """Every key by group; the id is what a config file says.

    `changed` are the keys of a config file, by id, which are shown in place of the usual ones.
    """
    groups = dict.fromkeys(key.group for key in KEYS)
    return [
        Section(group, tuple(_key(key, changed or {}) for key in KEYS if key.group == group))
        for group in groups
    ]


def _key(key: Key, changed: Mapping[str, str]) -> tuple[str, str]:
    where = "" if key.where == PANES else f" In: {', '.join(key.where)}."
    now = changed.get(key.id, key.keys)
    usual = "" if now == key.keys else f" Changed; usually {shown(key.keys)}."
    return shown(now), f"{key.tip}{where}{usual} [{key.id}]"


def search() -> list[Section]:
    """The search language: how conditions are put together, and the fields."""
    return [
        Section("Words", tuple((row.written, row.means) for row in SYNTAX)),
        Section(
            "Fields",
            tuple((f"{row.name}:", f"{row.takes}; for example {row.example}") for row in FIELDS),
        ),
    ]


def settings(tables: str = "`dateline help config` names the folder.") -> list[Section]:
    """The settings of the config file, and the environment.

    `tables` says where the shipped tables are, which differs from one machine to the next.
    """
    said = _docstrings(config.Config)
    rows = tuple(
        (field.name, f"{said[field.name]} Without it: {_default(field)}.")
        for field in msgspec.structs.fields(config.Config)
    )
    return [
        Section(
            "Settings",
            rows,
            "One TOML file, config.toml in the folder dateline of $XDG_CONFIG_HOME (~/.config).",
        ),
        Section(
            "A codebook of your own",
            (
                ("verbs", r"sanction|blacklist\tSANCTION\t\tobj"),
                ("nouns", r"palaver\tCONSULT\t\twith=\tby"),
                ("actors", r"vigilante\tORG\tself"),
                ("recasts", r"beat\tASSAULT\t*\tgame\t*\tOTHER\tmatch"),
            ),
            "Rows of columns with a tab between (here \\t), in a file with noun, actor, context or "
            "recast in its name, or verbs in any other. A row goes before the shipped one for the "
            "same words. "
            f"The shipped tables say at their heads what the columns hold: {tables}",
        ),
        Section(
            "Environment",
            (
                (STORE_VARIABLE, "The folder of the store; the option --store goes before it."),
                (CONFIG_VARIABLE, "The config file."),
                ("NO_COLOR", "Set: no colours."),
            ),
        ),
    ]


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is None:
        return "what suits the terminal"
    if field.default in {msgspec.NODEFAULT, ()}:
        return "empty"
    return str(field.default)


def _docstrings(struct: type) -> dict[str, str]:
    """The strings under the fields of a class, which Python itself does not keep."""
    (definition,) = ast.parse(inspect.getsource(struct)).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    return {
        field.target.id: " ".join(string.value.value.split())
        for field, string in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(string, ast.Expr)
        and isinstance(string.value, ast.Constant)
        and isinstance(string.value.value, str)
    }


def as_text(sections: Iterable[Section]) -> str:
    """The sections for a terminal, terms in a column of their own."""
    parts = []
    for section in sections:
        wide = max(len(term) for term, _ in section.rows)
        rows = [f"  {term:{wide}}  {means}" for term, means in section.rows]
        parts.append(
            "\n".join([section.title, *([f"  {section.note}"] * bool(section.note)), *rows])
        )
    return "\n\n".join(parts)
