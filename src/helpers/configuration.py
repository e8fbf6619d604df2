"""What the settings file of an office says."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from helpers.domain.persian import Lang, format_number, persian_digits

SIGNING_KEY = Path("data/secret/signing.key")  # in the project's folder, unless the settings say


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Organisation(_Strict):
    """Who publishes."""

    name_fa: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    unit_fa: str = Field(min_length=1)
    unit_en: str = Field(min_length=1)

    def name(self, lang: Lang) -> str:
        """Return the name in the language."""
        return self.name_fa if lang == "fa" else self.name_en

    def unit(self, lang: Lang) -> str:
        """Return the name of the unit in the language."""
        return self.unit_fa if lang == "fa" else self.unit_en


class Province(_Strict):
    """Which province, and the reference years of its rates."""

    code: str
    population_year: int
    households_year: int
    female_headed_share: float = Field(gt=0, lt=100)
    published_figures_name: str


class Contact(_Strict):
    """Whom a reader asks."""

    name_fa: str
    name_en: str
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")

    def name(self, lang: Lang) -> str:
        """Return the name in the language."""
        return self.name_fa if lang == "fa" else self.name_en


class DisclosurePolicy(_Strict):
    """The protection of counts and sums; the meaning of each number stands in the file."""

    hide_below: int = Field(ge=2)
    round_to: int = Field(ge=1)
    small_group: int = Field(ge=1)
    minimum_contributors: int = Field(ge=2)
    mean_contributors: int = Field(ge=2)
    dominance_percent: float = Field(gt=0, le=100)
    significant_digits: int = Field(ge=1)

    def in_words(self, lang: Lang) -> dict[str, str]:
        """Return the numbers as the phrases of the terms name them, in the language's digits."""
        numbers = {
            "most_hidden": self.hide_below - 1,
            "base": self.round_to,
            "small_group": self.small_group,
            "contributors": self.minimum_contributors,
            "mean_contributors": self.mean_contributors,
            "dominance": self.dominance_percent,
            "digits": self.significant_digits,
        }
        return {
            name: format_number(number, lang, 0 if float(number).is_integer() else 1)
            for name, number in numbers.items()
        }


class Least(_Strict):
    """A number for each unit."""

    files: float = Field(25, ge=0)
    persons: float = Field(25, ge=0)
    rials: float = Field(1_000_000_000, ge=0)
    percent: float = Field(5, ge=0)
    per_1000: float = Field(2, ge=0)
    per_100: float = Field(5, ge=0)
    months: float = Field(6, ge=0)


class Revisions(_Strict):
    """From where on a revision of a published number needs a reason.

    Attributes
    ----------
    percent
        Smallest change, of the number published before.
    least
        Smallest change in the unit of the number; both must be reached.
    """

    percent: float = Field(10, ge=0)
    least: Least = Least()


class Limits(_Strict):
    """What one notebook may use; a run that exceeds it is ended.

    Attributes
    ----------
    notebook_seconds
        How long it may run, by the clock on the wall.
    notebook_memory_mb
        How much memory of its own it may take, in megabytes; what all share is not counted.
    """

    notebook_seconds: float = Field(120, gt=0, le=86_400)
    notebook_memory_mb: int = Field(1000, ge=100, le=1_000_000)


class Signing(_Strict):
    """The key pair that signs releases.

    Attributes
    ----------
    public_key
        The half that everyone may know, in one line.
    secret_key
        File of the other half, in the project's folder or elsewhere; never in git.
    """

    public_key: str = Field(pattern=r"^RW[A-Za-z0-9+/]{54}$")
    secret_key: Path = SIGNING_KEY


class Release(_Strict):
    """When a planned day of the release calendar begins for readers.

    Attributes
    ----------
    time
        The hour at which everything of the day is published, for all readers at once.
    timezone
        Where that hour is told, by its name in the IANA database.
    """

    time: dt.time = dt.time(10)
    timezone: str = "Asia/Tehran"

    @field_validator("timezone")
    @classmethod
    def _exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("no time zone of that name is known") from None
        return name

    def in_words(self, lang: Lang) -> dict[str, str]:
        """Return the hour as the words of the pages name it, in the language's digits."""
        hour = self.time.isoformat("minutes")
        return {"hour": persian_digits(hour) if lang == "fa" else hour}

    def moment(self, day: dt.date) -> dt.datetime:
        """Return the moment at which what is planned for a day is published."""
        return dt.datetime.combine(day, self.time, ZoneInfo(self.timezone))


class DeliveryRules(_Strict):
    """What the office knows of the extracts that it receives.

    Attributes
    ----------
    due_days
        Days after the end of a month by which a county's payments of that month should be here.
    headings
        By canonical name of a column, the headings it has in this office's extracts.
    """

    due_days: int = Field(10, ge=0, le=365)
    headings: dict[str, tuple[str, ...]] = {}

    def __hash__(self) -> int:
        return hash((self.due_days, *self.headings.items()))


class Configuration(_Strict):
    """The contents of the settings file."""

    languages: tuple[Lang, ...] = Field(min_length=1)
    organisation: Organisation
    province: Province
    contact: Contact
    disclosure: DisclosurePolicy
    revisions: Revisions = Revisions()
    limits: Limits = Limits()
    signing: Signing | None = None
    release: Release = Release()
    deliveries: DeliveryRules = DeliveryRules()

    def in_words(self, lang: Lang) -> dict[str, str]:
        """Return the numbers of the office's policies by the names that the words have for them."""
        percent = self.revisions.percent
        return {
            **self.disclosure.in_words(lang),
            **self.release.in_words(lang),
            "revision": format_number(percent, lang, 0 if percent.is_integer() else 1),
        }
