"""The man page: roff, from the commands of click and the tables of the manual."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tui.cli.manual import tables
from tui.cli.manual.tables import Section


def man_page(program: click.Group, version: str) -> str:
    """The page dateline(1)."""
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
        ("KEYS", tables.keys()),
        ("SEARCH", tables.search()),
        ("CONFIGURATION", tables.settings()),
    ):
        yield f".SH {title}"
        for section in sections:
            yield from _section(section)


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """Every command with its usage, its help and its options; groups with theirs."""
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
    """Paragraphs; those that click leaves as they are (`\\b`) stay so."""
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
    """`text` with nothing in it that roff would obey."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
