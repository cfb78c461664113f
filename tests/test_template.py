"""The workbook to fill in: it reads back as it was filled in; untouched, nothing in it is taken for a figure."""

import importlib.util
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from made import measure
from slcheck import reading
from slcheck.catalogue import load
from slcheck.errors import WrongUse
from slcheck.model import Catalogue, Counts, Framework, Level, Measure, NoFigure, Provider, Reading, Reason, Target
from slcheck.quarter import Quarter
from slcheck.template import workbook
from support import check

Q1 = Quarter(2017, 1)
SHIPPED = load()
NORTHUMBRIA = Provider(framework=Framework.CRC, name="Northumbria", spellings=("CPA Northumbria",))
HEADINGS = ["Framework", "Measure", "Title", "Provider", "Quarter", "Numerator", "Denominator", "Target", "Note"]


@pytest.fixture
def shipped() -> Catalogue:
    return SHIPPED


def small(*measures: Measure, providers: tuple[Provider, ...] = (NORTHUMBRIA,)) -> Catalogue:
    """The shipped words, and few measures and providers."""
    return SHIPPED.model_copy(update={"measures": measures or (measure(),), "providers": providers})


def declared(**changes: object) -> Measure:
    return measure().model_copy(update=changes)


def figures(data: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(data))["Figures"]
    assert isinstance(sheet, Worksheet)
    return sheet


def filled(path: Path, data: bytes, cells: Mapping[str, object]) -> Path:
    """The template at ``path`` as somebody saves it who has written ``cells`` into it."""
    book = load_workbook(io.BytesIO(data))
    for address, value in cells.items():
        book["Figures"][address] = value
    book.save(path)
    return path


def read(path: Path, catalogue: Catalogue) -> Reading:
    return reading.read(str(path), catalogue, reading.Hints())


def read_data(tmp_path: Path, data: bytes, catalogue: Catalogue) -> Reading:
    path = tmp_path / "untouched.xlsx"
    path.write_bytes(data)
    return read(path, catalogue)


def invented(rows: int) -> dict[int, tuple[int, int]]:
    """Counts for the rows from 2 on, no two pairs of neighbours alike; some without any case."""
    return {row: (row * 7 % (1 + row % 50), row % 50) for row in range(2, rows + 2)}


def test_every_count_that_is_filled_in_is_read_back(tmp_path: Path, shipped: Catalogue) -> None:
    data = workbook(shipped, Q1)
    rows = figures(data).max_row - 1
    counts = invented(rows)
    cells = {f"{column}{row}": pair[place] for row, pair in counts.items() for place, column in enumerate("FG")}
    found = read(filled(tmp_path / "quarter.xlsx", data, cells), shipped)
    assert not found.problems
    in_order = [
        (each.key, provider.name)
        for framework in Framework
        for provider in shipped.providers
        for each in shipped.measures
        if provider.framework is each.framework is framework
    ]
    assert len(in_order) == rows
    assert [
        (each.measure.key, each.provider, each.quarter, each.released, each.figure, each.flags, each.markers)
        for each in found.observations
    ] == [
        (key, provider, Q1, Q1, Counts(numerator=counts[row][0], denominator=counts[row][1]), (), ())
        for row, (key, provider) in enumerate(in_order, 2)
    ]


def test_the_targets_in_the_sheet_are_those_that_are_declared(tmp_path: Path, shipped: Catalogue) -> None:
    found = read_data(tmp_path, workbook(shipped, Q1), shipped)
    for each in found.observations:
        target = each.measure.target_in(each.quarter)
        assert (each.printed_target.level if each.printed_target else None) == (
            target.level if isinstance(target, Target) else None
        )


def test_a_filled_template_is_judged_without_a_problem(tmp_path: Path, shipped: Catalogue) -> None:
    data = workbook(shipped, Q1, [Framework.NPS], ["Wales"])
    cells = {f"{column}{row}": 100 for row in range(2, figures(data).max_row + 1) for column in "FG"}
    report = check(filled(tmp_path / "quarter.xlsx", data, cells))
    assert not report.problems
    assert {each.observation.provider for each in report.findings} == {"Wales"}
    assert {each.status.value for each in report.findings} == {"pass", "no_target"}


