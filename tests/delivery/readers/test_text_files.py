"""Text files: every cell in its column, every row by its number, and nothing swallowed."""

import codecs
import csv
import io

import pytest
from delivery.opened import HEADINGS, PAYMENTS, PERSIAN, as_csv, opened
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.readers import text_rows

SENT = dict(enumerate(PAYMENTS, start=2))


def _opened(folder, content, name="payments.csv"):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return opened(path)


class TestEncodings:
    @pytest.mark.parametrize(
        ("codec", "mark", "name"),
        [
            ("utf-8", b"", "UTF-8"),
            ("utf-8", codecs.BOM_UTF8, "UTF-8"),
            ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
            ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
            ("utf-16-le", b"", "UTF-16"),
            ("utf-16-be", b"", "UTF-16"),
        ],
    )
    def test_each_encoding_gives_the_same_cells(self, tmp_path, codec, mark, name):
        text = as_csv([PERSIAN, *PAYMENTS], end="\r\n")
        found = _opened(tmp_path, mark + text.encode(codec))
        assert found.only_rows == SENT
        assert found.source.form == f"CSV, {name}, separated by ,"
        assert found.codes == []

    def test_windows_1256_is_told_by_its_letters(self, tmp_path):
        text = as_csv([PERSIAN, *PAYMENTS]).replace("ی", "ي")
        found = _opened(tmp_path, text.encode("cp1256"))
        assert found.source.form == "CSV, Windows-1256, separated by ,"
        assert found.only_rows[4][4] == "معوقه"

    def test_damaged_utf_8_is_not_taken_for_windows_1256(self, tmp_path):
        content = as_csv([PERSIAN, *PAYMENTS]).encode()
        found = _opened(tmp_path, content.replace("معوقه".encode(), b"\xd9\x85\xd8"))
        assert found.codes == ["E102"]
        assert found.sources == []

    def test_one_damaged_byte_in_plain_letters_is_no_persian(self, tmp_path):
        content = as_csv([HEADINGS, PAYMENTS[0]]).encode()
        assert _opened(tmp_path, content.replace(b"regular", b"reg\xc7lar")).codes == ["E102"]

    def test_another_code_page_is_not_taken_for_persian(self, tmp_path):
        rows = [[*HEADINGS, "remark"], [*PAYMENTS[0], "оплачено своевременно"]]
        assert _opened(tmp_path, as_csv(rows).encode("cp1251")).codes == ["E102"]

    def test_a_file_with_zeros_in_it_is_damaged(self, tmp_path):
        content = as_csv([HEADINGS, *PAYMENTS]).encode().replace(b"regular", b"reg\0lar")
        assert _opened(tmp_path, content).codes == ["E102"]

    def test_letters_cut_through_at_a_block_are_whole_again(self, tmp_path, monkeypatch):
        monkeypatch.setattr(text_rows, "_BLOCK_BYTES", 61)
        for separator in (",", "؛"):
            for codec in ("utf-16-le", "cp1256", "utf-8"):
                rows = [[cell.replace("ی", "ي") for cell in row] for row in [PERSIAN, *PAYMENTS]]
                found = _opened(tmp_path, as_csv(rows, separator).encode(codec))
                assert list(found.only_rows.values()) == rows[1:]


class TestSeparators:
    @pytest.mark.parametrize(
        ("separator", "name"),
        [(",", ","), (";", ";"), ("\t", "tabs"), ("|", "|"), ("؛", "؛"), ("،", "،")],
    )
    def test_each_separator_is_told_by_the_headings(self, tmp_path, separator, name):
        found = _opened(tmp_path, as_csv([PERSIAN, *PAYMENTS], separator))
        assert found.only_rows == SENT
        assert found.source.form == f"CSV, UTF-8, separated by {name}"

    def test_another_separator_may_stand_within_the_cells(self, tmp_path):
        rows = [[*HEADINGS, "remark"], *([*row, "a,b,c,d,e,f,g,h,i"] for row in PAYMENTS)]
        assert _opened(tmp_path, as_csv(rows, ";")).only_rows == SENT

    def test_a_separator_within_quotation_marks_is_part_of_the_cell(self, tmp_path):
        row = ["1001", "501", '"1402؛11"', *PAYMENTS[0][3:]]
        found = _opened(tmp_path, as_csv([PERSIAN, row], "؛"))
        assert found.only_rows[2][2] == "1402؛11"

    def test_the_line_that_tells_excel_the_separator_is_no_row(self, tmp_path):
        found = _opened(tmp_path, "sep=;\r\n" + as_csv([HEADINGS, *PAYMENTS], ";"))
        assert found.source.heading_rows == (1,)
        assert found.only_rows == SENT

    @pytest.mark.parametrize("separator", [",", "؛"])
    @pytest.mark.parametrize("heading", ["", ",,"])
    def test_blank_cells_behind_the_last_heading_are_no_fault(self, tmp_path, separator, heading):
        lines = [",".join(HEADINGS) + heading, *(",".join(row) for row in PAYMENTS)]
        lines = [lines[0], lines[1] + ",", lines[2], lines[3] + ", ,,"]
        found = _opened(tmp_path, "\n".join(lines).replace(",", separator))
        assert found.only_rows == SENT
        assert found.only_ragged == found.codes == []

    def test_blank_cells_behind_all_rows_are_no_fault(self, tmp_path):
        text = as_csv([HEADINGS, *([*row, "", ""] for row in PAYMENTS)])
        found = _opened(tmp_path, text)
        assert found.only_rows == SENT
        assert found.only_ragged == []


