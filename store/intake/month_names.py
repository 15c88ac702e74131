"""The months' names in dates of news, in the languages of most sites, as CLDR has them: the form
that stands beside a day ("12 октября", "12 października"), the name alone, and abbreviations.
"""

from __future__ import annotations

_ENGLISH = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
# German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Finnish, Polish, Czech,
# Romanian, Turkish, Indonesian, Catalan; then Russian, Ukrainian, Greek, Arabic, Hebrew.
_OTHER = (
    "januar jänner jän janvier janv enero ene gennaio gen janeiro januari tammikuuta stycznia "
    "styczeń sty ledna leden ianuarie ocak gener января январь янв січня ιανουαρίου يناير "
    "ינואר בינואר",
    "februar feber février févr fév febrero febbraio fevereiro fev februari helmikuuta lutego "
    "luty lut února únor februarie şubat februari febrer февраля февраль фев лютого "
    "φεβρουαρίου فبراير شباط פברואר בפברואר",
    "märz mär mrz mars marzo março maart mrt marts maaliskuuta marca marzec března březen "
    "martie mart maret març марта март мар березня μαρτίου مارس آذار מרץ במרץ",
    "avril avr abril abr aprile aprila huhtikuuta kwietnia kwiecień kwi dubna duben aprilie "
    "nisan апреля апрель апр квітня απριλίου أبريل ابريل إبريل نيسان אפריל באפריל",
    "mai mayo maggio mag maio mei maj toukokuuta maja května květen mayıs maig мая май травня "
    "μαΐου مايو أيار מאי במאי",
    "juni juin junio giugno giu junho kesäkuuta czerwca czerwiec června červen iunie haziran "
    "juny июня июнь июн червня ιουνίου يونيو يونية حزيران יוני ביוני",
    "juli juillet juil julio luglio lug julho heinäkuuta lipca lipiec července červenec iulie "
    "temmuz juliol июля июль июл липня ιουλίου يوليو يوليه تموز יולי ביולי",
    "august août aout agosto ago augustus augusti elokuuta sierpnia sierpień srpna srpen "
    "ağustos agustus agost августа август авг серпня αυγούστου أغسطس اغسطس آب אוגוסט באוגוסט",
    "septembre septiembre setiembre settembre sett set setembro syyskuuta września wrzesień "
    "września září septembrie eylül setembre сентября сентябрь сент сен вересня σεπτεμβρίου "
    "سبتمبر أيلول ספטמבר בספטמבר",
    "oktober okt octobre octubre ottobre ott outubro out lokakuuta października październik "
    "října říjen octombrie ekim octubre октября октябрь окт жовтня οκτωβρίου أكتوبر اكتوبر "
    "אוקטובר באוקטובר",
    "novembre noviembre novembro marraskuuta listopada listopad listopadu noiembrie kasım "
    "ноября ноябрь ноя листопада νοεμβρίου نوفمبر נובמבר בנובמבר",
    "dezember dez décembre déc diciembre dic dicembre dezembro desember joulukuuta grudnia "
    "grudzień prosince prosinec decembrie aralık desembre декабря декабрь дек грудня "
    "δεκεμβρίου ديسمبر דצמבר בדצמבר",
)


def _numbered(rows: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, 1) for name in names.split()}


ENGLISH = _numbered(_ENGLISH)
"""A name in lower case to the month's number."""
OTHER = {name: number for name, number in _numbered(_OTHER).items() if name not in ENGLISH}
"""Names that no English date has. They are believed only beside a day and a year: "12 set" is
Italian or tennis."""
