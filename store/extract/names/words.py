"""Words that say something of the names beside them: first names, last words, titles."""

from __future__ import annotations

from functools import cache

from store.asset_files import shipped
from store.identity.folding import fold

# Words that stand beside names in English news and are no part of them.

ARTICLES = frozenset("the The THE a A an An".split())

HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof sir dame lord lady rev fr sen rep gov hon "
    "det insp supt cllr "
    "brigadier commodore constable gen lt col maj capt cpl sgt pvt cmdr adm brig "
    "sheikh sheik ayatollah imam mullah "
    "rabbi pope cardinal archbishop bishop father sister reverend monsignor "
    "king queen prince princess emperor empress sultan emir duke duchess count countess baron "
    "justice judge".split()
)
"""Titles of one word that stand right before a person's name."""

OFFICES = frozenset(
    "president vice-president premier chancellor minister secretary chairman chairwoman chair "
    "chief director governor mayor senator congressman congresswoman representative ambassador "
    "envoy spokesman spokeswoman spokesperson general colonel major captain lieutenant sergeant "
    "admiral marshal commander professor doctor coach leader candidate lawmaker deputy speaker "
    "commissioner attorney prosecutor detective inspector officer analyst economist editor "
    "correspondent reporter author novelist actor actress singer director-general "
    "undersecretary councillor councilman treasurer foreign defense defence prime vice "
    "interior finance lawyer".split()
)
"""Words for offices and trades that stand before a person's name."""

NEWSROOMS = frozenset("newsdesk newsroom".split())
"""What a wire puts after a place to sign off."""

CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun today yesterday tomorrow tonight gmt utc est edt cet bst am pm a.m. p.m.".split()
)

NEVER = frozenset(
    "px email e-mail tel fax photo photos video image caption date page pages click share tweet "
    "print subscribe copyright reuters/ http https www com html note notes source sources "
    "cts qtly mthly div pay record net shr shrs revs avg qtr oper prior vs mln bln dlrs stg "
    "nine mths "
    "nil tba n/a etc internet web dollar dollars euro euros yen pound pounds percent pct "
    "shareholder shareholders results newsroom inc ltd q1 q2 q3 q4".split()
)
"""Words of pages, tables and wires that the model takes for names."""

PARTICLES = frozenset(
    "al el bin ben ibn abu de da di do dos du del della van von der den la le".split()
)
"""Small words inside surnames, with or without a hyphen after them."""

LED = frozenset(
    "led backed dominated based brokered born controlled held occupied ruled sponsored supported "
    "allied aligned friendly funded financed trained educated run owned made built imposed "
    "sanctioned mediated style wide bound listed drafted proposed supplied linked affiliated "
    "installed registered annexed administered appointed organized organised hosted".split()
)
"""What follows a name and a hyphen: "Moscow-led"."""


# Words that tell of a person whether "she" or "he" is said: first names, titles, nouns.

FEMALE, MALE = "female", "male"


