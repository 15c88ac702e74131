"""First names that English news spells in several ways.

Keys unify only spellings of one name. There are no translations ("John" is not "Ivan"), and short
Keys unify only spellings of one name. There are no translations ("John" is not "Ivan"). Short forms
are apart, since Mike Johnson and Michael Johnson may be two people: `formal_name` is for those who
"""

from __future__ import annotations

import re

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

_SHORT_FORMS = """
abigail abby
albert al bert
alexander alex sandy
andrew andy drew
anthony tony
benjamin ben
charles charlie chuck
christopher chris
daniel dan danny
david dave
deborah debbie deb
donald don donnie
douglas doug
edward ed eddie ted teddy
elizabeth liz beth betsy betty
eugene gene
francis frank
frederick fred freddie freddy
gerald gerry jerry
gregory greg
harold hal
henry hank
jacob jake
james jim jimmy jamie
jeffrey jeff
joseph joe joey
john jack johnny jeb
kenneth ken kenny
katherine kathy kate katie
lawrence larry
leonard len lenny
margaret maggie peggy meg
matthew matt
michael mike mick
nicholas nick
patricia pat patty
patrick paddy
peter pete
philip phil
raymond ray
rebecca becky
richard dick rich rick
robert bob bobby rob robbie
ronald ron ronnie
samuel sam sammy
stephen steve
susan sue
terence terry
theodore theo
thomas tom tommy
timothy tim
victoria vicky
vincent vince
walter walt
william bill billy will willie
"""


def _table(lines: str) -> dict[str, str]:
    return {
        spelling: spellings.split()[0]
        for spellings in lines.strip().splitlines()
        for spelling in spellings.split()
    }


_SLAVIC_NAMES = _table(_SLAVIC)
_NAMES = _SLAVIC_NAMES | _table(_ARABIC)
_FORMAL = _table(_SHORT_FORMS)

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


def formal_name(folded: str) -> str:
    """Return the formal form of a folded first name: "joe" is "joseph"."""
    return _FORMAL.get(folded, folded)


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