@given(
    st.lists(
        st.tuples(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1)).map(sorted) | st.sampled_from("xcz"),
        min_size=2,
        max_size=2,
    )
)
@settings(max_examples=40, deadline=None)
def test_counts_and_symbols_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, written: list[Any]
) -> None:
    reasons = {"x": Reason.NOT_AVAILABLE, "c": Reason.CONFIDENTIAL, "z": Reason.NOT_APPLICABLE}
    catalogue = small(declared(), declared(code="SCH9 SL002"))
    pairs = [each if isinstance(each, list) else [f"[{each}]"] * 2 for each in written]
    cells = {f"{column}{row}": pair[place] for row, pair in enumerate(pairs, 2) for place, column in enumerate("FG")}
    path = tmp_path_factory.getbasetemp() / "quarter.xlsx"
    found = read(filled(path, workbook(catalogue, Q1), cells), catalogue)
    assert not found.problems
    for each, pair in zip(found.observations, written, strict=True):
        match each.figure:
            case Counts(numerator=numerator, denominator=denominator):
                assert [numerator, denominator] == pair
            case NoFigure(reason=reason):
                assert reason is reasons[pair]
            case _:
                pytest.fail(str(each.figure))


def test_an_untouched_template_has_a_blank_for_every_row_and_no_error(tmp_path: Path, shipped: Catalogue) -> None:
    found = read_data(tmp_path, workbook(shipped, Q1), shipped)
    rows = figures(workbook(shipped, Q1)).max_row - 1
    assert {each.origin.sheet for each in found.observations} == {"Figures"}
    assert {(each.level, each.kind) for each in found.problems} == {(Level.WARNING, "blank")}
    assert len(found.observations) == len(found.problems) == rows
    assert [(use.name, use.rows_used) for use in found.input.sheets] == [("Figures", rows), ("Notes", 0)]


def test_another_reader_sees_the_same(tmp_path: Path, shipped: Catalogue) -> None:
    """calamine in a process of its own: its crash would be ours."""
    if importlib.util.find_spec("python_calamine") is None:
        pytest.skip("python-calamine is not installed")
    data = workbook(shipped, Q1)
    (tmp_path / "quarter.xlsx").write_bytes(data)
    script = (
        "import json, sys; from python_calamine import CalamineWorkbook as W; "
        "print(json.dumps(W.from_path(sys.argv[1]).get_sheet_by_name('Figures').to_python()))"
    )
    run = [sys.executable, "-c", script, str(tmp_path / "quarter.xlsx")]
    seen = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout
    ours = [["" if value is None else value for value in row] for row in figures(data).iter_rows(values_only=True)]
    assert json.loads(seen) == ours


def test_a_row_says_what_it_is_about() -> None:
    data = workbook(small(declared(targets=(), no_target="It is new.")), Q1)
    assert [list(row) for row in figures(data).iter_rows(values_only=True)] == [
        HEADINGS,
        ["CRC", "SCH9 SL001", "Seen in time", "Northumbria", "2017-18 Q1", None, None, None,
         "There is no target in force in 2017-18 Q1: It is new."],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "stored", "number_format"),
    [
        ("97", 0.97, "0%"),
        ("97.50", 0.975, "0.0%"),
        ("100", 1, "0%"),
        ("0", 0, "0%"),
        ("58", 0.58, "0%"),
        ("99.999", 0.99999, "0.000%"),
        ("97.1234567891", 0.971234567891, "0.0000000000%"),
    ],
)
def test_a_target_is_stored_exactly_and_shows_all_its_decimals(
    tmp_path: Path, level: str, stored: float, number_format: str
) -> None:
    catalogue = small(measure(level))
    data = workbook(catalogue, Q1)
    cell = figures(data)["H2"]
    assert (cell.value, cell.number_format, figures(data)["I2"].value) == (stored, number_format, None)
    (found,) = read_data(tmp_path, data, catalogue).observations
    assert found.printed_target is not None
    assert found.printed_target.level == Decimal(level)


