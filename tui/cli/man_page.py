"""The manual as tables of keys, search language and settings; and the man page in roff."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import click
import msgspec

from store import FIELDS, SYNTAX
from tui import config
from tui.keys import KEYS, Command, format_keys
from tui.paths import CONFIG_VARIABLE, STORE_VARIABLE
from tui.view_model.state import PANES


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a note, and rows of a term and its meaning."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


def keys(changed: Mapping[str, str] | None = None) -> list[Section]:
    """Return every key by group, with the id for the config file.

    `changed` are the keys of a config file, by id; they are shown in place of the defaults.
    """
    groups = dict.fromkeys(key.group for key in KEYS)
    return [
        Section(group, tuple(_key(key, changed or {}) for key in KEYS if key.group == group))
        for group in groups
    ]


def _key(key: Command, changed: Mapping[str, str]) -> tuple[str, str]:
    where = "" if key.where == PANES else f" In: {', '.join(key.where)}."
    now = changed.get(key.id, key.keys)
    usual = "" if now == key.keys else f" Changed; default: {format_keys(key.keys)}."
    return format_keys(now), f"{key.tip}{where}{usual} [{key.id}]"


def search() -> list[Section]:
    """Return the search language: its syntax and its fields."""
    return [
        Section("Words", tuple((row.written, row.means) for row in SYNTAX)),
        Section(
            "Fields",
            tuple((f"{row.name}:", f"{row.takes}; for example {row.example}") for row in FIELDS),
        ),
    ]


def settings(tables: str = "`dateline help config` names the folder.") -> list[Section]:
    """Return the settings of the config file, and environment variables.

    `tables` says where the shipped tables are, which differs from one machine to the next.
    """
    said = _docstrings(config.Config)
    rows = tuple(
        (field.name, f"{said[field.name]} Default: {_default(field)}.")
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
        return "chosen for the terminal"
    if field.default in {msgspec.NODEFAULT, ()}:
        return "empty"
    return str(field.default)


def _docstrings(struct: type) -> dict[str, str]:
    """Return the docstrings of the fields of a class, which Python does not keep."""
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
    """Return the sections as text, with the terms in a column."""
    parts = []
    for section in sections:
        wide = max(len(term) for term, _ in section.rows)
        rows = [f"  {term:{wide}}  {means}" for term, means in section.rows]
        parts.append(
            "\n".join([section.title, *([f"  {section.note}"] * bool(section.note)), *rows])
        )
    return "\n\n".join(parts)


def man_page(program: click.Group, version: str) -> str:
    """Return the page dateline(1)."""
    return "\n".join(_lines(program, version)) + "\n"


def _lines(program: click.Group, version: str) -> Iterator[str]:
    context = click.Context(program, info_name="dateline", **program.context_settings)
    yield f'.TH DATELINE 1 "" "dateline {_roff(version)}" "User Commands"'
    yield ".SH NAME"
    yield r"dateline \- who, what, where and when, from your own news, in a terminal"
    yield ".SH SYNOPSIS"
    yield r".B dateline"
    yield r"[\fIOPTIONS\fR] [\fICOMMAND\fR [\fIARGUMENTS\fR]]"
    yield ".SH DESCRIPTION"
    yield "Without a command: the dashboard."
    yield ".SH OPTIONS"
    yield from _options(program, context)
    yield ".SH COMMANDS"
    yield from _commands(program, context)
    for title, sections in (
        ("KEYS", keys()),
        ("SEARCH", search()),
        ("CONFIGURATION", settings()),
    ):
        yield f".SH {title}"
        for section in sections:
            yield from _section(section)


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield every command with its usage, help and options."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join([inner.command_path, *command.collect_usage_pieces(inner)])
        yield f".SS {_roff(usage)}"
        yield from _prose(command.help or "")
        yield from _options(command, inner)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _prose(text: str) -> Iterator[str]:
    """Yield paragraphs; those that click does not wrap (`\\b`) are not wrapped."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        as_it_is = paragraph.startswith("\b")
        lines = [line for line in paragraph.lstrip("\b").splitlines() if line.strip()]
        if as_it_is:
            yield ".nf"
        yield from (_roff(line if as_it_is else line.strip()) for line in lines)
        if as_it_is:
            yield ".fi"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = (each.get_help_record(context) for each in command.get_params(context))
    yield from _rows(tuple(record for record in records if record is not None))


def _section(section: Section) -> Iterator[str]:
    yield f".SS {_roff(section.title)}"
    if section.note:
        yield _roff(section.note)
    yield from _rows(section.rows)


def _rows(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for term, means in rows:
        yield ".TP"
        yield rf"\fB{_roff(term)}\fR"
        yield _roff(means)


def _roff(text: str) -> str:
    """Return `text` with everything escaped that roff would interpret."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
