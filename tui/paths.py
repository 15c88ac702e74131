"""Where files are on this machine: by a flag, else the environment, else XDG."""

from __future__ import annotations

import os
from pathlib import Path

from store import UserError

STORE_VARIABLE = "DATELINE_STORE"
CONFIG_VARIABLE = "DATELINE_CONFIG"


def store_folder(flag: str | None = None) -> Path:
    """Return the folder of the store.

    It is `--store`, `$DATELINE_STORE`, or `dateline/store` in XDG's data folder.

    Raises:
        UserError: when the user has no home folder.
    """
    chosen = flag or os.environ.get(STORE_VARIABLE)
    if chosen:
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - Path's raises without a home
    from platformdirs import user_data_path

    folder = user_data_path("dateline")
    if not folder.is_absolute():
        raise UserError(
            "There is no home folder here.", "Set HOME, or name the store with --store."
        )
    return folder / "store"


def config_file() -> Path:
    """Return the path of the config file.

    It is `$DATELINE_CONFIG`, or `dateline/config.toml` in XDG's config folder.
    """
    chosen = os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return Path(os.path.expanduser(chosen))  # noqa: PTH111
    from platformdirs import user_config_path

    return user_config_path("dateline") / "config.toml"


def state_folder() -> Path | None:
    """Return `dateline` in XDG's state folder, for what one session leaves to the next.

    None for a user without a home folder.
    """
    from platformdirs import user_state_path

    folder = user_state_path("dateline")
    return folder if folder.is_absolute() else None
