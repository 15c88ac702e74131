"""newsboat, the yardstick of a reader of news in a terminal, with a feed of a store's articles.

Debian has it: apt install newsboat.
"""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path

from store.database import Store

PROGRAM = shutil.which("newsboat")
TITLE = "dateline bench"


def newsboat(store: Path, folder: Path) -> list[str]:
    """newsboat's command, with the store's articles in a cache in `folder`; one that is there
    is used again. `j` goes down, as here."""
    assert PROGRAM is not None
    urls, cache, settings = folder / "urls", folder / "cache.db", folder / "config"
    command = [PROGRAM, "-u", str(urls), "-c", str(cache), "-C", str(settings)]
    if not cache.exists():
        folder.mkdir(parents=True, exist_ok=True)
        feed = folder / "feed.xml"
        _write_feed(feed, store)
        urls.write_text(f"file://{feed}\n")
        settings.write_text("auto-reload no\nbind-key j down\n")
        subprocess.run([*command, "-x", "reload"], check=True, timeout=900)
    return command


def _write_feed(feed: Path, store: Path) -> None:
    with Store.open(store, readonly=True) as opened, feed.open("w", encoding="utf-8") as file:
        file.write(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{TITLE}</title>'
            "<link>https://example.org/</link>"
        )
        for number in opened.numbers():
            article = opened.article(number)
            title, text = _plain(article.title or ""), _plain(article.text)
            file.write(
                f"<item><title>{title}</title><guid>{number}</guid>"
                f"<description>{text}</description></item>"
            )
        file.write("</channel></rss>")


def _plain(text: str) -> str:
    """What XML may hold: some articles end with a control character."""
    return html.escape("".join(c for c in text if c >= " " or c in "\n\t"))
