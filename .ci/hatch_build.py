"""Puts the man page and the shells' completion into the wheel, made from the program itself.

An editable install has none: `dateline help man` and `dateline help completion` print them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_INSTALLED = {
    "dateline.1": "share/man/man1/dateline.1",
    "dateline.bash": "share/bash-completion/completions/dateline",
    "_dateline": "share/zsh/site-functions/_dateline",
    "dateline.fish": "share/fish/vendor_completions.d/dateline.fish",
}


class ManualHook(BuildHookInterface[Any]):
    """Run by hatchling for the wheel; see `[tool.hatch.build.targets.wheel.hooks.custom]`."""

    _folder: Path | None = None

    def dependencies(self) -> list[str]:
        """What the program needs to tell its commands: three of its own dependencies."""
        needed = self.metadata.core.dependencies
        return [each for each in needed if each.startswith(("click", "msgspec", "rich"))]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._folder = Path(mkdtemp(prefix="dateline-manual-"))
        for name, text in self._made().items():
            (self._folder / name).write_text(text, encoding="utf-8")
            build_data["shared_data"][str(self._folder / name)] = _INSTALLED[name]

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if self._folder is not None:
            shutil.rmtree(self._folder)

    def _made(self) -> dict[str, str]:
        sys.path.insert(0, self.root)
        from tui.cli.manual import completion_script, man_page
        from tui.cli.program import program

        scripts = {"bash": "dateline.bash", "zsh": "_dateline", "fish": "dateline.fish"}
        return {
            "dateline.1": man_page(program, self.metadata.version),
            **{name: completion_script(program, shell) for shell, name in scripts.items()},
        }
