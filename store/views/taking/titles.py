"""What stands for an article in a list."""

from __future__ import annotations

from store.reading import Article, Reading

_CUT = 300


def title_of(article: Article, reading: Reading | None) -> tuple[str, bool]:
    """The headline on one line, or the first sentence and True where there is no headline."""
    if article.title and article.title.strip():
        return _one_line(article.title), False
    for sentence in reading.sentences if reading else ():
        words = _one_line(article.text[sentence.start : min(sentence.end, sentence.start + 4_000)])
        if words:
            return words, True
    for line in article.text[:4_000].splitlines():
        if line.strip():
            return _one_line(line), True
    return "", True


def _one_line(text: str) -> str:
    return " ".join(text[:4_000].split())[:_CUT]
