"""`dateline init`: make a store, private or shared with a group."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.output.printing import line


@click.command()
@click.option("--shared", metavar="GROUP", help="Share the store with this group of the system.")
@click.option(
    "--members",
    type=click.Choice(["write", "read"]),
    help="What the group's members may do; write when it is not said.",
)
@click.pass_obj
def init(folder: Path, shared: str | None, members: str | None) -> None:
    """Make an empty store, or share one that is there with a group.

    A store is its owner's alone (files 0600, folders 0700). Shared, its folder has the
    set-group-ID bit, and all that anybody makes in it is the group's, whatever the umask
    of the member who makes it; others than the group may never look.

    \b
    Examples:
      dateline --store ./case init
      dateline --store /srv/news init --shared newsroom
      dateline --store /srv/news init --shared newsroom --members read
    """
    from store import Store, share

    if members is not None and shared is None:
        raise click.UsageError("--members needs --shared GROUP.")
    if shared is not None:
        share(folder, shared, "read" if members == "read" else "write")
    with Store.open(folder, create=True) as opened:
        articles = len(opened.numbers())
    may = "look" if members == "read" else "look and add"
    line(
        f"{folder}: {articles:,} articles" + (f"; members of {shared} may {may}" if shared else "")
    )
