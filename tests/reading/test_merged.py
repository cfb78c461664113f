"""What merged cells show: labels hold for all their rows, numbers for none but their own, and nothing stands behind."""

from slcheck.reading.cells import Area, Cell, CellKind, Sheet
from slcheck.reading.merged import as_shown


def sheet(rows: list[list[object]], *areas: tuple[int, int, int, int]) -> Sheet:
    cells = {
        number: {
            column: Cell(number, column, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)  # type: ignore[arg-type]
            for column, value in enumerate(row, 1)
            if value is not None
        }
        for number, row in enumerate(rows, 1)
    }
    return Sheet("Sheet", {number: row for number, row in cells.items() if row}, [Area(*area) for area in areas])


def shown(of: Sheet) -> tuple[dict[str, object], list[str]]:
    result, notes = as_shown(of)
    return {cell.address: cell.value for row in result.rows.values() for cell in row.values()}, notes


def test_a_label_holds_for_every_row_of_its_area_that_has_something() -> None:
    rows = [["London", 1], [None, 2], [None, None], [None, 3], ["Essex", 4]]
    assert shown(sheet(rows, (1, 1, 4, 1))) == (
        {"A1": "London", "B1": 1, "A2": "London", "B2": 2, "A4": "London", "B4": 3, "A5": "Essex", "B5": 4},
        [],
    )


def test_a_label_over_two_columns_is_repeated_in_the_first() -> None:
    assert shown(sheet([["London", None, 1], [None, None, 2]], (1, 1, 2, 2)))[0] == {
        "A1": "London", "C1": 1, "A2": "London", "C2": 2,
    }  # fmt: skip


def test_a_number_is_not_repeated() -> None:
    assert shown(sheet([["a", 97], ["b", None]], (1, 2, 2, 2)))[0] == {"A1": "a", "B1": 97, "A2": "b"}


def test_what_stands_behind_is_taken_out_and_said() -> None:
    found, notes = shown(sheet([["London", "hidden", 1], ["behind", "too", 2]], (1, 1, 2, 2)))
    assert found == {"A1": "London", "C1": 1, "A2": "London", "C2": 2}
    assert notes == [
        "what stands behind merged cells, in B1, A2 and B2, is not shown by a spreadsheet and was passed over"
    ]


def test_areas_beside_each_other_and_none() -> None:
    rows: list[list[object]] = [["London", 1, "x", 5], [None, 2, None, 6], ["Essex", 3, "y", 7]]
    found, notes = shown(sheet(rows, (1, 1, 2, 1), (1, 3, 2, 3)))
    assert (found["A2"], found["C2"], found["D2"], notes) == ("London", "x", 6, [])
    plain = sheet(rows)
    assert as_shown(plain) == (plain, [])
