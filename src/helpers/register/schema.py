"""The declared schema of the register: three tables, their columns, codes, keys and headings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from helpers.domain import codelists

if TYPE_CHECKING:  # what only asks for the names of tables and columns must not wait for Arrow
    import pyarrow as pa

ColumnKind = Literal["text", "date", "month", "code", "county", "integer", "money", "national_id"]
MONTH_PATTERN = r"1[2-4][0-9]{2}-(0[1-9]|1[0-2])"
SMALLEST_HOUSEHOLD, LARGEST_HOUSEHOLD = 1, 20

_ARROW_TYPES: dict[ColumnKind, str] = {"date": "date32", "integer": "int32", "money": "int64"}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Canonical name, the one stored.
    heading
        Persian heading that an extract may carry instead.
    kind
        How its values are read and checked.
    required
        Whether every row must have a value.
    codes
        The code list, for kind ``code``.
    terms
        Kind of the terms whose labels may stand for the codes.
    minimum, maximum
        Bounds, both included, of an integer.
    """

    name: str
    heading: str
    kind: ColumnKind
    required: bool = True
    codes: tuple[str, ...] = ()
    terms: str = ""
    minimum: int | None = None
    maximum: int | None = None

    @property
    def stored_name(self) -> str:
        """The name in the register, where no national id is kept."""
        return "person_key" if self.kind == "national_id" else self.name

    @property
    def arrow_type(self) -> "pa.DataType":
        """The type in the register."""
        from pyarrow import type_for_alias

        return type_for_alias(_ARROW_TYPES.get(self.kind, "string"))


@dataclass(frozen=True)
class TableSchema:
    """One table: its columns in order, and the columns that identify a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def stored_names(self) -> tuple[str, ...]:
        """The columns of the register, in order."""
        return tuple(column.stored_name for column in self.columns)

    @property
    def arrow(self) -> "pa.Schema":
        """The schema of the stored table."""
        from pyarrow import schema

        return schema([(column.stored_name, column.arrow_type) for column in self.columns])


def _household_size() -> Column:
    return Column(
        "household_size", "بعد خانوار", "integer",
        minimum=SMALLEST_HOUSEHOLD, maximum=LARGEST_HOUSEHOLD,
    )  # fmt: skip


def _national_id() -> Column:
    return Column("national_id", "کد ملی", "national_id", required=False)


def _code(
    name: str, heading: str, codes: tuple[str, ...], terms: str = "", *, required: bool = True
) -> Column:
    return Column(name, heading, "code", required, codes, terms or name)


CASE_FILES = TableSchema(
    "case_files",
    (
        Column("case_id", "شماره پرونده", "text"),
        _national_id(),
        Column("county", "شهرستان", "county"),
        _code("residence", "محل سکونت", codelists.RESIDENCE),
        Column("opened_on", "تاریخ تشکیل پرونده", "date"),
        Column("closed_on", "تاریخ مختومه", "date", required=False),
        _code("closure_reason", "علت مختومه", codelists.CLOSURE_REASONS, required=False),
        _code("head_sex", "جنسیت سرپرست", codelists.SEX),
        Column("head_birth_date", "تاریخ تولد سرپرست", "date", required=False),
        _code("headship_cause", "علت سرپرستی", codelists.HEADSHIP_CAUSES, required=False),
        _household_size(),
    ),
    key=("case_id", "opened_on"),
)
PENSION_PAYMENTS = TableSchema(
    "pension_payments",
    (
        Column("payment_id", "شماره پرداخت", "text"),
        Column("case_id", "شماره پرونده", "text"),
        Column("month", "ماه", "month"),
        Column("paid_on", "تاریخ پرداخت", "date"),
        _code("kind", "نوع پرداخت", codelists.PAYMENT_KINDS),
        Column("amount_rials", "مبلغ (ریال)", "money"),
        _household_size(),
    ),
    key=("payment_id",),
)
STUDENTS = TableSchema(
    "students",
    (
        Column("student_id", "شماره دانش‌آموز/دانشجو", "text"),
        Column("case_id", "شماره پرونده", "text"),
        _national_id(),
        _code("level", "مقطع", codelists.LEVELS),
        _code("stage", "دوره", codelists.STAGES),
        _code("sex", "جنسیت", codelists.SEX),
        Column("county", "شهرستان", "county"),
        Column("support_start", "شروع حمایت", "date"),
        Column("support_end", "پایان حمایت", "date", required=False),
        _code("end_reason", "علت پایان", codelists.END_REASONS, required=False),
        Column("support_rials", "کمک‌هزینه تحصیلی (ریال)", "money", required=False, minimum=0),
    ),
    key=("student_id", "support_start"),
)
TABLES: dict[str, TableSchema] = {
    table.name: table for table in (CASE_FILES, PENSION_PAYMENTS, STUDENTS)
}
