"""A contradiction of every kind, planted in a copy of a release: each is found and named."""

from decimal import Decimal

from planted import TEXT, Copy

from helpers.errors import KarnamehError

CASELOAD = "data/monthly/{monthly}/{province}/caseload.csv"
OF_COUNTY = "data/monthly/{monthly}/{smallest}/caseload.csv"
OF_YEAR = "data/annual/{annual}/{province}/caseload.csv"


def named(faults: list[KarnamehError], what: str, *texts: str) -> KarnamehError:
    """Return the one fault of that kind that names all the texts."""
    found = [f for f in faults if what in str(f) and all(text in str(f) for text in texts)]
    assert len(found) == 1, "\n".join(map(str, faults))
    return found[0]


def test_a_release_as_it_is_built_does_not_contradict_itself(copy: Copy) -> None:
    assert [*map(str, copy.faults())] == []


def test_a_fact_that_two_reports_state_differently(copy: Copy) -> None:
    path, other = copy.path(OF_COUNTY), copy.path(CASELOAD)
    before = copy.set(path, "files_active {monthly} {province} all all", value="5790")
    fault = named(copy.contradictions(), "two files state the same fact differently", path, other)
    assert f"{before} files" in fault.found and "5790 files" in fault.found


def test_editions_of_different_counts_may_differ_for_that_is_a_revision(copy: Copy) -> None:
    cell = "files_active {annual}-12 {province} all all"
    before = copy.set(copy.path(CASELOAD), cell, value="1")
    assert any("a year and its month differ" in str(fault) for fault in copy.contradictions())
    copy.made_from(annual="an earlier count")
    assert not any("a year and its month differ" in str(fault) for fault in copy.contradictions())
    assert before != "1"


def test_a_year_and_its_last_month(copy: Copy) -> None:
    path = copy.path(OF_YEAR)
    before = copy.set(path, "files_total {annual} {province} all all", value="1")
    fault = named(
        copy.contradictions(), "a year and its month differ", path,
        copy.path("files_total {annual}-12 {province}"),
    )  # fmt: skip
    assert f"is {before} in" in fault.found


def test_a_year_to_date_that_is_not_the_sum_of_its_months(copy: Copy) -> None:
    path = copy.path(CASELOAD)
    before = copy.set(path, "files_opened 1403-01..{monthly} {province} all all", value="1000")
    fault = named(
        copy.contradictions(), "a number does not follow", path, "files_opened 1403-01..1403-07"
    )
    assert fault.expected == before and "is 1000 in" in fault.found


def test_counties_that_cannot_add_up_to_the_province(copy: Copy) -> None:
    path = copy.path(CASELOAD)
    for each in (path, copy.path(OF_COUNTY)):
        copy.set(each, "files_active {monthly} {province} all all", value="6500")
    fault = named(copy.contradictions(), "the counties do not add up to the province", "6500")
    assert copy.path("files_active {monthly} {smallest}") in fault.found or "more" in fault.found


def test_categories_that_cannot_add_up(copy: Copy) -> None:
    path = copy.path(CASELOAD)
    copy.set(path, "files_active {monthly} {province} head_sex female", value="4000")
    faults = copy.contradictions()
    named(faults, "the categories of head_sex do not add up", path, "4000")
    named(faults, "the categories of headship_cause do not add up", path, "4000")


def test_a_flow_that_does_not_explain_the_stocks(copy: Copy) -> None:
    path = copy.path(CASELOAD)
    before = copy.set(path, "files_closed {monthly} {province} all all", value="500")
    fault = named(
        copy.contradictions(), "a stock is not the one before", path, "files_active 1403-07"
    )
    assert f"by {500 - int(before)} at least" in fault.what


def test_a_true_share_where_only_protected_numbers_may_be_used(copy: Copy) -> None:
    path = copy.path(OF_COUNTY)
    cell = "active_share {monthly} {smallest} all all"
    before = copy.set(path, cell, value="")
    value = str(Decimal(before) + Decimal("0.1"))
    copy.set(path, cell, value=value)
    fault = named(copy.contradictions(), "does not follow", path, "active_share", f"is {value} in")
    assert fault.expected == before and "files_total" in fault.found


