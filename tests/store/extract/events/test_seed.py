"""The seed article: what must be there and what never may."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from store.extract.pipeline import Extractor
from store.intake.published import dated
from store.reading import Article, to_json


def test_twelve_events_and_no_forbidden_one(
    reader: Extractor, shared: Path, tmp_path: Path
) -> None:
    text = (shared / "gold/seed/article.txt").read_text(encoding="utf-8")
    article = Article(id=hashlib.sha256(text.encode()).hexdigest(), text=text)
    reading = tmp_path / "reading.json"
    reading.write_text(to_json(reader.read(dated(article))), encoding="utf-8")
    score = [sys.executable, shared / "score/seed.py", shared / "gold/seed/facts.json", reading]
    run = subprocess.run(score, capture_output=True, text=True, check=True)
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["events"] == [12, 12]
    assert found["claims"] == [2, 2]
    assert found["forbidden"] == []
