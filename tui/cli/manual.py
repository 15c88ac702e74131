"""`dateline help`: the manual as tables, the man page in roff, and the completion of shells."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import click
import msgspec
from click.shell_completion import get_completion_class

from store import FIELDS, SYNTAX
from tui.cli.program import Commands
from tui.config import Config
from tui.keys import KEYS, Command, format_keys
from tui.own_commands import PLACEHOLDERS
from tui.paths import CONFIG_VARIABLE, STORE_VARIABLE
from tui.view_model.state import PANES

if TYPE_CHECKING:
    from collections.abc import Iterable

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_DATELINE_COMPLETE"
"""What the script sets when it asks the program; click derives the same name."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a note, and rows of a term and its meaning."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


def key_sections(changed: Mapping[str, str] | None = None) -> list[Section]:
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


def search_sections() -> list[Section]:
    """Return the search language: its syntax and its fields."""
    return [
        Section("Words", tuple((row.written, row.means) for row in SYNTAX)),
        Section(
            "Fields",
            tuple((f"{row.name}:", f"{row.takes}; for example {row.example}") for row in FIELDS),
            "Alone, who: org: and place: find the articles that mention a name. With a term about "
            "events (event: type: by: is:claim and the like), all terms hold for one event: a name "
            "takes part in it, a place is where it happens, and the articles are those that report "
            "it. A name chosen from a list also finds the events whose sentence names it, and a "
            "country those of its places.",
        ),
    ]