@cache
def _words() -> dict[str, dict[str, str]]:
    parts: dict[str, dict[str, str]] = {"given": {}, "title": {}, "noun": {}}
    lines = shipped("codebook", "genders.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for word, part, gender in rows[1:]:
        parts[part][word] = gender
    return parts


def gender_of_title(word: str) -> str | None:
    """ "Ms", "Prince", in any case, with its full stop or without."""
    return _words()["title"].get(word.casefold().rstrip("."))


def gender_of_noun(word: str) -> str | None:
    """ "Actress", "husband"; None where the noun does not tell."""
    return _words()["noun"].get(word.casefold())


def gender_of_given(first: str) -> str | None:
    """Of a first name as it is written; None where both have it, or nobody that we know."""
    return _words()["given"].get(first)


# First names, for telling persons from what the model takes them for.

GIVEN_NAMES = frozenset(
    fold(word)
    for line in shipped("gazetteer", "given_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Folded."""


# Words that end (or begin) the names of organisations, places, events, works and laws.

ORGANIZATIONS = frozenset(
    "KGaA SE Oyj OYJ AB ASA A/S Limited Incorporated Pty "
    "Inc Inc. Corp Corp. Ltd Ltd. LLC PLC Plc AG NV SA GmbH SpA Co Co. Company Corporation Group "
    "Holdings University College Ministry Department Party Committee Commission Council Agency "
    "Association Federation Institute Foundation Union Airlines Airways Bank Court Tribunal "
    "Organization Organisation Society Congress Parliament Senate Assembly Authority Bureau "
    "Brigade Brigades Battalion Regiment Division Army Navy Guard Corps Command Forces Police "
    "Times Post News Tribune Herald Gazette Journal Newspaper Daily Telegraph Observer "
    "Industries Systems Technologies Motors Motor Petroleum Energy Electric Laboratories "
    "Associates Partners Securities Stores Enterprises Resources Products Pharmaceuticals Software "
    "Insurance Communications Library Museum Center Centre School Laboratory Orchestra Press "
    "Coalition Alliance League Movement Front Club Fund Trust Exchange Hospital Infirmary "
    "Clinic".split()
)
BUILDINGS = frozenset(
    "Airport Bridge Stadium Mosque Cathedral Square Street Avenue Road Boulevard Palace Tower "
    "Base Airbase Barracks Station Theater Theatre Hotel Plaza Highway Tunnel Temple Monument "
    "Prison Cemetery Dam Arena Airfield Mall Gate".split()
)
WORKS = frozenset("Show Report Prize Award Awards Trophy".split())
LAWS = frozenset("Act Amendment Treaty Accord Accords Agreement Protocol".split())
LANDSCAPES = frozenset(
    "Mountains Mountain Sea Ocean River Lake Valley Desert Peninsula Island Islands Bay Strait "
    "Gulf Canal Forest Hills Coast Basin Plateau Glacier Reef".split()
)
INSTRUMENTS = frozenset("Telescope Satellite Spacecraft Rover Probe".split())
DIVISIONS = frozenset(
    "Province County District Municipality Prefecture Governorate Oblast Township Region".split()
)
EVENTS = frozenset(
    "Summit Conference Dialogue Forum Games Olympics Cup War Festival Championship Championships "
    "Marathon Convention Day Election".split()
)
LAST = {
    BUILDINGS: "FAC",
    WORKS: "WORK",
    LAWS: "LAW",
    LANDSCAPES: "LOC",
    EVENTS: "EVENT",
    DIVISIONS: "GPE",
    INSTRUMENTS: "PRODUCT",
}
"""Last words → the type they tell."""
CLUBS = frozenset(
    "United City Rovers Wanderers Athletic Albion Hotspur Rangers Wednesday Orient Argyle FC AFC "
    "CF SC FK Harriers Thistle".split()
)
"""What follows a town in the name of its club."""
BUSINESS = frozenset(
    "inc corp ltd llc plc ag nv sa gmbh spa co company corporation group holdings holding "
    "international industries bancorp financial services systems technologies technology "
    "communications laboratories banks bank airlines airways motors motor electric energy "
    "petroleum oil stores foods products resources pharmaceuticals partners associates trust "
    "savings air lines computer computers steel chemical chemicals gas electronics pictures "
    "royalty capital insurance software entertainment media".split()
)
"""What a company's short name leaves out."""
LEGAL = frozenset("inc corp ltd llc plc ag nv sa gmbh spa co kgaa oyj ab asa a/s limited".split())
COMMON_FIRST = frozenset(
    "american national first united international general new bank british canadian federal "
    "standard the great north south east west northern southern eastern western pacific "
    "atlantic central global universal royal city state public".split()
)
CAMPS = frozenset(
    "conservative republican democratic communist socialist liberal green national workers "
    "people's new united christian reform progressive independent social popular".split()
)
"""First words of parties that say more than the party: "Labour" is one, "Green" is not."""