class TestRows:
    def test_titles_and_blank_lines_count_as_rows(self, tmp_path):
        text = (
            "فهرست پرداخت‌ها\n\n"
            + as_csv([PERSIAN, PAYMENTS[0]])
            + "\n,,,,,,\n"
            + as_csv(PAYMENTS[1:])
        )
        found = _opened(tmp_path, text)
        assert found.source.heading_rows == (3,)
        assert found.only_rows == {4: PAYMENTS[0], 7: PAYMENTS[1], 8: PAYMENTS[2]}

    def test_a_record_over_several_lines_is_one_row(self, tmp_path):
        first = [*PAYMENTS[0][:4], '"reg\nular"', *PAYMENTS[0][5:]]
        found = _opened(tmp_path, as_csv([HEADINGS, first, PAYMENTS[1]]))
        assert found.only_rows[2][4] == "reg\nular"
        assert found.only_rows[3] == PAYMENTS[1]

    def test_a_title_over_several_lines_is_one_row(self, tmp_path):
        found = _opened(tmp_path, '"فهرست\nپرداخت‌ها",x\n' + as_csv([HEADINGS, *PAYMENTS]))
        assert found.source.heading_rows == (2,)
        assert list(found.only_rows) == [3, 4, 5]

    @pytest.mark.parametrize("block", [64, 100, 1 << 20])
    def test_rows_with_more_or_fewer_cells_are_set_aside(self, tmp_path, monkeypatch, block):
        monkeypatch.setattr(text_rows, "_BLOCK_BYTES", block)
        rows = [PAYMENTS[0], [*PAYMENTS[0], "x"], PAYMENTS[1], PAYMENTS[1][:5], PAYMENTS[2]]
        found = _opened(tmp_path, as_csv([HEADINGS, *rows]))
        assert found.only_rows == {2: PAYMENTS[0], 4: PAYMENTS[1], 6: PAYMENTS[2]}
        assert found.only_ragged == [3, 5]

    def test_a_cell_right_of_the_headings_is_set_aside_though_most_rows_are_wide(self, tmp_path):
        rows = [[*row, ""] for row in PAYMENTS]
        rows[1][-1] = "x"
        found = _opened(tmp_path, as_csv([HEADINGS, *rows]))
        assert found.only_ragged == [3]
        assert list(found.only_rows) == [2, 4]

    def test_totals_are_not_among_the_rows_even_if_they_are_short(self, tmp_path):
        text = as_csv([HEADINGS, *PAYMENTS, ["جمع کل", "", "", "", "", "17000000"]])
        found = _opened(tmp_path, text)
        assert found.only_rows == SENT
        assert found.only_totals == {5: ["جمع کل", "", "", "", "", "17000000", ""]}

    def test_headings_alone_are_a_table_without_rows(self, tmp_path):
        for text in (as_csv([HEADINGS]), ",".join(HEADINGS), as_csv([HEADINGS]) + "\n\n"):
            found = _opened(tmp_path, text)
            assert found.only_rows == {}
            assert found.codes == []

    def test_batches_are_no_larger_than_they_may_be(self, tmp_path, monkeypatch):
        monkeypatch.setattr(text_rows, "BATCH_ROWS", 2)
        found = _opened(tmp_path, as_csv([HEADINGS, *PAYMENTS, *PAYMENTS, ["short"]]))
        assert [len(cells.rows) for cells in found.source.read() if len(cells.rows)] == [2, 2, 2]
        assert list(found.only_rows) == [2, 3, 4, 5, 6, 7]
        assert found.only_ragged == [8]

    def test_it_can_be_read_again(self, tmp_path):
        found = _opened(tmp_path, as_csv([HEADINGS, *PAYMENTS, ["short"]]))
        first, again = ([c.rows.to_pylist() for c in found.source.read()] for _ in range(2))
        assert first == again != []

    def test_a_column_without_a_heading_is_noted_only_if_it_holds_something(self, tmp_path):
        headings = [*HEADINGS[:3], "", *HEADINGS[3:]]
        rows = [[*row[:3], "", *row[3:]] for row in PAYMENTS]
        assert _opened(tmp_path, as_csv([headings, *rows])).codes == []
        rows[2][3] = "x"
        found = _opened(tmp_path, as_csv([headings, *rows]))
        assert found.only_rows == SENT
        list(found.source.read())
        assert found.codes == ["W202"]
        assert "D, number 4" in str(found.log.faults[0])


