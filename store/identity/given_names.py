"""First names that English news spells in several ways, all of them one name.

Only spellings of one name are listed: no translations ("John" is not "Ivan"), and no
nicknames, since Mike Johnson and Michael Johnson may be two people.
"""

from __future__ import annotations

_SPELLINGS = """
alexander aleksandr alyaksandr aliaksandr oleksandr alexandr aleksander alieksandr
aleksandra alexandra oleksandra
aleksei alexei aleksey alexey alexi oleksiy oleksii
alyona alena aliona
anatoly anatoli anatoliy anatolii
andrei andrey andrej andriy andrii
arseny arseniy arsenii
boris borys
dmitry dmitri dmitriy dmitrii dmytro dzmitry
evgeny yevgeny evgeni yevgeni yevgeniy evgenii yevhen
evgenia yevgenia yevgeniya
gennady gennadi gennadiy
georgy georgi georgiy
grigory grigori grigoriy
igor ihor
maxim maksim maksym
mikhail michail mykhailo mikhailo mykhaylo
mikalai nikolai nikolay mykola
oleg oleh
pavel pavlo
sergei sergey serhiy serhii siarhei
sviatlana svetlana svitlana
tatiana tatyana tetiana
valery valeri valeriy valerii
vasily vasili vasiliy vasyl
victor viktor
viktoria victoria viktoriya
vitaly vitali vitaliy vitalii
vladimir wladimir volodymyr uladzimir
vyacheslav viacheslav viachaslau
yekaterina ekaterina kateryna
yelena elena olena
yulia yuliya iuliia julia
yuri yury iurii yuriy
abd abdel abdul abdal
ahmed ahmad achmed
hussein hussain husayn husain hossein hosein
mahmoud mahmud
mohammed muhammad mohammad mohamed muhammed mohamad
mustafa mustapha moustafa
omar umar
osama usama
yusuf youssef yousef yousuf
"""

_FIRST: dict[str, str] = {
    spelling: spellings.split()[0]
    for spellings in _SPELLINGS.strip().splitlines()
    for spelling in spellings.split()
}


def given_name(folded: str) -> str:
    """The spelling that stands for all of this first name's."""
    return _FIRST.get(folded, folded)
