"""Streams of compound files: found by name, and put together in the order of their links."""

import struct

import pytest
from delivery.xls import compound_file
from hypothesis import given
from hypothesis import strategies as st

from helpers.delivery.readers.compound_files import stream_of

SECTOR, SMALL = 512, 64
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
CONTENT = bytes(number * number % 251 for number in range(5000))
OTHER = b"x" * 9000


def _entry(file, number):
    """Return where the place and the size of an entry of the directory stand."""
    (directory,) = struct.unpack_from("<I", file, 0x30)
    return (directory + 1) * SECTOR + 128 * number + 0x74


def test_a_stream_is_found_by_its_name():
    file = compound_file({"Other": OTHER, "Workbook": CONTENT})
    assert stream_of(file, ("Workbook", "Book")) == CONTENT
    assert stream_of(file, ("Other",)) == OTHER
    with pytest.raises(ValueError, match="without the stream"):
        stream_of(file, ("Book",))


def test_a_small_stream_stands_within_that_of_small_ones():
    links = struct.pack("<4I", 3, 0, END, 2)  # from the second to the first, fourth and third
    file = bytearray(compound_file({"X": links, "Workbook": CONTENT}))
    root, table, book = (_entry(file, number) for number in range(3))
    file[root : root + 4] = file[book : book + 4]
    file[0x3C:0x40] = file[table : table + 4]
    struct.pack_into("<II", file, book, 1, 200)
    parts = [CONTENT[SMALL * number : SMALL * (number + 1)] for number in (1, 0, 3, 2)]
    assert stream_of(bytes(file), ("Workbook",)) == b"".join(parts)[:200]


def test_a_large_file_has_more_tables_than_fit_into_its_header():
    file = bytearray(compound_file({"Workbook": CONTENT}))
    (table,) = struct.unpack_from("<I", file, 0x4C)
    struct.pack_into("<I", file, 0x4C, FREE)
    struct.pack_into("<II", file, 0x44, len(file) // SECTOR - 1, 1)
    file += struct.pack("<128I", table, *[FREE] * 126, END)
    assert stream_of(bytes(file), ("Workbook",)) == CONTENT


def test_a_chain_that_bites_its_tail_ends():
    file = bytearray(compound_file({"Workbook": CONTENT}))
    (table,) = struct.unpack_from("<I", file, 0x4C)
    struct.pack_into("<I", file, (table + 1) * SECTOR + 4, 0)  # after the second sector the first
    assert stream_of(bytes(file), ("Workbook",))[:2048] == CONTENT[:1024] * 2


@given(st.integers(0, 8000), st.binary(min_size=1, max_size=8))
def test_a_damaged_one_fails_as_it_is_said_to(place, damage):
    file = bytearray(compound_file({"Workbook": CONTENT}))
    file[place : place + len(damage)] = damage
    try:
        stream_of(bytes(file), ("Workbook",))
    except (ValueError, struct.error, IndexError):
        pass
