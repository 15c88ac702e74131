"""Words that end (or begin) the names of organisations, places, events, works and laws."""

from __future__ import annotations

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
