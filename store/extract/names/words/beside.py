"""Words that stand beside names in English news and are no part of them."""

from __future__ import annotations

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
