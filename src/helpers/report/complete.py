"""The end of a notebook: the mark that it is complete, and the rows it has shown."""

from dataclasses import dataclass

from helpers.domain.structure import COLUMNS, KEY
from helpers.domain.tidy import as_csv
from helpers.domain.vintages import PAST_COLUMNS
from helpers.report.context import Context
from helpers.report.quality import status_of

MIME_TYPE = "application/vnd.karnameh.report+json"


@dataclass(frozen=True)
class Completed:
    """What the release takes from a notebook that has run to its end.

    Attributes
    ----------
    bundle
        Parameters, status, the headline as text, all rows shown, in the order of the published
        table, what was published of them before, and the keys of those that were looked up and
        are absent, all as CSV: they are the same in every language, and together all that the page
        depends on of the numbers. The main series are those whose triangle it shows.
    """

    bundle: dict[str, object]
    message: str

    @classmethod
    def of(cls, context: Context, summary: str) -> "Completed":
        """Return the mark of a report."""
        table = context.table
        shown = table.used_observations(context.period, context.area.code)
        rows = table.used_rows()
        bundle: dict[str, object] = {
            "period": str(context.period),
            "area": context.area.code,
            "lang": context.lang,
            "edition": table.about.edition,
            "synthetic": table.about.synthetic,
            "status": status_of(shown),
            "summary": summary,
            "rows": as_csv(rows, COLUMNS),
            "past": as_csv(table.used_past(), PAST_COLUMNS),
            "main_series": list(context.main_series),
            "absent": as_csv(table.absent_keys(), KEY),
        }
        return cls(bundle, context.words.phrase("complete", rows=context.words.count(len(rows))))

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {MIME_TYPE: self.bundle, "text/plain": self.message}
