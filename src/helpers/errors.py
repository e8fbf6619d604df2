"""What goes wrong, said so that the reader can act on it.

Every error answers five questions: what, where, found, expected, what to do.
"""

from dataclasses import dataclass

EXAMPLES_SHOWN = 5


@dataclass(eq=False)
class KarnamehError(Exception):
    """Something could not be done; the command ends with status 1.

    Parameters
    ----------
    what
        One sentence: what is wrong.
    where, found, expected, do
        The place, what stands there, what should, and the way out. Empty parts are left out.
        Never a person's name or national id.
    """

    what: str
    where: str = ""
    found: str = ""
    expected: str = ""
    do: str = ""

    exit_status = 1

    def __str__(self) -> str:
        details = (
            ("where:", self.where),
            ("found:", self.found),
            ("expected:", self.expected),
            ("do:", self.do),
        )
        return "\n".join([self.what, *(f"  {label:<10}{text}" for label, text in details if text)])


class RequestError(KarnamehError):
    """The request itself is wrong: a bad parameter, option or setting; status 2.

    A notebook shows it as one sentence, without the path through the code.
    """

    exit_status = 2

    def _render_traceback_(self) -> list[str]:
        what, *details = str(self).splitlines()
        return [f"{type(self).__name__}: {'; '.join([what, *map(_on_one_line, details)])}"]


class DataError(KarnamehError):
    """The data contradict the contract: an identity fails, a column is missing."""


def _on_one_line(detail: str) -> str:
    return " ".join(detail.split())


def some(items: list[str]) -> str:
    """Return at most five of the items as text, and how many more there are."""
    shown = ", ".join(items[:EXAMPLES_SHOWN])
    more = len(items) - EXAMPLES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
