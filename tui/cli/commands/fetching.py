"""What the commands that fetch have in common: their options, and a fetcher when it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from store import Fetcher, Source, Store, Web

full_option = click.option(
    "--full/--no-full",
    default=True,
    show_default=True,
    help="Read an item of a fetched feed that is only a summary from its page, where the host's "
    "robots.txt permits.",
)
private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="Fetch from addresses of this machine and its network too. Only for feeds that you trust.",
)


def web_of(store: Store, inputs: Iterable[Source], *, allow_private: bool) -> Web | None:
    """What fetches the links among the inputs; None where there are none, and nothing that
    could open a network is loaded."""
    if not any(source.is_link for source in inputs):
        return None
    from store import Web

    return Web(store, fetcher_for(allow_private=allow_private))


def fetcher_for(*, allow_private: bool) -> Fetcher:
    """What fetches, from public addresses or from all."""
    from store import Client, Fetcher, anywhere

    return Fetcher(Client(why_not=anywhere) if allow_private else Client())
