"""Charts of every kind, in both languages, ordinary and difficult."""

from collections.abc import Callable

from helpers.domain.areas import Area
from helpers.domain.periods import Month, Year
from helpers.domain.persian import Lang, persian_digits
from helpers.report.charts import Chart, Line, bars, bubble_map, composition, pair, trend

MONTHS = [Month(1402, 7) + months for months in range(13)]
RISING = tuple(5210.0 + 48 * step for step in range(13))
FALLING = tuple(3000.0 - 90 * step for step in range(12))
CAUSES = {
    "fa": ["فوت همسر", "ازکارافتادگی همسر", "سربازی همسر", "۲۵ تا ۳۴ سال", "<b> & $x$"],
    "en": ["Death of husband", "Return of the breadwinner", "Military", "25 to 34", "<b> & $x$"],
}
COUNTS = (410.0, 95.0, None, 0.0, 15.0)


def area(number: int, latitude: float, longitude: float) -> Area:
    return Area(
        f"county-{number}", "county", "p", f"شهرستان {persian_digits(str(number))}",
        f"County {number}", "مرکز", "Seat", latitude, longitude, {}, {}, {},
    )  # fmt: skip


# Two of them lie almost on each other.
AREAS = [
    area(1, 36.67, 48.48), area(2, 36.15, 49.22), area(3, 36.43, 48.28),
    area(4, 36.20, 49.19), area(5, 36.92, 48.95),
]  # fmt: skip
PERSONS = {"fa": "نفر", "en": "persons"}
RIALS = {"fa": "ریال", "en": "rials"}
NAMES = {
    "fa": ["پرونده‌های تشکیل‌شده", "پرونده‌های مختومه‌شده"],
    "en": ["Files opened", "Files closed"],
}
TITLE = {"fa": "شمار <همه>", "en": "Number of <all>"}

Draw = Callable[[Lang], Chart]
EXAMPLES: dict[str, Draw] = {
    "trend": lambda lang: trend(
        MONTHS, [Line("", RISING)],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "trend of two": lambda lang: trend(
        MONTHS, [Line(NAMES[lang][0], RISING), Line(NAMES[lang][1], (*FALLING, None))],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "trend of sums": lambda lang: trend(
        [Year(1400 + year) for year in range(4)], [Line("", (5.1e10, None, 6.2e10, 7.7e10))],
        title=TITLE[lang], unit=RIALS[lang], decimals=0, lang=lang,
    ),
    "trend below zero": lambda lang: trend(
        MONTHS, [Line("", tuple(value - 5400 for value in RISING))],
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "trend of one month": lambda lang: trend(
        MONTHS[:1], [Line("", (5.0,))],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "trend all hidden": lambda lang: trend(
        MONTHS, [Line("", (None,) * 13)],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "bars": lambda lang: bars(
        CAUSES[lang], COUNTS,
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "bars below zero": lambda lang: bars(
        CAUSES[lang], (-12.5, 3.0, None, 0.0, 20.0),
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "bars with reference": lambda lang: bars(
        CAUSES[lang], (5.4, 4.9, None, 4.0, 6.1), reference=(NAMES[lang][0], 5.2),
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "bars all hidden": lambda lang: bars(
        CAUSES[lang], (None,) * 5,
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "pair": lambda lang: pair(
        CAUSES[lang], COUNTS, (5.4, 4.9, None, 0.0, 6.1), reference=(NAMES[lang][0], 5.2),
        title=TITLE[lang], number_unit=PERSONS[lang], rate_unit=PERSONS[lang],
        number_decimals=0, rate_decimals=1, lang=lang,
    ),
    "composition": lambda lang: composition(
        MONTHS, [Line(NAMES[lang][0], RISING), Line(NAMES[lang][1], (*FALLING, None))],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "composition all hidden": lambda lang: composition(
        MONTHS, [Line(NAMES[lang][0], RISING), Line(NAMES[lang][1], (None,) * 13)],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "bubble map": lambda lang: bubble_map(
        AREAS, (3035.0, 800.0, None, 330.0, 0.0),
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "bubble map all hidden": lambda lang: bubble_map(
        AREAS, (None,) * 5,
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
}  # fmt: skip
