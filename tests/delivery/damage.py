"""Every way in which a delivery is known to be damaged, and what must come of it.

Damages combine: any of them, in any order, but those that do no harm first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from delivery.habits import BOOK_FORMS, FORMS, TEXT_FORMS
from delivery.office import Parcel
from delivery.spelling import MARKS

SAME = "same"


@dataclass(frozen=True)
class Damage:
    """One way to damage a delivery.

    Attributes
    ----------
    apply
        Does it to a parcel.
    outcome
        ``SAME``: the register is that of the tables sent cleanly; else codes, of which the refusal
        names one at least.
    warning
        Code of a warning that must come with it where the delivery is accepted.
    forms
        Files in which there can be such a damage.
    in_tables
        Whether the tables themselves say something else, however they are sent: done before others.
    """

    name: str
    apply: Callable[[Parcel], None]
    outcome: str | frozenset[str] = SAME
    warning: str = ""
    forms: Sequence[str] = FORMS
    in_tables: bool = False

    @property
    def is_harmless(self) -> bool:
        """Whether the register must come out the same."""
        return self.outcome == SAME

    def __str__(self) -> str:
        return self.name


def expected_codes(damages: Iterable[Damage]) -> frozenset[str]:
    """Return the codes of which a refusal must name one; none where it must be accepted."""
    return frozenset().union(*(d.outcome for d in damages if not d.is_harmless))


def _habit(name: str, *, warning: str = "", **choices: Sequence[object]) -> Damage:
    """Return a damage that gives the office other habits, each one of those named."""

    def apply(parcel: Parcel) -> None:
        chosen = {key: parcel.rng.choice(values) for key, values in choices.items()}
        parcel.habits = replace(parcel.habits, **chosen)

    return Damage(name, apply, warning=warning)


def _text_habit(name: str, **choices: Sequence[object]) -> Damage:
    return replace(_habit(name, **choices), forms=TEXT_FORMS)


def _book_habit(name: str, *, warning: str = "", **choices: Sequence[object]) -> Damage:
    return replace(_habit(name, warning=warning, **choices), forms=BOOK_FORMS)


_ALWAYS = (True,)
HARMLESS = (
    _habit("headings in Persian", headings=["persian"]),
    _habit("headings in the office's own words", headings=["own"]),
    _habit("labels in Persian", labels=["fa"]),
    _habit("labels in English", labels=["en"]),
    _habit("labels and codes in one column", labels=["mixed"]),
    _habit("Arabic letters", arabic_letters=_ALWAYS),
    _habit("words apart or joined", joints=[" ", ""]),
    _habit("digits of another script", digits=["persian", "arabic"]),
    _habit("digits of several scripts", digits=["mixed"]),
    _habit("Solar Hijri dates", dates=["slash", "dash", "dot", "plain", "short"]),
    _habit("dates with a time", dates=["time"]),
    _habit("date cells", dates=["cell"]),
    _habit("dates as serial numbers", dates=["serial"]),
    _habit("dates of several kinds in one column", dates=["mixed"]),
    _habit("months in another form", months=["slash", "short", "plain", "words", "mixed"]),
    _habit("thousands marks", marks=[*MARKS, "\u00a0"], minus=["before", "behind", "sign"]),
    _habit("amounts in toman", unit=["tomans"]),
    _habit("the unit in the cell", unit=["cells"]),
    _habit("numbers as numbers", numbers=["numbers"]),
    _habit("numbers with a fraction of nothing", numbers=["floats"]),
    _habit("stray marks and spaces", strays=_ALWAYS),
    _habit("a column of names", names=_ALWAYS, warning="W202"),
    _habit("a column of row numbers", row_numbers=_ALWAYS, warning="W202"),
    _habit("a column of remarks", remarks=_ALWAYS, warning="W202"),
    _habit("columns and rows in another order", shuffled=_ALWAYS),
    _habit("titles above the headings", titles=[1, 2, 3]),
    _habit("blank columns", blank_columns=[1, 3]),
    _habit("blank rows", blank_rows=[1, 3]),
    _habit("groups of headings", bands=["groups"]),
    _habit("headings over two rows", bands=["tall", "split"]),
    _habit("headings over blank columns", wide=_ALWAYS),
    _habit("totals at the foot", totals=["جمع", "جمع کل", "مجموع", "Total"], warning="W214"),
    _habit("a total that is none", totals=["جمع"], wrong_totals=_ALWAYS, warning="W215"),
    _habit("a total for each county", by_county=_ALWAYS, warning="W214"),
    _habit("a file for each county", by_files=_ALWAYS),
    _habit("files named one by one", pack=["files"]),
    _habit("files in folders", pack=["folders"]),
    _habit("files in an archive", pack=["zip"]),
    _habit("rows sent twice", twice=[0.1, 0.5, 1], warning="W201"),
    _habit("a file sent twice", file_twice=_ALWAYS, warning="W201"),
    _text_habit("a mark of UTF-8", encoding=["utf-8-sig"]),
    _text_habit("UTF-16", encoding=["utf-16-le", "utf-16-be"]),
    _text_habit("Windows-1256", encoding=["cp1256"]),
    _text_habit("another separator", separator=[";", "\t", "|", "؛", "،"]),
    _text_habit("a separator behind the rows", trailing=["all", "some"]),
    _text_habit("short rows of titles and totals", padded=[False]),
    _text_habit("other ends of lines", line_end=["\n"]),
    _book_habit("the tables in one workbook", one_book=_ALWAYS),
    _book_habit("sheets of something else", other_sheets=_ALWAYS, warning="W216"),
)
