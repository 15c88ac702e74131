"""First names that English news spells in several ways, all of them one name.

Only spellings of one name are listed: no translations ("John" is not "Ivan"), and no
nicknames, since Mike Johnson and Michael Johnson may be two people.
"""

from __future__ import annotations

import re

# The first spelling of a line stands for the others.
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


def _table(lines: str) -> dict[str, str]:
    return {
        spelling: spellings.split()[0]
        for spellings in lines.strip().splitlines()
        for spelling in spellings.split()
    }


_SLAVIC_NAMES = _table(_SLAVIC)
_NAMES = _SLAVIC_NAMES | _table(_ARABIC)

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
    """The spelling that stands for all of this first name's."""
    return _NAMES.get(folded, folded)


def is_slavic(folded: str) -> bool:
    """A first name of the list, in Russian, Ukrainian or Belarusian spelling."""
    return folded in _SLAVIC_NAMES


def slavic_surname(folded: str) -> str:
    """A surname in one of the spellings that transliterators give it."""
    for pattern, to in _ENDINGS:
        folded = pattern.sub(to, folded)
    return folded
