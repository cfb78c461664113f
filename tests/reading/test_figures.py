"""What one cell says. Each table row: what stands in the cell, and what a contract manager may take from it."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from slcheck.model import Reason
from slcheck.reading import number_formats
from slcheck.reading.cells import Cell, CellKind
from slcheck.reading.figures import (
    Nothing,
    Percent,
    Plain,
    Unusable,
    read_count,
    read_percentage,
)
from slcheck.reading.markers import markers_in, markers_of, split_markers

NOT_A_FIGURE = "is not a figure; write a number, or [x] where there is none"
NOT_A_COUNT = "is not a number of cases; write a whole number"
NO_CASES = f"{NOT_A_COUNT}, or [x] for none"
ALONE = "stands alone and nothing says what it means."


def text(value: str) -> Cell:
    return Cell(1, 1, CellKind.TEXT, value)


def number(value: float, number_format: str = "General") -> Cell:
    return Cell(1, 1, CellKind.NUMBER, value, number_format)


@pytest.mark.parametrize(
    ("written", "percent", "places", "markers"),
    [
        ("95.6%", "95.6", 1, ()),
        ("95.6 %", "95.6", 1, ()),
        ("95.6\u00a0%", "95.6", 1, ()),
        ("95.60%", "95.60", 2, ()),
        ("95.6 per cent", "95.6", 1, ()),
        ("95.6 percent", "95.6", 1, ()),
        ("97%", "97", 0, ()),
        ("0%", "0", 0, ()),
        ("100%", "100", 0, ()),
        ("100.1%", "100.1", 1, ()),  # read as it stands; judging it refuses it
        ("91% *", "91", 0, ("*",)),
        ("91%*", "91", 0, ("*",)),
        ("91% **", "91", 0, ("**",)),
        ("91%†", "91", 0, ("†",)),
        ("91% ‡", "91", 0, ("‡",)),
        ("91%¹", "91", 0, ("¹",)),
        ("91%*†", "91", 0, ("*", "†")),
        ("91% [note 4]", "91", 0, ("[note 4]",)),
        ("96.9% [P]", "96.9", 1, ("[p]",)),
        ("96.9% [p] [note 2]", "96.9", 1, ("[p]", "[note 2]")),
    ],
)
def test_a_text_with_a_percent_sign_is_a_printed_percentage(
    written: str, percent: str, places: int, markers: tuple[str, ...]
) -> None:
    assert read_percentage(text(written)) == Percent(Decimal(percent), places, True, markers)


@pytest.mark.parametrize(
    ("written", "number_", "places", "markers"),
    [
        ("95.6", "95.6", 1, ()),
        ("0.956", "0.956", 3, ()),
        ("0", "0", 0, ()),
        ("96.9 [r]", "96.9", 1, ("[r]",)),
        ("96²", "96", 0, ("²",)),  # a raised 2 is a footnote, not a digit
    ],
)
def test_a_text_without_a_percent_sign_keeps_its_unit_open(
    written: str, number_: str, places: int, markers: tuple[str, ...]
) -> None:
    assert read_percentage(text(written)) == Plain(Decimal(number_), places, True, markers)


@pytest.mark.parametrize(
    ("stored", "number_format", "percent", "places"),
    [
        (0.956, "0.0%", "95.6", 1),
        (0.956, "0%", "95.6", 1),  # shown 96%, but 95.6% is what the file holds
        (0.9495, "0.0%", "94.95", 2),
        (0.956, "0.000%", "95.6", 3),
        (0.956, "0.0%;[Red]-0.0%", "95.6", 1),
        (1, "0%", "100", 0),
        (0, "0%", "0", 0),
        (0.9 + 0.07, "0%", "97", 0),
        (0.57, "0%", "57", 0),
        (1 / 3, "0%", "33.3333333333333", 10),
        (1.2, "0%", "120", 0),
        (95.6, '0.0"%"', "95.6", 1),
        (95.6, '0"%"', "95.6", 1),
        (95.6, r"0.0\%", "95.6", 1),
        (97, '0.0"%"', "97", 1),
    ],
)
def test_the_format_of_a_stored_number_says_whether_it_is_a_fraction(
    stored: float, number_format: str, percent: str, places: int
) -> None:
    assert read_percentage(number(stored, number_format)) == Percent(Decimal(percent), places, False)


@pytest.mark.parametrize(
    ("stored", "number_format", "plain", "places"),
    [
        (95.6, "General", "95.6", 1),
        (95.6, "0", "95.6", 1),
        (95, "0.00", "95", 2),
        (0.956, "0.0", "0.956", 3),
        (33.0, "General", "33", 0),
        (0.1 + 0.2, "General", "0.3", 1),
        (1, "General", "1", 0),
    ],
)
def test_a_stored_number_without_a_percent_format_keeps_its_unit_open(
    stored: float, number_format: str, plain: str, places: int
) -> None:
    assert read_percentage(number(stored, number_format)) == Plain(Decimal(plain), places, False)


NO_FIGURES = [
    ("[c]", Reason.CONFIDENTIAL, "The figure is confidential."),
    ("[C]", Reason.CONFIDENTIAL, "The figure is confidential."),
    ("[x]", Reason.NOT_AVAILABLE, "The figure is not available."),
    ("[z]", Reason.NOT_APPLICABLE, "The measure does not apply."),
    ("[low]", Reason.LOW, "The figure rounds to nothing and is not given."),
    ("N/A", Reason.NOT_APPLICABLE, "The measure does not apply."),
    ("n/a", Reason.NOT_APPLICABLE, "The measure does not apply."),
    ("Not applicable", Reason.NOT_APPLICABLE, "The measure does not apply."),
    ("..", Reason.NOT_AVAILABLE, "The figure is not available."),
    ("not available", Reason.NOT_AVAILABLE, "The figure is not available."),
]


@pytest.mark.parametrize(("written", "reason", "sentence"), NO_FIGURES)
def test_an_honest_lack_of_a_figure_is_said_with_its_reason(written: str, reason: Reason, sentence: str) -> None:
    assert read_percentage(text(written)) == Nothing(reason, sentence, (written.lower(),))
    assert read_count(text(written)) == Nothing(reason, sentence)


def test_a_footnote_on_a_symbol_for_no_figure_is_kept() -> None:
    assert read_percentage(text("[c] *")) == Nothing(Reason.CONFIDENTIAL, "The figure is confidential.", ("[c]", "*"))


def test_an_absent_cell_is_blank() -> None:
    assert read_percentage(None) == Nothing(Reason.BLANK, "The cell is blank.")
    assert read_count(None) == Nothing(Reason.BLANK, "The cell is blank.")


@pytest.mark.parametrize("symbol", ["*", "**", "†", "²", "[r]", "[u]", "[note 4]"])
def test_a_symbol_alone_is_ambiguous(symbol: str) -> None:
    assert read_percentage(text(symbol)) == Nothing(Reason.AMBIGUOUS, f"'{symbol}' {ALONE}", (symbol,))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("95,6", "'95,6' has a decimal comma; write 95.6"),
        ("95,6%", "'95,6%' has a decimal comma; write 95.6%"),
        ("-", "'-' can mean zero or no figure; write 0, or [x] for not available"),
        ("–", "'–' can mean zero or no figure; write 0, or [x] for not available"),
        ("—", "'—' can mean zero or no figure; write 0, or [x] for not available"),
        *(
            (each, f"'{each}' {NOT_A_FIGURE}")
            for each in (
                "TRUE", "nan", "inf", "1e999", "1e2", "TBC", "nil", "-5%", "+97%", "97%.", ".97", "97.%", "95.6%-97%",
                ">95%", "<5%", "1/2", "95%%", "5²%", "96.9 1", "95.6 (1)", "٩٥%", "９５%", "#DIV/0!", "#N/A", "0x5F",
                "97pct", "95.6% (n=12)", "..%", "0.12345678901234567890123456", "1234567890123456",
            )
        ),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_a_problem_and_never_a_number(written: str, sentence: str) -> None:
    assert read_percentage(text(written)) == Unusable("not_a_number", sentence)


def test_a_figure_marked_as_absent_contradicts_itself() -> None:
    sentence = "'95.6% [c]' is a figure with a marker that says there is none; keep one of them"
    assert read_percentage(text("95.6% [c]")) == Unusable("ambiguous", sentence)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (number(-0.01, "0%"), "-1% is negative, which a share of cases cannot be; correct it"),
        (number(-5), "-5 is negative, which a share of cases cannot be; correct it"),
        (number(float("inf")), "inf is not a number that can be judged; write the figure"),
        (number(float("nan")), "nan is not a number that can be judged; write the figure"),
        (Cell(1, 1, CellKind.BOOLEAN, True), f"TRUE {NOT_A_FIGURE}"),
        (Cell(1, 1, CellKind.BOOLEAN, False), f"FALSE {NOT_A_FIGURE}"),
        (Cell(1, 1, CellKind.OTHER, "12:30:00"), f"12:30:00 {NOT_A_FIGURE}"),
        (
            Cell(1, 1, CellKind.DATE, datetime.datetime(2017, 6, 30)),  # noqa: DTZ001  (a spreadsheet has no zones)
            "the cell holds the date 2017-06-30; write the figure and clear its format",
        ),
    ],
)
def test_a_cell_that_holds_no_share_is_a_problem(cell: Cell, sentence: str) -> None:
    assert read_percentage(cell) == Unusable("not_a_number", sentence)


@pytest.mark.parametrize("read", [read_percentage, read_count])
@pytest.mark.parametrize(
    ("kind", "shown", "problem", "sentence"),
    [
        (
            CellKind.ERROR,
            "#DIV/0!",
            "error_cell",
            "the cell shows #DIV/0!; correct the formula and save the file again",
        ),
        (
            CellKind.FORMULA,
            "=D2/E2",
            "formula_without_value",
            "the formula =D2/E2 has no stored value; open the file in Excel, save it, and try again",
        ),
    ],
)
def test_errors_and_unsaved_formulas_name_the_cure(
    read: Callable[[Cell], object], kind: CellKind, shown: str, problem: str, sentence: str
) -> None:
    assert read(Cell(1, 1, kind, shown)) == Unusable(problem, sentence)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (number(33.0), 33),
        (number(0), 0),
        (number(0, "0%"), 0),  # no cases are no cases in any format
        (number(1350, "#,##0"), 1350),
        (number(999_999_999_999), 999_999_999_999),
        (text("1,350"), 1350),
        (text("1,234,567"), 1234567),
        (text("198"), 198),
        (text("198.0"), 198),
        (text("198.00"), 198),
        (text("198 *"), 198),
        (number(198, '0"*"'), 198),
        (number(198, "#,##0_-"), 198),
    ],
)
def test_a_count_is_a_whole_number_however_it_is_written(cell: Cell, count: int) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (number(33.5), f"33.5 {NOT_A_COUNT}"),
        (number(-1), f"-1 {NOT_A_COUNT}"),
        (number(0.956, "0.0%"), f"95.6% {NOT_A_COUNT}"),
        (number(1, "0%"), "100% is a percentage, not a number of cases; write a whole number"),
        (number(10**12), f"1000000000000 {NOT_A_COUNT}"),
        (number(float("nan")), f"nan {NOT_A_COUNT}"),
        *(
            (text(each), f"'{each}' {NO_CASES}")
            for each in (
                "33.5",
                "-1",
                "95.6%",
                "1,35",
                "13,50",
                "1 350",
                "1.350",
                "1.000",
                "1e3",
                "TBC",
                "-",
                "~10",
                "<5",
            )
        ),
        (text("12 [c]"), f"'12 [c]' {NO_CASES}"),
    ],
)
def test_what_is_no_whole_number_of_cases_is_a_problem(cell: Cell, sentence: str) -> None:
    assert read_count(cell) == Unusable("not_a_count", sentence)


def test_the_markers_of_a_count_are_kept() -> None:
    assert markers_of(text("198 * [r]")) == ("*", "[r]")
    assert markers_of(number(198)) == ()
    assert markers_of(number(198, '0"*"')) == ("*",)
    assert markers_of(Cell(1, 1, CellKind.ERROR, "#N/A")) == ()
    assert markers_of(None) == ()


@pytest.mark.parametrize(
    ("written", "bare", "markers"),
    [
        ("Rating", "Rating", ()),
        ("Rating *", "Rating", ("*",)),
        ("SL001 – Seen** †", "SL001 – Seen", ("**", "†")),
        ("96.9 [R][Note 12]", "96.9", ("[r]", "[note 12]")),
        ("2*3", "2*3", ()),
    ],
)
def test_markers_are_taken_off_the_end_only(written: str, bare: str, markers: tuple[str, ...]) -> None:
    assert split_markers(written) == (bare, markers)


@pytest.mark.parametrize(
    ("written", "markers"),
    [
        ("Seen* in time", ("*",)),
        ("Seen* in time †", ("*", "†")),
        ("Seen[note 1], planned", ("[note 1]",)),
        ("2*3", ()),
        ("Seen in time", ()),
    ],
)
def test_markers_behind_any_word_of_a_text_are_found(written: str, markers: tuple[str, ...]) -> None:
    assert markers_in(written) == markers


@pytest.mark.parametrize(
    ("number_format", "number_", "fraction", "percent", "decimals", "words", "text_"),
    [
        ("0.0%", 0.956, True, False, 1, "", "95.6%"),
        ('0.00"%"', 95.6, False, True, 2, "", "95.60%"),
        (r"0\%", 95.6, False, True, 0, "", "96%"),
        ("General", 95.6, False, False, 0, "", "95.6"),
        ("#,##0.0", 1350, False, False, 1, "", "1,350.0"),
        ("0.0%;-0.0%;0%", 0, True, False, 0, "", "0%"),
        ('0.0" of 100%"', 95.6, False, True, 1, "of 100", "95.6% of 100"),
        ("0.0_%", 95.6, False, False, 1, "", "95.6"),  # room as wide as a percent sign, and no sign
        ("0.0*%", 95.6, False, False, 1, "", "95.6"),
        ('0.0%" [p]"', 0.956, True, False, 1, "[p]", "95.6% [p]"),
        ('0%;-0%;"[x]"', 0, False, False, 0, "[x]", "[x]"),
        ("[Red]0.0%", 0.956, True, False, 1, "", "95.6%"),
    ],
)
def test_a_number_format_says_what_it_multiplies_shows_and_adds(
    number_format: str, number_: float, fraction: bool, percent: bool, decimals: int, words: str, text_: str
) -> None:
    shown = number_formats.shown(number_format, number_)
    assert (shown.is_fraction, shown.is_percent, shown.decimals, shown.words) == (fraction, percent, decimals, words)
    assert number(number_, number_format).text == text_


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (number(0.956, '0.0%"*"'), Percent(Decimal("95.6"), 1, False, ("*",))),
        (number(0.956, '0.0%" [P]"'), Percent(Decimal("95.6"), 1, False, ("[p]",))),
        (number(0.956, r"0.0%\*"), Percent(Decimal("95.6"), 1, False, ("*",))),
        (number(95.6, '0.0"†"'), Plain(Decimal("95.6"), 1, False, ("†",))),
        (number(95.6, "0.0_%"), Plain(Decimal("95.6"), 1, False)),
        (number(0, '0%;-0%;"[x]"'), Nothing(Reason.NOT_AVAILABLE, "The figure is not available.")),
        (number(5, '"N/A"'), Nothing(Reason.NOT_APPLICABLE, "The measure does not apply.")),
    ],
)
def test_the_words_of_a_number_format_are_markers_or_say_that_there_is_no_figure(cell: Cell, read: object) -> None:
    assert read_percentage(cell) == read


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number(95.6, '0.0" of 100"'), "95.6 of 100"),
        (number(0.956, '0.0%" provisional"'), "95.6% provisional"),
        (number(0.956, '"about "0.0%'), "95.6% about"),
        (number(0.956, '"hidden"'), "hidden"),
        (number(0.956, ";;;"), ""),
    ],
)
def test_other_words_of_a_number_format_make_the_cell_unusable(cell: Cell, shown: str) -> None:
    assert read_percentage(cell) == Unusable(
        "number_format",
        f"the number format {cell.number_format} shows '{shown}', and what that means cannot be told; format the cell "
        "as a number or a percentage",
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(number(98, '0" in 100"'), "98 in 100"), (number(98, '"few"'), "few"), (number(0, '0;-0;"none"'), "none")],
)
def test_a_count_with_other_words_in_its_number_format_is_unusable(cell: Cell, shown: str) -> None:
    assert read_count(cell) == Unusable(
        "number_format",
        f"the number format {cell.number_format} shows '{shown}', which is not a number of cases; format the cell "
        "as a number",
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number(0.9495, "0.0%"), "95.0%"),  # half up, as a spreadsheet shows it
        (number(0.956, "0.0%"), "95.6%"),
        (number(95.6, '0"%"'), "96%"),
        (number(1350, "#,##0"), "1,350"),
        (number(1350.5, "#,##0.00"), "1,350.50"),
        (number(0.956), "0.956"),
        (Cell(1, 1, CellKind.BOOLEAN, True), "TRUE"),
        (Cell(2, 28, CellKind.DATE, datetime.date(2017, 6, 30)), "2017-06-30"),
    ],
)
def test_a_cell_shows_what_the_sheet_shows(cell: Cell, shown: str) -> None:
    assert cell.text == shown


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [(1, 1, "A1"), (9, 26, "Z9"), (3, 27, "AA3"), (2, 702, "ZZ2"), (1, 703, "AAA1"), (7, 16384, "XFD7")],
)
def test_an_address_is_the_one_excel_shows(row: int, column: int, address: str) -> None:
    assert Cell(row, column, CellKind.TEXT, "x").address == address
