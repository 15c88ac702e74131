"""What looking at the first page loads, and what only a search does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOOKING = """
import sys
from pathlib import Path
from store import Filter, Store, Term, Views
store = Store.open(Path(sys.argv[1]), create=True)
views = Views.open(store)
everything = Filter()
views.counts(everything), views.articles(everything), views.entities(everything)
views.events(everything), views.histogram(everything), views.search.names("a")
views.headings(everything, "month")
loaded = lambda: sorted({name.partition(".")[0] for name in sys.modules})
print(*loaded())
views.update()
views.counts(Filter((Term("entity", "gpe/BY"),)))
print(*loaded())
"""
LATER = {"tantivy", "lark", "rapidfuzz", "numpy", "spacy", "thinc", "textual"}


def test_looking_loads_no_search_engine_no_parser_and_no_bitmaps(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOKING, str(tmp_path / "store")],
        capture_output=True,
        text=True,
        check=True,
    )
    first_look, filtered = (set(line.split()) for line in done.stdout.splitlines())
    assert "msgspec" in first_look
    assert not first_look & {*LATER, "pyroaring"}
    assert not filtered & LATER