class TestQuotationMarks:
    def test_one_that_is_never_closed_swallows_no_row_in_silence(self, tmp_path):
        rows = [[*row[:4], f'"{row[4]}"', *row[5:]] for row in PAYMENTS]
        rows[0][4] = '"regular'
        found = _opened(tmp_path, as_csv([HEADINGS, *rows]))
        assert found.only_ragged
        assert set(found.only_rows) <= {3, 4}
        assert all(row in PAYMENTS for row in found.only_rows.values())

    def test_one_that_is_never_closed_at_all_is_found(self, tmp_path):
        rows = [*PAYMENTS[:2], [*PAYMENTS[2][:6], '"2'], *PAYMENTS]
        found = _opened(tmp_path, as_csv([HEADINGS, *rows]))
        assert found.only_rows == {2: PAYMENTS[0], 3: PAYMENTS[1]}
        assert found.only_ragged == [4]

    @pytest.mark.parametrize("end", ["\n", ""])
    def test_one_that_is_never_closed_in_the_last_cell_of_all_is_found(self, tmp_path, end):
        rows = [*PAYMENTS[:2], [*PAYMENTS[2][:6], '"2']]
        found = _opened(tmp_path, as_csv([HEADINGS, *rows]).rstrip("\n") + end)
        assert (found.codes, found.only_ragged) == (["E102"], [4])

    def test_one_that_swallows_more_than_a_block_breaks_the_reading_off(
        self, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(text_rows, "_BLOCK_BYTES", 300)
        rows = [*PAYMENTS, ['"x', *PAYMENTS[0][1:]], *PAYMENTS * 20]
        found = _opened(tmp_path, as_csv([HEADINGS, *rows]))
        assert found.codes == ["E102"] or found.only_ragged

    @given(place=st.integers(0, 6), row=st.integers(0, 11), quoted=st.sets(st.integers(0, 11)))
    def test_no_row_is_lost_in_silence(self, tmp_path_factory, place, row, quoted):
        sent = [[str(1000 + n), *PAYMENTS[n % 3][1:]] for n in range(12)]
        rows = [[f'"{cell}"' for cell in cells] if n in quoted else cells
                for n, cells in enumerate(sent)]  # fmt: skip
        rows[row] = list(rows[row])
        rows[row][place] = '"' + sent[row][place]
        found = _opened(tmp_path_factory.mktemp("text"), as_csv([HEADINGS, *rows]))
        missing = [cells for cells in sent if cells not in found.only_rows.values()]
        assert not missing or found.only_ragged or found.codes
        wrong = [cells for cells in found.only_rows.values() if cells not in sent]
        assert not wrong


_PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)


@given(
    cells=st.lists(st.lists(_PRINTED, min_size=7, max_size=7), max_size=12),
    separator=st.sampled_from(",;\t|؛،"),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    block=st.sampled_from([200, 500, 1 << 20]),
)
def test_whatever_is_written_is_read(
    tmp_path_factory, cells, separator, codec, end, quoting, block
):
    rows = [[str(number), *row[1:]] for number, row in enumerate(cells)]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows([HEADINGS, *rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_rows, "_BLOCK_BYTES", block)
        found = _opened(tmp_path_factory.mktemp("text"), text.getvalue().encode(codec))
    assert found.only_rows == dict(enumerate(rows, start=2))
    assert found.codes == found.only_ragged == []


@given(
    widths=st.lists(st.sampled_from([0, 1, 5, 7, 7, 7, 7, 8, 9]), max_size=40),
    block=st.sampled_from([200, 333, 1000, 1 << 20]),
)
def test_every_row_has_its_number_whatever_stands_between(tmp_path_factory, widths, block):
    rows = [[str(number), *["x"] * 8][:width] for number, width in enumerate(widths, start=2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_rows, "_BLOCK_BYTES", block)
        found = _opened(tmp_path_factory.mktemp("text"), as_csv([HEADINGS, *rows]))
    assert found.only_rows == {int(row[0]): row for row in rows if len(row) == 7}
    assert sorted(found.only_ragged) == [int(row[0]) for row in rows if len(row) not in (0, 7)]
