"""What the importing process loads: no parser of a stranger's bytes, and no model."""

from __future__ import annotations

import subprocess
import sys

PARSERS = {"lxml", "trafilatura", "htmldate", "feedparser", "pypdf", "warcio", "defusedxml"}
MODELS = {"spacy", "thinc", "numpy", "py3langid"}


def test_an_import_loads_neither_parsers_nor_models() -> None:
    program = (
        "import sys, store.ingest.add, store.intake.formats, store.intake.draft\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert "msgspec" in loaded
    assert not loaded & (PARSERS | MODELS)
