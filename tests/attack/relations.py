"""What the definitions of the published statistics say about true counts, as linear rows.

Written from the published definitions alone. A relation stands here only if it holds for every
register: files may move between counties and residences, heads may change between spells.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import inf

from attack.names import Key, is_year, month, number, same_as

Row = tuple[dict[Key, int], float, float]  # coefficients, least and greatest sum

FLOWS = {"files_opened", "files_reopened", "files_closed", "students_started", "students_ended"}
LEVELS = {"school": ("primary", "lower_secondary", "upper_secondary"),
          "university": ("associate", "bachelor", "master", "doctorate")}  # fmt: skip
SCHOOL_YEAR = ("school_year_started", "school_year_ended")
# Among how many unpublished parts a flow is divided, where all of them are known.
COMPLETE = {"sex": 2, "head_sex": 2, "household_size": 5, "residence": 3, "school": 3,
            "university": 4}  # fmt: skip
# A group of files open for so many months and the one that comes after it.
DURATIONS = (("under_1", 12), ("1_2", 12), ("2_5", 36), ("5_10", 60), ("10_plus", None))


class Relations:
    """All rows between the counts of some published files, and those of unpublished ones."""

    def __init__(self, keys: Iterable[Key], province: str) -> None:
        self.keys = set(keys)
        self.province = province
        self.areas = sorted({key[3] for key in self.keys})
        self.rows: list[Row] = []
        self.parts: dict[tuple, set[Key]] = defaultdict(set)
        self.categories: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.periods: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        for statistic, breakdown, category, area, period in self.keys:
            self.categories[statistic, breakdown].add(category)
            self.periods[statistic, breakdown, category, area].add(period)
        for area in self.areas:
            self._years(area)
            self._files(area)
            self._durations(area)
            self._cohorts(area)
            self._pensions(area)
            self._students(area)
        self._wholes()
        self._counties()

    def _say(self, terms: Mapping[Key, int] | Iterable[tuple[Key, int]], low=0.0, high=0.0) -> None:
        row: dict[Key, int] = defaultdict(int)
        for key, factor in terms.items() if isinstance(terms, Mapping) else terms:
            row[key] += factor
        for key in row:
            self.categories[key[:2]].add(key[2])
        self.keys.update(row)
        self.rows.append((dict(row), low, high))

    def _at_most(self, less: Iterable[Key], more: Iterable[Key]) -> None:
        """Say that some counts together are at most others together."""
        self._say([*((key, 1) for key in less), *((key, -1) for key in more)], -inf, 0)

    def _known(self, *keys: Key) -> bool:
        return all(key in self.keys for key in keys)

    def _cover(self, statistic: str, area: str, after: int, until: int) -> list[str] | None:
        """Return the months and years of a flow that make up a span, if it is published so."""
        known, periods = self.periods[statistic, "all", "all", area], []
        while after < until:
            if month(after + 1) in known:
                after += 1
                periods.append(month(after))
            elif (after + 1) % 12 == 0 and after + 12 <= until and month(after + 1)[:4] in known:
                after += 12
                periods.append(month(after)[:4])
            else:
                return None
        return periods

    def _spans(self, statistic: str, breakdown: str, category: str, area: str):
        """Yield pairs of following months in which a stock is published, and years' ends."""
        points = sorted(map(number, self.periods[statistic, breakdown, category, area]))
        spans = set(pairwise(points))
        spans |= {(point, point + 12) for point in points if point + 12 in points}
        yield from sorted(spans)

    def _years(self, area: str) -> None:
        """Flows of a year, and of a school year, are the sums of their months."""
        for statistic, breakdown, category, where in list(self.periods):
            if where != area or statistic not in {*FLOWS, *SCHOOL_YEAR}:
                continue
            flow, shift = statistic, 0
            if statistic in SCHOOL_YEAR:
                flow, shift = statistic.replace("school_year", "students"), -6
            for year in self.periods[statistic, breakdown, category, area]:
                if not is_year(year):
                    continue
                first = int(year) * 12 + shift
                whole = (statistic, breakdown, category, area, year)
                months = [(flow, breakdown, category, area, month(first + i)) for i in range(12)]
                totals = [(flow, "all", "all", area, key[4]) for key in months]
                if self._known(*totals) and (flow, breakdown) in self.categories:
                    self._say([(whole, -1), *((key, 1) for key in months)])
                else:
                    self._at_most([key for key in months if key in self.keys], [whole])

    def _moves(
        self, stock: Key, area: str, span: tuple[int, int], *gains: str, losses: str
    ) -> None:
        """Say what a category of a stock wins and loses; what is not published is unknown."""
        _, breakdown, category = stock[:3]
        terms = [((*stock[:4], month(span[1])), -1), ((*stock[:4], month(span[0])), 1)]
        level = next((name for name, stages in LEVELS.items() if category in stages), None)
        for flow, sign in [*((gain, 1) for gain in gains), (losses, -1)]:
            periods = self._cover(flow, area, *span)
            if periods is None:
                return
            if breakdown == "all" or (flow, breakdown) in self.categories:
                terms += [((flow, breakdown, category, area, p), sign) for p in periods]
                continue
            # A part that nobody publishes: all parts together are the published flow, or less.
            part = (f"part of {flow}", breakdown, category, area, f"{span[0]}>{span[1]}")
            terms.append((part, sign))
            whole = ("level", level) if level else ("all", "all")
            self.parts[flow, whole, part[4], tuple(periods)].add(part)
        self._say(terms)

    def _stock_and_flows(self, statistic: str, breakdowns, area: str, *gains: str, losses: str):
        """A stock is the one before, and what began, less what ended; so is each category of it."""
        for breakdown in breakdowns:
            self.parts.clear()
            for category in sorted(self.categories[statistic, breakdown]):
                stock = (statistic, breakdown, category, area, "")
                for span in self._spans(*stock[:4]):
                    self._moves(stock, area, span, *gains, losses=losses)
            for (flow, whole, _, periods), parts in self.parts.items():
                # Men have no cause of headship, and a category may be missing from the files.
                flows = [(flow, *whole, area, period) for period in periods]
                self._at_most(parts, flows)
                if len(parts) == COMPLETE.get(whole[1] if whole[0] == "level" else breakdown):
                    self._at_most(flows, parts)

    def _files(self, area: str) -> None:
        self._stock_and_flows(
            "files_active", ("all", "residence", "household_size", "head_sex", "headship_cause"),
            area, "files_opened", "files_reopened", losses="files_closed",
        )  # fmt: skip
        for statistic, breakdown, category, where, period in list(self.keys):
            if where == area and statistic == "files_total":
                active = ("files_active", breakdown, category, area, period)
                total = ("files_total", breakdown, category, area, period)
                if active in self.keys:
                    self._at_most([active], [total])
            if where == area and statistic == "files_inactive":
                total, active = ((s, "all", "all", area, period)
                                 for s in ("files_total", "files_active"))  # fmt: skip
                inactive = (statistic, "all", "all", area, period)
                self._say({total: 1, active: -1, inactive: -1})
        for breakdown in ("all", "residence"):
            for category in self.categories["files_total", breakdown]:
                for after, until in self._spans("files_total", breakdown, category, area):
                    self._total(breakdown, category, area, after, until)

    def _total(self, breakdown: str, category: str, area: str, after: int, until: int) -> None:
        """Say that all files grow by those opened; only a reopened one changes its place."""
        opened, reopened = (self._cover(f"files_{what}", area, after, until)
                            for what in ("opened", "reopened"))  # fmt: skip
        if opened is None or reopened is None:
            return
        end, start = (("files_total", breakdown, category, area, month(m)) for m in (until, after))
        growth = [(end, 1), (start, -1)]
        growth += [(("files_opened", breakdown, category, area, p), -1) for p in opened]
        here = [(("files_reopened", "all", "all", area, p), 1) for p in reopened]
        anywhere = [(("files_reopened", "all", "all", self.province, p), 1) for p in reopened]
        if area == self.province and breakdown == "all":
            self._say(growth)
            return
        self._say([*growth, *((key, -1) for key, _ in here)], -inf, 0)
        # What left for elsewhere was reopened there, so it is not among those reopened here.
        if self._known(*(key for key, _ in anywhere)):
            stayed = [(key, -1) for key, _ in here] if breakdown == "all" else []
            self._say([*growth, *anywhere, *stayed], 0, inf)

    def _durations(self, area: str) -> None:
        """Files grow older, and leave only by being closed."""

        def older(k: int, at: int) -> list[Key]:  # those open for longer than the first k groups
            if k == 0:
                return [("files_active", "all", "all", area, month(at))]
            return [("files_active", "open_duration", c, area, month(at)) for c, _ in DURATIONS[k:]]

        points = {number(p) for p in self.periods["files_active", "open_duration", "1_2", area]}
        for after in points:
            for until in sorted(point for point in points if point > after):
                periods = self._cover("files_closed", area, after, until)
                closed = [("files_closed", "all", "all", area, p) for p in periods or ()]
                for k, (_, width) in enumerate(DURATIONS):
                    if periods is not None and k:
                        self._at_most(older(k, after), [*older(k, until), *closed])
                    if width is None:
                        continue
                    if until - after <= width:
                        self._at_most(older(k + 1, until), older(k, after))
                    if until - after >= width and periods is not None:
                        self._at_most(older(k, after), [*older(k + 1, until), *closed])

    def _cohorts(self, area: str) -> None:
        """Files closed within some time were opened, and closed in one of some years."""
        for year in map(int, self.periods["files_closed_within", "within_months", "12", area]):
            opened, *closed = (("files_opened" if i < 0 else "files_closed", "all", "all", area,
                                str(year + max(i, 0))) for i in range(-1, 4))  # fmt: skip
            within = [("files_closed_within", "within_months", n, area, str(year))
                      for n in ("12", "24", "36")]  # fmt: skip
            self._at_most(within[2:], [opened])
            for i, key in enumerate(within):
                before = within[i - 1 : i] if i else []
                self._at_most(before, [key])
                if self._known(*closed[i : i + 2]):
                    self._at_most([key], [*before, *closed[i : i + 2]])
                group = ("files_active", "open_duration", DURATIONS[i][0], area, f"{year + i}-12")
                if group in self.keys:
                    self._at_most([opened], [key, group])

    def _pensions(self, area: str) -> None:
        compared = ("pension_below_scale", "pension_above_scale")
        for statistic, breakdown, category, where, period in list(self.keys):
            if where != area or statistic != "pension_recipients":
                continue
            these = (breakdown, category, area)
            award = ("pension_awards", *these, period)
            apart = [(s, *these, period) for s in compared]
            now = (statistic, *these, period)
            if award in self.keys:
                self._at_most([award], [now])
            if self._known(*apart):
                self._at_most(apart, [now])
            if not is_year(period):
                if (
                    area == self.province
                    and breakdown == "all"
                    and self._known((statistic, *these, period[:4]))
                ):
                    self._at_most([now], [(statistic, *these, period[:4])])
                continue
            # Who is paid in Esfand is described by Esfand in the year, too.
            last = f"{period}-12"
            for code in (statistic, "pension_awards", *compared):
                if self._known((code, *these, last), (code, *these, period)):
                    self._at_most([(code, *these, last)], [(code, *these, period)])
            ends = [(s, *these, last) for s in compared]
            if self._known(*apart, *ends, (statistic, *these, last)):
                self._at_most([*apart, (statistic, *these, last)], [now, *ends])

    def _students(self, area: str) -> None:
        stock, start, end = "students_supported", "students_started", "students_ended"
        for breakdown in ("all", "level", "sex", "stage"):
            self._stock_and_flows(stock, (breakdown,), area, start, losses=end)
        for breakdown in ("all", "level", "sex"):
            for category in sorted(self.categories["students_in_year", breakdown]):
                name = (breakdown, category, area)
                flow = name if breakdown == "level" else ("all", "all", area)
                for year in self.periods["students_in_year", *name]:
                    there = ("students_in_year", *name, year)
                    now, before = ((stock, *name, f"{int(year) - i}-12") for i in (0, 1))
                    if now in self.keys:
                        self._at_most([now], [there])
                        self._at_most([there], [now, (end, *flow, year)])
                    if before in self.keys:
                        self._at_most([there], [before, (start, *flow, year)])
                    if area == self.province and breakdown == "all":
                        for when in (*(f"{year}-{i:02}" for i in range(1, 12)), before[4]):
                            if (stock, *name, when) in self.keys:
                                self._at_most([(stock, *name, when)], [there])
        for _, _, stage, _, year in [k for k in self.keys if k[:2] == (SCHOOL_YEAR[0], "stage")]:
            mehr, khordad = ((stock, "stage", stage, area, period)
                             for period in (f"{int(year) - 1}-07", f"{year}-03"))  # fmt: skip
            started, ended = ((s, "stage", stage, area, year) for s in SCHOOL_YEAR)
            if self._known(mehr, khordad, started, ended):
                self._at_most([khordad], [mehr, started])
                self._at_most([mehr], [khordad, ended])

    def _wholes(self) -> None:
        """Categories add up to what they divide."""
        for statistic, breakdown, area, period in {k[:2] + k[3:] for k in self.keys}:
            if breakdown in ("all", "within_months") or statistic.startswith("part of"):
                continue
            names = self.categories[statistic, breakdown]
            parts = [(statistic, breakdown, name, area, period) for name in names]
            whole = same_as((statistic, "all", "all", area, period))
            if (statistic, breakdown) == ("files_active", "headship_cause"):
                whole = (statistic, "head_sex", "female", area, period)
            if whole in self.keys:
                self._at_most(parts, [whole])
                if (statistic, breakdown) != ("files_opened", "headship_cause"):
                    self._at_most([whole], parts)
            if breakdown == "stage":
                for level, stages in LEVELS.items():
                    of_level = (statistic, "level", level, area, period)
                    if of_level in self.keys:
                        these = [(p, 1) for p in parts if p[2] in stages]
                        self._say([*these, (of_level, -1)])
            if (statistic, breakdown) == ("students_supported", "sex"):
                for part in parts:
                    split = [(f"{level}_students", *part[1:]) for level in LEVELS]
                    if self._known(*split):
                        self._say([(part, 1), *((key, -1) for key in split)])

    def _counties(self) -> None:
        """Counties add up to the province."""
        counties = [area for area in self.areas if area != self.province]
        for key in [key for key in self.keys if key[3] == self.province]:
            parts = [(*key[:3], county, key[4]) for county in counties]
            if any(part in self.keys for part in parts):
                self._say([(key, 1), *((part, -1) for part in parts)])