def setting_sections(tables: str = "`dateline help config` names the folder.") -> list[Section]:
    """Return the settings of the config file, and environment variables.

    `tables` says where the shipped tables are, which differs from one machine to the next.
    """
    said = _docstrings(Config)
    rows = tuple(
        (field.name, f"{said[field.name]} Default: {_default(field)}.")
        for field in msgspec.structs.fields(Config)
    )
    return [
        Section(
            "Settings",
            rows,
            "The file dateline/config.toml in $XDG_CONFIG_HOME, by default ~/.config, in TOML.",
        ),
        Section(
            "Your own codebook",
            (
                ("verbs", r"sanction|blacklist\tSANCTION\t\tobj"),
                ("nouns", r"palaver\tCONSULT\t\twith=\tby"),
                ("actors", r"vigilante\tORG\tself"),
                ("recasts", r"beat\tASSAULT\t*\tgame\t*\tOTHER\tmatch"),
            ),
            "Tables of tab-separated columns (\\t stands for a tab). A file with noun, actor, "
            "context or recast in its name has rows of that kind, any other file has verbs. Your "
            "rows override the shipped ones for the same words. "
            f"The shipped tables describe their columns in their first lines: {tables}",
        ),
        Section(
            "Commands of your own",
            (
                ("key, name", "the key in the dashboard, and what the palette and ? call it"),
                ("run", 'the program and its arguments: ["xdg-open", "{url}"]; no shell sees them'),
                ("input", "what it reads from standard input, such as {citation}"),
                ("terminal", "true for a program that needs the terminal, such as w3m"),
                *((f"{{{name}}}", words) for name, words in PLACEHOLDERS.items()),
            ),
            "Each [[commands]] is a program that gets what is chosen. In an argument that begins "
            "with https:// the values are percent-encoded. Only your own config file is read, and "
            "it must not be writable by others.",
        ),
        Section(
            "Environment",
            (
                (STORE_VARIABLE, "The folder of the store. The option --store overrides it."),
                (CONFIG_VARIABLE, "The path of the config file."),
                ("NO_COLOR", "If it is set, the output has no colours."),
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
    """Return the page dateline(1) in roff."""
    return "\n".join(_page_lines(program, version)) + "\n"


def _page_lines(program: click.Group, version: str) -> Iterator[str]:
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
    yield from _option_entries(program, context)
    yield ".SH COMMANDS"
    yield from _command_entries(program, context)
    for title, sections in (
        ("KEYS", key_sections()),
        ("SEARCH", search_sections()),
        ("CONFIGURATION", setting_sections()),
    ):
        yield f".SH {title}"
        for section in sections:
            yield from _section_entries(section)


def _command_entries(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield every command with its usage, help and options."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join([inner.command_path, *command.collect_usage_pieces(inner)])
        yield f".SS {_roff(usage)}"
        yield from _prose(command.help or "")
        yield from _option_entries(command, inner)
        if isinstance(command, click.Group):
            yield from _command_entries(command, inner)


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


def _option_entries(command: click.Command, context: click.Context) -> Iterator[str]:
    records = (each.get_help_record(context) for each in command.get_params(context))
    yield from _row_entries(tuple(record for record in records if record is not None))


def _section_entries(section: Section) -> Iterator[str]:
    yield f".SS {_roff(section.title)}"
    if section.note:
        yield _roff(section.note)
    yield from _row_entries(section.rows)


def _row_entries(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for term, means in rows:
        yield ".TP"
        yield rf"\fB{_roff(term)}\fR"
        yield _roff(means)


def _roff(text: str) -> str:
    """Return `text` with everything escaped that roff would interpret."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def completion_script(program: click.Command, shell: str) -> str:
    """Return the completion script of a shell.

    Raises:
        KeyError: for an unknown shell.
    """
    script = get_completion_class(shell)
    if script is None:
        raise KeyError(shell)
    made = script(program, {}, "dateline", _VARIABLE)
    # Its own `source()` would start bash to ask for its version: the script may be for elsewhere.
    return (made.source_template % made.source_vars()).rstrip() + "\n"


class _Topics(Commands):
    """The topics of the manual. The name of a command is one too, and prints its help."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _help_of(ctx, cmd_name)


@click.group(cls=_Topics, invoke_without_command=True)
@click.pass_context
def help(ctx: click.Context) -> None:  # noqa: A001 - the command's name
    """Show the manual: keys, search, config, man page, shell completion; or any command.

    \b
    Examples:
      dateline help add
      dateline help feeds add
      dateline help search
      dateline help man | man -l -
      dateline help completion bash >> ~/.bashrc
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@help.command()
def keys() -> None:
    """Show every key of the dashboard, with its id for the config file.

    Keys that the config file changes are marked.
    """
    from tui.config import load_config
    from tui.keys import key_conflicts

    changed = load_config().keys
    _print_sections(key_sections(changed))
    for problem in key_conflicts(changed):
        click.echo(f"dateline: keys in the config file: {problem}", err=True)


@help.command()
def search() -> None:
    """Show the search language, the same in the dashboard and on the command line.

    `dateline search --help` describes the command.
    """

    _print_sections(search_sections())


@help.command()
def config() -> None:
    """Show the settings of the config file, and environment variables."""
    from store import shipped

    _print_sections(setting_sections(str(shipped("codebook"))))


@help.command()
def man() -> None:
    """Print the man page, in roff."""
    from importlib.metadata import version

    click.echo(man_page(_program(), version("dateline")), nl=False)


@help.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell: str) -> None:
    """Print the completion script of a SHELL (bash, zsh or fish).

    \b
    dateline help completion bash >> ~/.bashrc
    dateline help completion zsh >> ~/.zshrc
    dateline help completion fish > ~/.config/fish/completions/dateline.fish
    """
    click.echo(completion_script(_program(), shell), nl=False)


def _help_of(ctx: click.Context, name: str) -> click.Command | None:
    """Return a command that prints the help of a command or of its subcommand."""
    command = _program().get_command(ctx.find_root(), name)
    if command is None or ctx.resilient_parsing:
        return None

    def tell(rest: tuple[str, ...]) -> None:
        inner = click.Context(command, info_name=name, parent=ctx.find_root())
        for each in rest:
            if not isinstance(inner.command, click.Group):
                break
            called, found, _ = inner.command.resolve_command(inner, [each])
            if found is not None:
                inner = click.Context(found, info_name=called, parent=inner)
        click.echo(inner.get_help())

    return click.Command(name, params=[click.Argument(["rest"], nargs=-1)], callback=tell)


def _program() -> click.Group:
    from tui.cli.program import program

    return program


def _print_sections(sections: Iterable[Section]) -> None:

    click.echo(as_text(sections))
