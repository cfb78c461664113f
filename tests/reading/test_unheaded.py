"""Headings that stand in one cell of several: nobody can tell over which figures, and a target is no performance."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from slcheck import catalogue, reading
from slcheck.model import Reading, Role, Unit
from slcheck.reading import Hints
from support import Shown, workbook

CATALOGUE = catalogue.load()
A = "SCH9 SL003"
Q = "2017-18 Q1"
THREE = ["Measure", "London CRC", "Essex", "Wales CRC"]
FOUR = ["Measure", "London CRC", "Essex", "London CRC", "Essex"]
QUARTERS = ["Measure", Q, "2017-18 Q2", "2017-18 Q3"]


def of_text(tmp_path: Path, rows: Sequence[Sequence[str]], hints: Hints | None = None) -> Reading:
    path = tmp_path / "levels.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return reading.read(str(path), CATALOGUE, hints or Hints())


def of_workbook(tmp_path: Path, rows: Sequence[Sequence[Any]], *merged: str) -> Reading:
    path = workbook(tmp_path / "levels.xlsx", {"CRC": rows})
    book = openpyxl.load_workbook(path)
    for area in merged:
        book["CRC"].merge_cells(area)
    book.save(path)
    return reading.read(str(path), CATALOGUE, Hints())


def problems(found: Reading) -> list[tuple[str, str]]:
    return [(str(each.place).rpartition(" ")[2], each.message) for each in found.problems]


def cells(found: Reading) -> list[str]:
    """Where every figure and its target stand."""
    return [" ".join(each.cell for each in seen.cells) for seen in found.observations]


def blank(cell: str, heading: str, at: str) -> list[tuple[str, str]]:
    cure = "merge the heading over its columns, or write it over each of them"
    return [(cell, f"{cell} is blank beside '{heading}' in {at}, which may head its figures too or not; {cure}")]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([[Q], ["", "", "Target", ""], THREE, [A, "97%", "97%", "97%"]], blank("B2", "Target", "C2")),
        ([[Q], ["", "Target", "", "Performance"], THREE, [A, "97%", "97%", "98%"]], blank("C2", "Target", "B2")),
        ([[Q], ["", "Expectation", "", "Rating"], THREE, [A, "97%", "97%", "98%"]], blank("C2", "Expectation", "B2")),
        ([["", "Target", "", "Performance"], QUARTERS, [A, "97%", "97%", "50%"]], blank("C1", "Target", "B1")),
        ([["", "Target", "", "Performance"], QUARTERS, [A, "", "97%", "50%"]], blank("C1", "Target", "B1")),
        ([[Q], ["", "Target", "", "Rating", ""], FOUR, [A, "97%", "97%", "98%", "97%"]], blank("C2", "Target", "B2")),
        ([[Q], ["", "Performance", "", "Target"], THREE, [A, "98%", "97%", "97%"]], blank("C2", "Performance", "B2")),
        ([[Q], THREE, ["", "Target", "", "Performance"], [A, "97%", "97%", "98%"]], blank("C3", "Target", "B3")),
        ([[Q], ["", "Target", "", "Outturn"], THREE, [A, "97%", "97%", "98%"]], blank("C2", "Target", "B2")),
        ([[Q], ["Target", "", "Rating", ""], THREE, [A, "97%", "97%", "98%"]], blank("B2", "Target", "A2")),
        ([[Q], ["", "Rank", "", "Rating"], THREE, [A, "97%", "97%", "98%"]], blank("C2", "Rank", "B2")),
        (
            [[Q], ["Measure", "Target", "", ""], ["", "", "London CRC", "Essex"], [A, "97%", "97%", "98%"]],
            blank("C2", "Target", "B2"),
        ),
    ],
)
def test_a_blank_beside_a_kind_of_figure_is_refused(
    tmp_path: Path, rows: list[list[str]], refused: list[tuple[str, str]]
) -> None:
    found = of_text(tmp_path, rows)
    assert (found.observations, problems(found)) == ((), refused)


def test_counts_in_half_of_the_columns_are_refused_too(tmp_path: Path) -> None:
    rows = [[Q], ["", "Numerator", "", "Denominator", ""], ["Measure", "Essex", "Wales CRC", "Wales CRC", "Essex"],
            [A, "50", "98", "100", "99"]]  # fmt: skip
    found = of_text(tmp_path, rows, Hints(unit=Unit.PERCENT))
    assert (found.observations, problems(found)) == ((), blank("C2", "Numerator", "B2"))


@pytest.mark.parametrize("kind", ["Target", "Expectation"])
def test_a_heading_centred_in_a_workbook_is_refused_and_a_merged_one_read(tmp_path: Path, kind: str) -> None:
    rows = [[Q], [None, kind, None, "Performance", None], FOUR,
            [A, *(Shown(each, "0%") for each in (0.97, 0.97, 0.98, 0.96))]]  # fmt: skip
    found = of_workbook(tmp_path, rows)
    assert (found.observations, problems(found)) == ((), blank("C2", kind, "B2"))
    for merged in (["B2:C2", "D2:E2"], ["B2:C2"]):
        found = of_workbook(tmp_path, rows, *merged)
        assert (cells(found), problems(found)) == (
            (["D4 B4", "E4 C4"], []) if len(merged) == 2 else ([], blank("E2", "Performance", "D2"))
        )


def test_a_merged_heading_reaches_no_further(tmp_path: Path) -> None:
    rows = [[Q], [None, "Target", None, None, None], FOUR,
            [A, *(Shown(each, "0%") for each in (0.97, 0.97, 0.98, 0.96))]]  # fmt: skip
    found = of_workbook(tmp_path, rows, "B2:C2")
    assert (cells(found), problems(found)) == (["D4 B4", "E4 C4"], [])


def test_a_heading_merged_downwards_leaves_no_blank(tmp_path: Path) -> None:
    rows = [[Q], ["Measure", "London CRC", "Essex", None], [None, None, "Performance", "Target"],
            [A, *(Shown(each, "0%") for each in (0.97, 0.98, 0.97))]]  # fmt: skip
    found = of_workbook(tmp_path, rows, "A2:A3", "B2:B3", "C2:D2")
    assert (cells(found), problems(found)) == (["B4", "C4 D4"], [])


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        ([[Q], ["", "Target", "Target", "Rating", "Rating"], FOUR, [A, "97%", "96%", "98%", "95%"]],
         ["D4 B4", "E4 C4"]),
        ([[Q], ["SCH9 SL003"], ["Provider", "%", "", ""], ["", "", "Numerator", "Denominator"],
          ["Essex", "98%", "98", "100"]], ["C5 D5 B5"]),
        ([[Q], ["Measure", "London CRC", "", "Target"], ["", "Numerator", "Denominator", ""],
          [A, "97", "99", "97%"]], ["B4 C4 D4"]),
        ([[Q], ["", "", "", "Target"], [*THREE[:3], ""], [A, "98%", "96%", "97%"]], ["B4 D4", "C4 D4"]),
        ([[Q], ["", "", "Essex", "Wales CRC"], ["Measure", "Target", "%", "%"], [A, "97%", "98%", "96%"]],
         ["C4 B4", "D4 B4"]),
    ],
    ids=["repeated", "kinds in two rows", "a target alone", "a target above no name", "a target below no name"],
)  # fmt: skip
def test_what_leaves_no_doubt_is_read(tmp_path: Path, rows: list[list[str]], read: list[str]) -> None:
    found = of_text(tmp_path, rows)
    assert (cells(found), problems(found)) == (read, [])


def above(cell: str, text: str) -> list[tuple[str, str]]:
    said = f"'{text}' in {cell} stands over some of the figures, and what it says of them is not known"
    return [(cell, f"{said}; write it into the heading of each that it is about, or take it out")]


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        (["", "", "Change", ""], above("C2", "Change")),
        (["", "Gap", "", ""], above("B2", "Gap")),
        (["", "Rating", "Gap", ""], above("C2", "Gap")),
        (["", "Rating", "Contract level", ""], above("C2", "Contract level")),
    ],
)
def test_a_row_above_the_headings_that_reads_like_one_is_refused(
    tmp_path: Path, row: list[str], refused: list[tuple[str, str]]
) -> None:
    found = of_text(tmp_path, [[Q], row, THREE, [A, "97%", "97%", "98%"]])
    assert (found.observations, problems(found)) == ((), refused)


@pytest.mark.parametrize(
    "row", [["", "CRC performance"], ["Status", "Final"], ["Notes on page 2"], ["CRC", "", "", "Final"]]
)
def test_a_title_in_the_row_above_the_headings_stays_a_title(tmp_path: Path, row: list[str]) -> None:
    found = of_text(tmp_path, [[Q], row, THREE, [A, "97%", "97%", "98%"]])
    assert (cells(found), problems(found)) == (["B4", "C4", "D4"], [])


TOLD = "stand over cannot be told; merge each with the cells that it heads, or repeat it in each"


@pytest.mark.parametrize(
    ("rows", "read", "refused"),
    [
        ([["", Q, "", "2017-18 Q2", ""], FOUR, [A, "97%", "96%", "98%", "95%"]], ["B3", "C3", "D3", "E3"], []),
        ([["", Q, "", "2017-18 Q2"], THREE, [A, "97%", "96%", "98%"]], [],
         [("B1", f"which columns '{Q}' and the headings beside it {TOLD}")]),
        ([["", "Essex", "", "Wales CRC"], QUARTERS, [A, "97%", "96%", "98%"]], [],
         [("B1", f"which columns 'Essex' and the headings beside it {TOLD}")]),
        ([["", "", Q, ""], THREE, [A, "97%", "96%", "98%"]], [],
         [("B2", "'London CRC' does not say which quarter its figures are about, as other headings do; name it there")],
         ),
        ([["", "", "Essex", ""], QUARTERS, [A, "97%", "96%", "98%"]], [],
         [("B2", f"'{Q}' does not say which provider its figures are about, as other headings do; write National if "
           "they cover the whole country")]),
    ],
    ids=["the same under each", "quarters", "providers", "a quarter in the middle", "a provider in the middle"],
)  # fmt: skip
def test_names_over_more_than_one_column(
    tmp_path: Path, rows: list[list[str]], read: list[str], refused: list[tuple[str, str]]
) -> None:
    found = of_text(tmp_path, rows)
    assert (cells(found), problems(found)) == (read, refused)


def test_a_title_that_a_comma_tears_in_two_is_said_truly(tmp_path: Path) -> None:
    rows = [["Table of performance", "2017-18 Q3", "", ""], ["Measure", "Provider", "Rating", "Target"],
            [A, "Essex", "98%", "97%"]]  # fmt: skip
    found = of_text(tmp_path, rows)
    said = "'2017-18 Q3' in B1 seems to stand over labels and over figures; if it belongs to a title, write all of that"
    assert (found.observations, problems(found)) == (
        (),
        [("B1", f"{said} in one cell (in a CSV, between quotation marks)")],
    )


def test_a_title_that_dates_a_release_is_not_taken_for_the_quarter(tmp_path: Path) -> None:
    found = of_text(tmp_path, [["Release 2017-18 Q2"], THREE, [A, "97%", "96%", "98%"]])
    (problem,) = found.problems
    assert problem.message == (
        "3 figures from row 3 on cannot be used: 'Release 2017-18 Q2' (title in A1) may speak of another quarter than "
        "that of the figures; name one in a title row, like 2017-18 Q1, or with --quarter"
    )


# Where a blank figure should stand


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["Measure", "Provider", "Quarter", "Percentage"], [A, "London", Q, ""]], "D2"),
        ([["Measure", "Provider", "Quarter", "Percentage", "Target"], [A, "London", Q, "", "97%"]], "D2"),
        ([["Measure", "Provider", "Quarter", "%", "Denominator", "Numerator"], [A, "London", Q]], "F2"),
        ([["Measure", "Provider", "Quarter", "Numerator", "Denominator"], [A, "London", Q]], "D2"),
        ([[Q], ["Service level", "Target", "Rating"], [A, "97%", ""], ["SCH9 SL004", "95%", "95%"]], "C3"),
        ([[Q], ["Service level", "Rating", "Target"], [A], ["SCH9 SL004", "95%", "95%"]], "B3"),
        ([[Q], THREE, [A, "97%", "", "98%"]], "C3"),
        ([[Q], ["", "Essex", "", "", "London", "", ""], ["Measure", *["%", "Denominator", "Numerator"] * 2],
          [A, "98%", "100", "98"]], "G4"),
    ],
    ids=["long", "long with a target", "counts behind", "counts", "print", "a code alone", "cross-tab", "groups"],
)  # fmt: skip
def test_a_blank_figure_is_placed_where_it_should_stand(tmp_path: Path, rows: list[list[str]], cell: str) -> None:
    found = of_text(tmp_path, rows)
    (seen,) = [each for each in found.observations if not {each.role for each in each.cells} - {Role.TARGET}]
    assert (seen.origin.cell, seen.text) == (cell, "")
    assert problems(found) == [(cell, f"the figure of {A} is blank; write it, or [x] where there is none")]


# Rows that are data, and no headings


@pytest.mark.parametrize("second", [["SCH9 SL004", "London", Q, "TBC"], [A, "Essex", Q, "TBC"]])
def test_two_rows_of_data_without_a_number_are_no_headings(tmp_path: Path, second: list[str]) -> None:
    rows = [["Measure", "Provider", "Quarter", "Performance"], [A, "Wales CRC", Q, "97.5%"], [A, "London", Q, ""],
            second, [A, "Merseyside", Q, "97.5%"]]  # fmt: skip
    found = of_text(tmp_path, rows)
    assert [each.origin.cell for each in found.observations] == ["D2", "D3", "D4", "D5"]
