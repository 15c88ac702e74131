"""First names that English news spells in several ways.

Keys unify only spellings of one name. There are no translations ("John" is not "Ivan"). Short forms
are apart, since Mike Johnson and Michael Johnson may be two people: `is_one_first_name` is for
those who weigh more than the name.
"""

from __future__ import annotations

import re
from collections import defaultdict

# The first spelling of each line is the canonical one.
_SLAVIC = """
alexander aleksandr alyaksandr aliaksandr oleksandr alexandr aleksander alieksandr
alexandra aleksandra oleksandra
alexei aleksei aleksey alexey oleksiy oleksii aliaksei
alena alyona aliona
anatoly anatoli anatoliy anatolii
andrei andrey andriy andrii
arseny arseniy arsenii
boris borys
denis dzianis denys
dmitry dmitri dmitriy dmitrii dmytro dzmitry
evgeny yevgeny evgeni yevgeni yevgeniy evgenii yevhen yauhen
evgenia yevgenia yevgeniya
gennady gennadi gennadiy
georgy georgi georgiy
grigory grigori grigoriy
igor ihor ihar
ilya illia ilia
konstantin kostiantyn
leonid leanid
maxim maksim maksym
mikhail mykhailo mikhailo mykhaylo mikhas
nikolai nikolay mykola mikalai
oleg oleh aleh
pavel pavlo
roman raman
sergei sergey serhiy serhii siarhei
svetlana sviatlana svitlana
tatiana tatyana tetiana
valery valeri valeriy valerii
vasily vasili vasiliy vasyl vasil
victor viktor viktar
viktoria viktoriya
vitaly vitali vitaliy vitalii
vladimir volodymyr uladzimir
vyacheslav viacheslav viachaslau
yekaterina ekaterina kateryna
yelena elena olena
yulia yuliya iuliia
yuri yury iurii yuriy
"""
_ARABIC = """
abdel abd abdul abdal
ahmed ahmad achmed
hussein hussain husayn husain hossein hosein
mahmoud mahmud
mohammed muhammad mohammad mohamed muhammed mohamad
mustafa mustapha moustafa
omar umar
osama usama
yusuf youssef yousef yousuf
"""

# The formal name stands first. A short form may be that of several: Ted is Edward or Theodore.
_SHORT_FORMS = """
abigail abby
abraham abe
alan al
albert al bert
alexander alex sandy
alexandra alex sandra
alfred al fred
amanda mandy
andrew andy drew
anthony tony
arthur art
barbara barb
benjamin ben
bernard bernie
bradley brad
calvin cal
carolyn carol
catherine cathy kate katie
charles charlie chuck chas
christina chris tina
christine chris tina
christopher chris
clifford cliff
cynthia cindy
daniel dan danny
david dave
deborah debbie deb debra
donald don donnie
dorothy dot
douglas doug
edmund ed
edward ed eddie ted teddy
edwin ed
elizabeth liz beth betsy betty lizzie
eugene gene
ezekiel zeke
florence flo
francis frank
franklin frank
frederick fred freddie freddy
gabriel gabe
gerald gerry jerry
gilbert gil
gregory greg
harold hal harry
harrison harry
henry hank harry
herbert herb
isaac ike
jacob jake
jacqueline jackie
james jim jimmy jamie
jeffrey jeff
jennifer jen jenny jenn
jerome jerry
jessica jess jessie
joanne jo
jonathan jon
joseph joe joey
joshua josh
judith judy
john jack johnny jeb
katherine kathy kate katie kathie
kathleen kathy kate katie
kathryn kathy kate katie
kenneth ken kenny
kimberly kim
lawrence larry
leonard len lenny
leroy roy
louis lou louie
margaret maggie peggy meg
martin marty
matthew matt
maxwell max
michael mike mick mickey
michelle shelly
mitchell mitch
nathan nate
nathaniel nate
nicholas nick
nicole nikki
norman norm
pamela pam
patricia pat patty tricia
patrick pat paddy
peter pete
philip phil
phillip phil
randall randy
raymond ray
rebecca becky
reginald reggie
richard dick rich rick
robert bob bobby rob robbie bert
ronald ron ronnie
russell russ
samantha sam
samuel sam sammy
sandra sandy
solomon sol
stanley stan
stephanie steph
stephen steve
steven steve
stuart stu
susan sue susie
suzanne sue
sylvester sly
terence terry
terrence terry
theodore theo ted teddy
theresa terry teri
thomas tom tommy
timothy tim timmy
tobias toby
valerie val
vernon vern
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
walter walt
wesley wes
wilfred will fred
william bill billy will willie
winston win
zachary zach zack
"""


def _table(lines: str) -> dict[str, str]:
    return {
        spelling: spellings.split()[0]
        for spellings in lines.strip().splitlines()
        for spelling in spellings.split()
    }


def _formal_names(lines: str) -> dict[str, frozenset[str]]:
    """Map each name to the formal names that it may stand for, itself among them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines.strip().splitlines():
        formal, *short = line.split()
        found[formal].add(formal)
        for each in short:
            found[each] |= {each, formal}
    return {name: frozenset(formal) for name, formal in found.items()}


_SLAVIC_NAMES = _table(_SLAVIC)
_NAMES = _SLAVIC_NAMES | _table(_ARABIC)
_FORMAL = _formal_names(_SHORT_FORMS)

_ENDINGS = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"enka$", "enko"),  # Belarusian for Ukrainian and Russian -enko
        (r"(?<=[sc]k)(?:iy|yy|ii|yi|ij|y|i)$", "y"),  # Zelenskyy, Zelenskiy, Zelensky
        (r"(?<=[sc]k)(?:aia|aja)$", "aya"),
        (r"(?<=[aeo])i(?=[bcdfgklmnprstvz])", "y"),  # Aleinik, Aleynik
        (r"(?<=[eo])ff$", "v"),
    )
]


def given_name(folded: str) -> str:
    """Return the canonical spelling of a folded first name."""
    return _NAMES.get(folded, folded)


def is_one_first_name(folded: str, other: str) -> bool:
    """Return whether two folded first names may be one person's: "jen" and "jennifer"."""
    if folded == other:
        return True
    first, second = _FORMAL.get(folded, frozenset()), _FORMAL.get(other, frozenset())
    return not first.isdisjoint(second)


def is_slavic(folded: str) -> bool:
    """Return whether a folded first name is on the list of Russian, Ukrainian and Belarusian
    names.
    """
    return folded in _SLAVIC_NAMES


def slavic_surname(folded: str) -> str:
    """Return a folded Slavic surname in a canonical transliteration."""
    for pattern, to in _ENDINGS:
        folded = pattern.sub(to, folded)
    return folded
