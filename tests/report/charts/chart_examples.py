"""Charts of every kind, in both languages, ordinary and difficult."""

from collections.abc import Callable

from helpers.domain.areas import Area
from helpers.domain.periods import Month, Year
from helpers.domain.persian import Lang, persian_digits
from helpers.report.charts import (
    Chart,
    Line,
    against_scale,
    bars,
    bubble_map,
    composition,
    heat_map,
    pair,
    seasons,
    survival,
    trend,
)

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
PERCENT = {"fa": "درصد", "en": "percent"}
NAMES = {
    "fa": ["پرونده‌های تشکیل‌شده", "پرونده‌های مختومه‌شده"],
    "en": ["Files opened", "Files closed"],
}
TWO_YEARS = [Month(1401, 8) + months for months in range(24)]
WAVES = tuple(900.0 + 10 * step + 55 * (step % 12 < 5) - 30 * (step % 3) for step in range(24))
COUNTIES = {
    "fa": [
        "زنجان", "ابهر (همین صفحه)", "ایجرود", "خدابنده", "خرمدره", "ماهنشان", "سلطانیه", "طارم",
    ],
    "en": [
        "Zanjan County", "Abhar (this page)", "Ijrud", "Khodabandeh", "Khorramdarreh", "Mahneshan",
        "Soltanieh", "Tarom",
    ],
}  # fmt: skip
RATES = [
    [
        None if row == 5 and 3 < month < 9 else 4.4 + 0.3 * row + 0.05 * month * (row % 3)
        for month in range(24)
    ]
    for row in range(8)
]
# As many places as a province has, and no two neighbours in one class: the heaviest there can be.
MANY_RATES = [
    [None if (row + month) % 17 == 5 else 1.0 + (7 * row + 3 * month) % 9 for month in range(24)]
    for row in range(20)
]
SIZES = {
    "fa": ["۱ نفر", "۲ نفر", "۳ نفر", "۴ نفر", "۵ نفر و بیشتر"],
    "en": ["1 person", "2 persons", "3 persons", "4 persons", "5 or more persons"],
}
PAID = (9962825.0, 14152047.0, None, 25333333.0, 30400000.0)
SCALE = (9937200.0, 14152047.0, 19874400.0, 25552800.0, 31231200.0)
PAID_AND_SCALE: dict[Lang, tuple[str, str]] = {
    "fa": ("میانگین پرداخت", "مبلغ قانونی"), "en": ("Mean pension", "Legislated amount"),
}  # fmt: skip
COHORTS = [Year(1398 + year) for year in range(4)]
CLOSED = [[11.5, 17.8, 23.1], [12.4, 19.6, 25.8], [12.3, 21.6, None], [12.2, None, None]]
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
    "seasons": lambda lang: seasons(
        TWO_YEARS, WAVES, title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "seasons with gaps": lambda lang: seasons(
        TWO_YEARS[5:], (*WAVES[5:9], None, None, *WAVES[11:23], None),
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "seasons of one year": lambda lang: seasons(
        MONTHS[:5], RISING[:5], title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "seasons all hidden": lambda lang: seasons(
        TWO_YEARS, (None,) * 24, title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "heat map": lambda lang: heat_map(
        COUNTIES[lang], TWO_YEARS, RATES,
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "heat map of many": lambda lang: heat_map(
        [NAMES[lang][0], *(area.name(lang) for area in AREAS * 4)][:20], TWO_YEARS, MANY_RATES,
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "heat map of equals": lambda lang: heat_map(
        COUNTIES[lang][:2], [Year(1402), Year(1403)], [[5.0, 5.0], [5.0, None]],
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "heat map all hidden": lambda lang: heat_map(
        COUNTIES[lang], TWO_YEARS, [[None] * 24] * 8,
        title=TITLE[lang], unit=PERSONS[lang], decimals=1, lang=lang,
    ),
    "against scale": lambda lang: against_scale(
        SIZES[lang], PAID, SCALE, names=PAID_AND_SCALE[lang],
        title=TITLE[lang], unit=RIALS[lang], decimals=0, lang=lang,
    ),
    "against scale all hidden": lambda lang: against_scale(
        SIZES[lang], (None,) * 5, (None,) * 5, names=PAID_AND_SCALE[lang],
        title=TITLE[lang], unit=RIALS[lang], decimals=0, lang=lang,
    ),
    "survival": lambda lang: survival(
        COHORTS, (12, 24, 36), CLOSED,
        title=TITLE[lang], unit=PERCENT[lang], decimals=1, lang=lang,
    ),
    "survival all hidden": lambda lang: survival(
        COHORTS[-1:], (12, 24, 36), [[None] * 3],
        title=TITLE[lang], unit=PERCENT[lang], decimals=1, lang=lang,
    ),
    "bars with one marked": lambda lang: bars(
        CAUSES[lang], COUNTS, marked=1,
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "pair with a hidden one marked": lambda lang: pair(
        CAUSES[lang], COUNTS, (5.4, 4.9, None, 0.0, 6.1), reference=(NAMES[lang][0], 5.2), marked=2,
        title=TITLE[lang], number_unit=PERSONS[lang], rate_unit=PERSONS[lang],
        number_decimals=0, rate_decimals=1, lang=lang,
    ),
}  # fmt: skip

FOUR = {lang: [f"{name} {number}" for name in NAMES[lang] for number in "ab"] for lang in NAMES}
MANY = 20
# Of each kind the largest that a page may hold: two years of months, four lines, twenty counties.
LARGEST: dict[str, Draw] = {
    name: EXAMPLES[name] for name in ("seasons", "heat map of many", "against scale", "survival")
} | {
    "trend": lambda lang: trend(
        TWO_YEARS, [Line(name, WAVES) for name in FOUR[lang]],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "composition": lambda lang: composition(
        TWO_YEARS, [Line(name, (*WAVES[:20], *(None,) * 4)) for name in FOUR[lang]],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "bars": lambda lang: bars(
        COUNTIES[lang][1:2] * MANY, WAVES[:MANY], reference=(NAMES[lang][0], 950.0), marked=3,
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
    "pair": lambda lang: pair(
        COUNTIES[lang][1:2] * MANY, WAVES[:MANY], WAVES[:MANY], reference=(NAMES[lang][0], 950.0),
        title=TITLE[lang], number_unit=PERSONS[lang], rate_unit=PERSONS[lang],
        number_decimals=0, rate_decimals=1, lang=lang, marked=3,
    ),
    "bubble map": lambda lang: bubble_map(
        [area(number, 36 + number % 5 / 5, 48 + number / 12) for number in range(MANY)],
        [None if number % 4 == 3 else WAVES[number] for number in range(MANY)],
        title=TITLE[lang], unit=PERSONS[lang], decimals=0, lang=lang,
    ),
}  # fmt: skip
