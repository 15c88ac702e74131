"""Where things are on this machine: a flag, else the environment, else XDG."""

from __future__ import annotations

import os
from pathlib import Path

STORE_VARIABLE = "DATELINE_STORE"
CONFIG_VARIABLE = "DATELINE_CONFIG"


def store_folder(flag: str | None = None) -> Path:
    """The store: `--store`, `$DATELINE_STORE`, or `dateline/store` in XDG's data folder."""
    chosen = flag or os.environ.get(STORE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("dateline") / "store"


def config_file() -> Path:
    """The settings: `$DATELINE_CONFIG`, or `dateline/config.toml` in XDG's config folder."""
    chosen = os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_config_path

    return user_config_path("dateline") / "config.toml"
