"""What is said of every kind of fault."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FaultKind:
    """One kind of fault.

    Attributes
    ----------
    code
        ``E…`` an error, which refuses the delivery; ``W…`` a warning, which is counted.
    title
        What is wrong, in the words of the message.
    meaning
        Why it matters.
    expected
        What should stand there.
    example
        How it looks in a file; invented.
    do
        The way out.
    """

    code: str
    title: str
    meaning: str
    expected: str
    example: str
    do: str

    @property
    def is_error(self) -> bool:
        """Whether it refuses the delivery."""
        return self.code.startswith("E")
