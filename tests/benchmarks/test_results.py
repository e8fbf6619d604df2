"""The figures that follow from measurements, and the tables they stand in."""

import json
import socket
from pathlib import Path

import pytest

from benchmarks.machine import describe_machine
from benchmarks.measure import Cost, Memory
from benchmarks.results import Growth, Results, Runs
from benchmarks.tables import BEGIN, END, put_into, to_markdown


def runs(name, pages, *walls):
    return Runs(name, pages, [Cost(wall, 2 * wall) for wall in walls])


@pytest.fixture
def results():
    return Results(
        machine={"processor": "a processor", "cores": "2"},
        workers=2,
        ours=runs("ours", 100, 9.0, 10.0, 30.0),
        peers=[runs("a", 10, 50.0), runs("b", 20, 16.0), runs("c", 100, 12.0)],
        counting=runs("with counting", 100, 12.0),
        floor=Runs("floor", 100, [Cost(15.0, 15.0)]),
        unchanged=runs("unchanged", 100, 0.5),
        help=runs("help", 1, 0.1),
        memory=Memory(300.0, {1: 60.0, 2: 20.0}),
    )


def test_peers_are_compared_by_the_page(results):
    faster = [results.times_faster(peer) for peer in results.peers]
    assert faster == pytest.approx([50, 8, 1.2])


def test_efficiency_is_the_cells_own_time_in_that_of_all_workers(results):
    assert results.efficiency == pytest.approx(15 / (2 * 10))


def test_growth_is_that_of_ten_thousand_pages_against_a_hundred():
    growth = Growth(runs("s", 108, 10.8), runs("l", 10_800, 1188.0), runs("u", 10_800, 4.0))
    assert growth.factor == pytest.approx(110)


def test_the_tables_hold_every_contestant_and_its_ratio(results):
    text = to_markdown(results)
    for said in ("| 10.0 (9.0–30.0) |", "**50.00 ×**", "**8.00 ×**", "**1.20 ×**", "| 0.75 |"):
        assert said in text
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines if "wall" in line or "×**" in line}) <= 2


def test_the_json_is_whole(results):
    read = json.loads(results.to_json())
    assert read["ours"]["costs"][0] == {"wall": 9.0, "cpu": 18.0}
    assert read["times_faster"]["c"] == pytest.approx(1.2)


def test_tables_replace_what_stood_between_the_marks_and_nothing_else(results, tmp_path):
    document = tmp_path / "document.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    put_into(document, to_markdown(results))
    text = document.read_text("utf-8")
    assert text.startswith(f"before\n{BEGIN}\n|")
    assert text.endswith(f"\n{END}\nafter\n")
    assert "old" not in text


def test_a_document_without_marks_is_not_written(results, tmp_path):
    document = tmp_path / "document.md"
    document.write_text("text", "utf-8")
    with pytest.raises(ValueError, match="no place for results"):
        put_into(document, to_markdown(results))
    assert document.read_text("utf-8") == "text"


def test_the_document_of_the_project_has_a_place_for_results(root):
    text = (root / "docs" / "performance.md").read_text("utf-8")
    assert text.index(BEGIN) < text.index(END)


def test_no_results_tell_whose_machine_it_was(root):
    described = " ".join(describe_machine(root / "build" / "peers").values())
    assert socket.gethostname() not in described.split()
    assert str(Path.home()) not in described
