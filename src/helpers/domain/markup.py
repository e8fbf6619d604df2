"""How a page says where its numbers are from: the attributes that both its ends know.

The reading wing writes them, the check of a page reads them, and so can anyone: together they name
a row of the published CSV as :data:`helpers.domain.structure.KEY` does.
"""

from typing import Literal

from helpers.domain.structure import KEY

STATISTIC, PERIOD, AREA, BREAKDOWN, CATEGORY = (f"data-{name}" for name in KEY)

# How a number comes from the row: unless this says otherwise, it is its value.
KIND = "data-kind"
# The earlier period of a difference.
SINCE = "data-since"
# The whole of a share: breakdown and category of the same statistic, period and area.
BASE = "data-base"
# What a number counts where it counts no people: see :data:`COUNTED`.
COUNT = "data-count"

# Which fact of the CSV of deliveries an element states: "INDICATOR PERIOD-OR-CODE". It encloses the
# count alone, or the names of the counties alone.
DELIVERED = "data-delivered"

# Which publication has said an earlier value, by its number; see the CSV of revisions.
PUBLICATION = "data-publication"

# In the lists of editions: the page whose summary begins with the text, and the report and period
# of which a number of cells is said to be revised.
SAID, REVISED = "data-said", "data-revised"

ATTRIBUTES = (
    STATISTIC, PERIOD, AREA, BREAKDOWN, CATEGORY, KIND, SINCE, BASE, COUNT, PUBLICATION,
)  # fmt: skip

# ``scale`` is what the law grants to a household of the row's size in the month of the page;
# a drawing may hold values against it, or, of the kind ``season``, against a year before.
Kind = Literal[
    "difference", "share", "published", "difference_from_published", "earlier", "revision", "scale"
]
# The latter four are indicators of deliveries, by the names that their CSV has for them.
Counted = Literal["cells", "published", "revised", "rows", "cleaned", "warnings", "due_days"]

# Any of them: every period of a chart over time, every county side by side.
ANY = "*"

# Of the numbers on an axis; they only measure, and are checked to do so evenly.
TICK = "tick"