@pytest.mark.parametrize(
    ("of", "note"),
    [
        (measure(suspended="2017-18 Q1"), "There is no target in force in 2017-18 Q1: Suspended by notice."),
        (measure(start="2018-19 Q1"),
         "There is no target in force in 2017-18 Q1: The first declared target applies from 2018-19 Q1."),
        (measure(end="2016-17 Q4"),
         "There is no target in force in 2017-18 Q1: The target that was in force until 2016-17 Q4 has ended."),
    ],
)  # fmt: skip
def test_where_no_target_is_in_force_the_cell_is_blank_and_the_note_says_why(
    tmp_path: Path, of: Measure, note: str
) -> None:
    data = workbook(small(of), Q1)
    assert (figures(data)["H2"].value, figures(data)["I2"].value) == (None, note)
    found = read(filled(tmp_path / "quarter.xlsx", data, {"F2": 8, "G2": 9}), small(of))
    assert not found.problems


@pytest.mark.parametrize(
    "words",
    ["Year to date.", "[x]", "[p]", "Seen *", "Seen [note 1]", "Seen by NPS § 9", "Within 5 days²", "SCH9 SL002",
     "Seen in SL001", "2016-17 Q4", "Northumbria", "5 days", "97%", "case count"],
)  # fmt: skip
def test_words_of_a_declaration_never_change_what_is_read(tmp_path: Path, words: str) -> None:
    of = declared(
        title=words, definition=words, numerator=words, denominator=words, targets=(), no_target=words, note=words
    )
    catalogue = small(of, declared(code="LOC 01"), declared(code="LOC 02"))
    cells = {f"{column}{row}": 9 for row in (2, 3, 4) for column in "FG"}
    found = read(filled(tmp_path / "quarter.xlsx", workbook(catalogue, Q1), cells), catalogue)
    assert not found.problems
    assert [(each.measure.code, each.flags, each.markers, each.quarter) for each in found.observations] == [
        (code, (), (), Q1) for code in ("SCH9 SL001", "LOC 01", "LOC 02")
    ]


@pytest.mark.parametrize("words", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "#N/A", "#DIV/0!"])
def test_no_word_of_a_declaration_is_a_formula_or_an_error(tmp_path: Path, words: str) -> None:
    of = declared(title=words, definition=words, numerator=words, targets=(), no_target=words)
    catalogue = small(of, providers=(NORTHUMBRIA, Provider(framework=Framework.CRC, name=f"{words} Essex")))
    data = workbook(catalogue, Q1)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            assert b"<f" not in parts.read(name).replace(b"<formula1", b"")
            assert b't="e"' not in parts.read(name)
    sheet = figures(data)
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("C2", "D3")] == [
        (words.replace("#", ""), "s"),
        (f"{words} Essex", "s"),
    ]
    assert [bool(sheet[cell].quotePrefix) for cell in ("C2", "D3")] == [not words.startswith("#")] * 2
    assert not sheet["C1"].quotePrefix


@pytest.mark.parametrize(
    ("numerator", "denominator", "numerator_taken", "denominator_taken"),
    [
        (776, 801, True, True),
        (0, 0, True, True),
        (801, 801, True, True),
        (802, 801, False, False),
        (5, None, True, True),
        (None, 5, True, True),
        (None, None, True, True),
        (-1, 801, False, True),
        (-2, -1, False, False),
        (7.5, 801, False, True),
        (0.97, None, False, True),
        (7, 801.5, True, False),
        ("[x]", "[x]", True, True),
        ("[C]", "[z]", True, True),
        ("[x]", 801, True, True),
        (776, "[c]", True, True),
        ("x", "tbc", False, False),
        ("7", "801", False, False),
        (True, 801, False, True),
    ],
)
def test_what_the_two_columns_take(
    numerator: object, denominator: object, numerator_taken: bool, denominator_taken: bool
) -> None:
    """The formulas as a spreadsheet works them out, here with the few functions that they use."""
    rules = figures(workbook(small(), Q1)).data_validations.dataValidation
    cells = {"F2": numerator, "G2": denominator}
    assert [evaluated(str(each.formula1), cells) for each in rules] == [numerator_taken, denominator_taken]