def test_a_share_of_a_hidden_number(copy: Copy) -> None:
    path = copy.path(OF_COUNTY)
    for each in (path, copy.path(CASELOAD)):
        copy.set(
            each, "files_active {monthly} {smallest} all all", value="", conf_status="C",
            note="confidential",
        )  # fmt: skip
    named(copy.contradictions(), "rests on a hidden one", path, "active_share 1403-07")


def test_a_number_of_a_page_in_either_language(copy: Copy) -> None:
    english = copy.path("en/monthly/{monthly}/{province}/caseload.html")
    persian = copy.path("fa/monthly/{monthly}/{province}/caseload.html")
    copy.in_page(english, "<td>5,767<", "<td>5,768<")
    copy.in_page(persian, "<td>۵٬۷۶۷<", "<td>۵٬۷۶۹<")
    faults = copy.contradictions()
    csv = copy.path(CASELOAD)
    for page, number in ((english, "5768"), (persian, "5769")):
        fault = named(faults, "a page and the CSV beside it differ", page, csv)
        assert f"files_active 1403-06 zanjan is {number} in" in fault.found
        assert f"is 5767 in {csv}" in fault.found


def test_a_number_on_a_page_where_the_csv_hides_it(copy: Copy) -> None:
    page = copy.path("en/monthly/{monthly}/{smallest}/caseload.html")
    copy.in_page(page, '<td class="confidential">confidential<', "<td>3<")
    fault = named(copy.contradictions(), "a page and the CSV beside it differ", page)
    assert "is 3 in" in fault.found and "is not published in" in fault.found


def test_a_true_share_in_the_table_of_a_page(copy: Copy) -> None:
    page = copy.path("en/monthly/{monthly}/{province}/caseload.html")
    copy.in_page(page, "<td>79.6<", "<td>79.5<")
    fault = named(copy.contradictions(), "a share or a change does not follow", page, "is 79.5 in")
    assert fault.expected.startswith("79.6, by ")


def test_a_change_that_is_not_the_difference(copy: Copy) -> None:
    page = copy.path("en/monthly/{monthly}/{province}/caseload.html")
    copy.in_page(page, ">+551<", ">+552<")
    fault = named(copy.contradictions(), "a share or a change does not follow", page, "is 552 in")
    assert fault.expected.startswith("551, by ")


def test_a_number_of_a_workbook(copy: Copy) -> None:
    path = copy.path("data/monthly/{monthly}/{province}/caseload.xlsx")
    copy.in_workbook(path, lambda xml: xml.replace("<v>5767</v>", "<v>5768</v>", 1))
    fault = named(
        copy.contradictions(), "a workbook and the CSV beside it differ", path, "files_active"
    )
    assert "5768 in the workbook, 5767 in the CSV" in fault.found


def test_rows_of_a_workbook_that_have_changed_their_words(copy: Copy) -> None:
    path = copy.path("data/monthly/{monthly}/{province}/caseload.xlsx")

    def swap(xml: str) -> str:
        categories = [m for m in TEXT.finditer(xml) if m["cell"].startswith("G")]
        one = categories[-1]
        other = next(m for m in reversed(categories) if m["index"] != one["index"])
        changed = xml[: one.start("index")] + other["index"] + xml[one.end("index") :]
        return changed[: other.start("index")] + one["index"] + changed[other.end("index") :]

    copy.in_workbook(path, swap)
    faults = copy.contradictions()
    assert faults and all("has the words of another" in fault.what for fault in faults)
    assert path in faults[0].where and copy.path(CASELOAD) in faults[0].where


def test_a_workbook_with_a_row_less(copy: Copy) -> None:
    path = copy.path("data/monthly/{monthly}/{smallest}/students.csv")
    text = (copy.folder / path).read_text("utf-8")
    copy.write(path, text[: text.rstrip("\n").rindex("\n") + 1])
    named(
        copy.contradictions("students"),
        "a workbook has other rows than the CSV beside it",
        path,
        "sheet Data",
    )
