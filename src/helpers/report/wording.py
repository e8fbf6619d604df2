"""Numbers, units and phrases in the language of the page."""

from dataclasses import dataclass
from decimal import Decimal

from helpers.domain.numbers import round_half_up
from helpers.domain.persian import MINUS, Lang, format_number, list_in_words, persian_digits
from helpers.domain.terms import Terms

_SCALES = tuple(
    (Decimal(10) ** n, name) for n, name in ((9, "billion"), (6, "million"), (3, "thousand"))
)
_BETWEEN_FORMS, _SHARED = " | ", "~"


@dataclass(frozen=True)
class Wording:
    """The words of one language, and the writing of numbers in it.

    A phrase may have several forms, " | " between them: for many, for none and for one; where one
    is missing, the first stands for it. After a number a Persian noun is singular anyway.
    """

    terms: Terms
    lang: Lang

    def term(self, kind: str, code: str) -> str:
        """Return the word for a code."""
        return self.terms.text(kind, code, self.lang)

    def phrase(self, code: str, **parts: str) -> str:
        """Return a phrase of the table of terms with its gaps filled."""
        return self.term("phrase", code).format(**parts)

    def spaced(self, code: str, **parts: str) -> str:
        """Return a phrase some of whose gaps may stay empty."""
        return " ".join(self.phrase(code, **parts).split())

    def inline(self, word: str) -> str:
        """Return a heading's word as it stands inside a sentence: in English in lower case."""
        return word[:1].lower() + word[1:] if self.lang == "en" else word

    def number(self, value: Decimal, decimals: int = 0) -> str:
        """Return a number with thousands marked, in the digits of the language."""
        return format_number(value, self.lang, decimals)

    def count(self, number: int) -> str:
        """Return a whole number, as :meth:`number` writes it."""
        return self.number(Decimal(number))

    def counted(self, code: str, number: int) -> str:
        """Return a phrase about a count, in the form that the count needs."""
        return form(self.term("phrase", code), Decimal(number)).format(number=self.count(number))

    def digits(self, number: int | str) -> str:
        """Return a number without marks between thousands, such as a year."""
        return persian_digits(str(number)) if self.lang == "fa" else str(number)

    def signed(self, value: Decimal, decimals: int = 0) -> str:
        """Return a number with its sign, for a left-to-right element."""
        text = self.number(abs(value), decimals)
        sign = "+" if value > 0 else MINUS if value < 0 else ""
        return sign + text

    def in_prose(
        self, value: Decimal, unit: str, decimals: int, beside: Decimal = Decimal(0),
        *, scaled_decimals: int = 1,
    ) -> str:  # fmt: skip
        """Return a number as a sentence says it: large sums in millions and billions.

        Parameters
        ----------
        beside
            Another sum of the sentence: the smaller one is said in the scale of the larger, if
            anything of it is left there.
        scaled_decimals
            Of millions and billions.
        """
        if unit == "rials":
            for size, name in _SCALES:
                scaled = value / size
                if max(abs(value), abs(beside)) >= size and round_half_up(scaled, scaled_decimals):
                    return self.phrase(name, number=self.number(scaled, scaled_decimals))
        return self.number(value, decimals)

    def with_unit(self, kind: str, value: Decimal, unit: str, said: str) -> str:
        """Return a number as it is said, in the form that its unit has for it.

        Parameters
        ----------
        kind
            Of phrase: ``quantity`` of a value, ``units`` of a difference.
        """
        return form(self.term("phrase", f"{kind}_{unit}"), value).format(number=said)

    def listed(self, names: list[str]) -> str:
        """Return the names as one list in words."""
        return list_in_words(names, self.lang)

    def quoted(self, names: list[str]) -> str:
        """Return the names in quotation marks, as one list in words."""
        return self.listed([self.phrase("quoted", name=name) for name in names])

    def together(self, clauses: list[str]) -> str:
        """Return clauses as one list in which what they have in common is said once.

        In a clause, "~" stands before the words that may be shared in Persian, where the verb
        comes last, and behind them in English: «۵ پرونده تشکیل و ۳ پرونده مختومه شد».
        """
        return self.listed(_said_once(clauses, -1 if self.lang == "fa" else 0))

    def apart(self, clauses: list[str]) -> str:
        """Return clauses that hold commas as one list; each says all its words."""
        whole = ["".join(clause.split(_SHARED)) for clause in clauses]
        return {"fa": "؛ ", "en": "; "}[self.lang].join(whole)


def _said_once(clauses: list[str], end: int) -> list[str]:
    """Return the clauses, what they share at this end left out of all but the outermost."""
    split = [clause.split(_SHARED) for clause in clauses]
    if len(split) > 1 and all(len(c) > 1 for c in split) and len({c[end] for c in split}) == 1:
        if end:
            split[:-1] = [clause[:-1] for clause in split[:-1]]
        else:
            split[1:] = [clause[1:] for clause in split[1:]]
    return ["".join(clause).strip() for clause in split]


def form(text: str, number: Decimal) -> str:
    """Return the form of a phrase that a number needs."""
    forms = text.split(_BETWEEN_FORMS)
    wanted = {Decimal(0): 1, Decimal(1): 2}.get(number, 0)
    return forms[wanted] if wanted < len(forms) else forms[0]
