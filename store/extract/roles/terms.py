"""Past terms of office: "President Carter" in an article of 1988 is a former president."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped_rows
from store.extract.extensions import FoundRole
from store.extract.rules import nothing, rule
from store.identity.folding import fold
from store.identity.keys import person_key

Terms = dict[tuple[str, str], dict[str, str]]
"""Maps a person's key and an office to the last day of the term, by country."""


@cache
def _terms() -> Terms:
    """Return the rows of `terms.tsv`, also by surname alone, read once."""
    found: Terms = {}
    for name, offices, country, until in shipped_rows("codebook", "terms.tsv"):
        for key in (person_key(name), person_key(name.split()[-1])):
            for office in offices.split("|"):
                term = found.setdefault((key, office), {})
                term[country] = max(until, term.get(country, ""))
    return found


@rule("roles.terms", off=nothing)
def mark_past(roles: list[FoundRole], published: str) -> list[FoundRole]:
    """Mark roles as former whose holder's last term ended before the day of the article.

    Returns the roles that it has marked.
    """
    marked = [role for role in roles if role.standing is None and _is_over(role, published)]
    for role in marked:
        role.standing = "former"
    return marked


def _is_over(role: FoundRole, published: str) -> bool:
    terms = _terms().get((role.person.key, fold(role.role)), {})
    if role.of is not None:
        iso = role.of.iso or ("US" if role.of.key.startswith("gpe/US/") else "")
        terms = {iso: terms[iso]} if iso in terms else {}
    return bool(terms and published) and all(published[:10] > until for until in terms.values())
