"""Numbers, units and phrases in the language of the page."""

from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.persian import MINUS, Lang, format_number, list_in_words, persian_digits
from helpers.domain.terms import Terms
from helpers.report.series import Observation

_SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


@dataclass(frozen=True)
class Wording:
    """The words of one language, and the writing of numbers in it."""

    terms: Terms
    lang: Lang

    def term(self, kind: str, code: str) -> str:
        """Return the word for a code."""
        return self.terms.text(kind, code, self.lang)

    def phrase(self, code: str, **parts: str) -> str:
        """Return a phrase of the table of terms with its gaps filled."""
        return self.term("phrase", code).format(**parts)

    def inline(self, word: str) -> str:
        """Return a heading's word as it stands inside a sentence: in English in lower case."""
        return word[:1].lower() + word[1:] if self.lang == "en" else word

    def number(self, value: Decimal, decimals: int = 0) -> str:
        """Return a number with thousands marked, in the digits of the language."""
        return format_number(value, self.lang, decimals)

    def count(self, number: int) -> str:
        """Return a whole number, as :meth:`number` writes it."""
        return self.number(Decimal(number))

    def digits(self, number: int | str) -> str:
        """Return a number without marks between thousands, such as a year."""
        return persian_digits(str(number)) if self.lang == "fa" else str(number)

    def signed(self, value: Decimal, decimals: int = 0) -> str:
        """Return a number with its sign, for a left-to-right element."""
        text = self.number(abs(value), decimals)
        sign = "+" if value > 0 else MINUS if value < 0 else ""
        return sign + text

    def in_prose(self, value: Decimal, unit: str, decimals: int) -> str:
        """Return a number as a sentence says it: large sums in millions and billions."""
        if unit == "rials":
            for size, name in _SCALES:
                if abs(value) >= size:
                    return self.phrase(name, number=self.number(value / size, 1))
        return self.number(value, decimals)

    def quantity(self, observation: Observation) -> str:
        """Return a published value with its unit, as a sentence says it."""
        statistic = observation.statistic
        if observation.number is None:
            raise ValueError(f"{statistic.code} of {observation.period} is not published")
        number = self.in_prose(observation.number, statistic.unit, statistic.decimals)
        return f"{number} {self.term('unit', statistic.unit)}"

    def listed(self, names: list[str]) -> str:
        """Return the names as one list in words."""
        return list_in_words(names, self.lang)

    def quoted(self, names: list[str]) -> str:
        """Return the names in quotation marks, as one list in words."""
        return self.listed([self.phrase("quoted", name=name) for name in names])
