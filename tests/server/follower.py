"""Follows a store until its standard input ends; prints the number of each article it saw.

python -m tests.server.follower STORE
"""

from __future__ import annotations

import select
import sys
from pathlib import Path

from store import Store


def main() -> None:
    with Store.open(Path(sys.argv[1]), readonly=True) as store:
        version, over = 0, False
        while not over:
            over = bool(select.select([sys.stdin], [], [], 0.1)[0])
            for change in store.changes(version):
                version = max(version, change.version)
                if change.table == "articles":
                    assert store.article(change.doc_id).text
                    sys.stdout.write(f"{change.doc_id}\n")


if __name__ == "__main__":
    main()