class Value:
    """A cell value that compares as in a spreadsheet: numbers before text, text in any case, a blank as 0 or ''."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def _key(self, other: object) -> tuple[tuple[int, Any], tuple[int, Any]]:
        theirs = other.value if isinstance(other, Value) else other
        mine = ("" if isinstance(theirs, str) else 0) if self.value is None else self.value
        theirs = ("" if isinstance(mine, str) else 0) if theirs is None else theirs
        ranked = [
            (1, each.casefold()) if isinstance(each, str) else (2 if isinstance(each, bool) else 0, each)
            for each in (mine, theirs)
        ]
        return ranked[0], ranked[1]

    def __eq__(self, other: object) -> bool:
        mine, theirs = self._key(other)
        return mine == theirs

    def __le__(self, other: object) -> bool:
        mine, theirs = self._key(other)
        return mine <= theirs

    def __ge__(self, other: object) -> bool:
        mine, theirs = self._key(other)
        return mine >= theirs

    __hash__ = None  # type: ignore[assignment]


def evaluated(formula: str, cells: Mapping[str, object]) -> bool:
    """``IF`` works out one of its branches; ``AND`` and ``OR`` all they hold, and INT of text or a blank is no number.

    A rule whose formula ends in an error (TypeError here) would take nothing at all, so an error fails the test.
    """
    assert formula.startswith("IF(")
    condition, then, otherwise = arguments(formula[3:-1])
    words: dict[str, object] = {
        "ISNUMBER": lambda cell: isinstance(cell.value, int | float) and not isinstance(cell.value, bool),
        "INT": lambda cell: cell.value // 1,
        "AND": lambda *each: all(each),
        "OR": lambda *each: any(each),
        "NOT": lambda each: not each,
        **{address: Value(value) for address, value in cells.items()},
    }

    def work_out(part: str) -> bool:
        python = part.replace("=", "==").replace("<==", "<=").replace(">==", ">=")
        return bool(eval(python, {"__builtins__": {}}, words))

    return work_out(then if work_out(condition) else otherwise)


def arguments(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield text[start:position]
            start = position + 1
    yield text[start:]


def test_the_rules_cover_every_row_and_say_what_is_wrong() -> None:
    """A blank is not let through by the option for it: Excel then takes anything while the other cell is blank."""
    numerator, denominator = figures(workbook(SHIPPED, Q1)).data_validations.dataValidation
    assert (str(numerator.sqref), str(denominator.sqref)) == ("F2:F680", "G2:G680")
    assert numerator.formula1 == (
        'IF(ISNUMBER(F2),AND(F2=INT(F2),F2>=0,OR(NOT(ISNUMBER(G2)),F2<=G2)),OR(F2="",F2="[x]",F2="[c]",F2="[z]"))'
    )
    for rule in (numerator, denominator):
        assert (rule.type, rule.errorStyle, rule.allowBlank) == ("custom", "stop", False)
        assert rule.showErrorMessage
        assert rule.showInputMessage
        assert len(rule.formula1) <= 255
        assert len(rule.errorTitle) <= 32
        assert len(rule.promptTitle) <= 32
        assert len(rule.error) <= 225
        assert len(rule.prompt) <= 255
    assert numerator.error == (
        "Write a whole number, 0 or more. The numerator must not be above the denominator. Where there is no figure, "
        "write one of [x], [c], [z] (see the sheet Notes)."
    )


def test_the_sheet_is_set_up_to_be_filled_in_and_printed() -> None:
    sheet = figures(workbook(small(), Q1))
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:I2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.font.b for cell in sheet[1])
    assert sheet["C2"].alignment.wrap_text
    for column in "FG":
        cell = sheet[f"{column}2"]
        assert (cell.number_format, cell.fill.fgColor.rgb, cell.protection.locked) == ("#,##0", "FFFFF2CC", False)
    assert sheet["E2"].fill.fill_type is None


def test_the_notes_say_in_words_how_to_fill_it_in() -> None:
    rows = load_workbook(io.BytesIO(workbook(small(), Q1)))["Notes"].iter_rows(values_only=True)
    assert [" | ".join(str(value) for value in row if value) for row in rows] == [
        "How to fill in the sheet Figures for 2017-18 Q1, April to June 2017",
        "Fill in the two shaded columns. Every row is one measure of one provider; leave the other columns alone.",
        "The denominator is the number of all cases in these months that the measure is about.",
        "The numerator is how many of those cases count towards the target; never more than the denominator.",
        "Percentages are computed from the counts, exactly. Do not write any.",
        "Where there were no cases at all, write 0 in both cells.",
        "Where there is no figure, write a symbol in both cells: [x] for not available, [c] for confidential, [z] for "
        "the measure does not apply.",
        "Rows left blank are reported and not judged. Rows that are not yours can be deleted.",
        "To check the figures, save this file and run: slcheck check FILE (add --targets PATH for targets of your own)",
        "What each measure counts",
        "Measure SCH9 SL001 of the CRC: Seen in time | Definition (at least the target): Share of people seen in time. "
        "| Numerator: people seen in time | Denominator: people",
    ]


def test_the_same_arguments_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook(small(), Q1)
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert workbook(small(), Q1) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b">1980-01-01T00:00:00Z<") == 2


@pytest.mark.parametrize(
    ("frameworks", "providers", "expected"),
    [
        ([Framework.CRC], ["northumbria"], {("CRC", "Northumbria")}),
        (list(Framework), ["Wales"], {("CRC", "Wales"), ("NPS", "Wales")}),
        ([Framework.NPS], ["Wales"], {("NPS", "Wales")}),
        (list(Framework), ["CPA West Yorkshire", "Merseyside", "Merseyside"],
         {("CRC", "West Yorkshire"), ("CRC", "Merseyside")}),
    ],
)  # fmt: skip
def test_only_the_providers_that_are_named(
    shipped: Catalogue, frameworks: list[Framework], providers: list[str], expected: set[tuple[str, str]]
) -> None:
    rows = list(figures(workbook(shipped, Q1, frameworks, providers)).iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[3]) for row in rows} == expected
    assert len({(row[0], row[1], row[3]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("frameworks", "providers", "sentence"),
    [
        (list(Framework), ["Northumbrya"], "'Northumbrya' is no declared provider; did you mean Northumbria?"),
        (list(Framework), ["Qq"], "'Qq' is no declared provider; slcheck reads only declared providers"),
        ([Framework.CRC], ["Northumbria", "North East"],
         "'North East' is a provider of the NPS, which has no measures here; leave it out, or add them"),
        ([], [], "there is nothing to fill in: no framework was asked for; a row needs a declared measure and a "
         "declared provider"),
    ],
)  # fmt: skip
def test_a_provider_that_would_get_no_row_is_wrong_use(
    shipped: Catalogue, frameworks: list[Framework], providers: list[str], sentence: str
) -> None:
    with pytest.raises(WrongUse) as caught:
        workbook(shipped, Q1, frameworks, providers)
    assert str(caught.value) == sentence


def test_declarations_that_give_no_row_are_wrong_use() -> None:
    with pytest.raises(WrongUse) as caught:
        workbook(small(providers=()), Q1)
    assert str(caught.value) == (
        "there is nothing to fill in: the CRC has 1 measure and 0 providers and the NPS has 0 measures and 0 "
        "providers; a row needs a declared measure and a declared provider"
    )
