"""What the notes of a sheet say of the symbols beside its figures, and what a figure becomes by them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from slcheck.model import Finding, Flag, Level, NoFigure, Reason, Report
from slcheck.quarter import Quarter
from slcheck.reading import legends
from slcheck.reading.cells import Cell, CellKind, Row
from support import TITLE, Shown, check, workbook

Q1, Q4, Q3 = Quarter(2017, 1), Quarter(2016, 4), Quarter(2016, 3)
NOT_KNOWN = "which is no quarter or marker that is known"


def row(*texts: str) -> Row:
    return {column: Cell(1, column, CellKind.TEXT, text) for column, text in enumerate(texts, 1)}


def read(tmp_path: Path, figure: Any, *below: Sequence[Any], heading: str = "Rating", label: str = "") -> Report:
    """The report on one figure for SCH9 SL001, released in 2017-18 Q1, with the rows ``below`` it."""
    rows = [[TITLE], ["Service level", heading], [f"SCH9 SL001{label} – Seen in time", figure], [], *below]
    return check(workbook(tmp_path / "legend.xlsx", {"Sheet": rows}))


def only(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


@pytest.mark.parametrize(
    ("texts", "meanings"),
    [
        (["* 16/17 Q4 (Jan–Mar 17)"], {"*": Q4}),
        (["** 16/17 Q3 (Oct–Dec 16)"], {"**": Q3}),
        (["*16/17 Q4"], {"*": Q4}),
        (["* = 2016-17 Q4"], {"*": Q4}),
        (["* – January to March 2017"], {"*": Q4}),
        (["*: Jan-Mar 17"], {"*": Q4}),
        (["* Figures are for Q4 2016/17"], {"*": Q4}),
        (["* These are the latest available figures, from 2016-17 Q4"], {"*": Q4}),
        (["Note: * 2016-17 Q4"], {"*": Q4}),
        (["† 2016-17 Q4"], {"†": Q4}),
        (["¹ 2016-17 Q4"], {"¹": Q4}),
        (["[note 1] 2016-17 Q4"], {"[note 1]": Q4}),
        (["[Note 1]: 2016-17 Q4"], {"[note 1]": Q4}),
        (["* 16/17 Q4 ** 16/17 Q3"], {"*": Q4, "**": Q3}),
        (["* 16/17 Q4; ** 16/17 Q3"], {"*": Q4, "**": Q3}),
        (["* 16/17 Q4. † provisional"], {"*": Q4, "†": Flag.PROVISIONAL}),
        (["*", "16/17 Q4"], {"*": Q4}),
        (["*", "16/17 Q4", "**", "16/17 Q3"], {"*": Q4, "**": Q3}),
        (["* provisional"], {"*": Flag.PROVISIONAL}),
        (["* Revised figures"], {"*": Flag.REVISED}),
        (["* This figure is an estimate", "other words"], {}),
        (["* estimated"], {"*": Flag.ESTIMATED}),
        (["5 * 3 = 15"], {}),
        (["Published quarterly"], {}),
        (["*"], {}),
    ],
)
def test_a_legend_in_many_forms(texts: list[str], meanings: dict[str, Quarter | Flag]) -> None:
    found = legends.find([row(*texts)])
    understood = {symbol: each[0].quarter or each[0].flag for symbol, each in found.items() if len(each) == 1}
    assert {symbol: meaning for symbol, meaning in understood.items() if meaning} == meanings


@pytest.mark.parametrize(
    "words",
    [
        "All figures are rounded",
        "16/17 Q4 and 16/17 Q3",
        "2016-17 Q4, revised",
        "not provisional",
        "Q1 2017",
        "April to August 2017",
        "revised or provisional",
        "the quarter before",
        "2016-17",
    ],
)
def test_a_legend_that_says_anything_else_is_not_guessed_at(words: str) -> None:
    (meaning,) = legends.find([row(f"* {words}")])["*"]
    assert (meaning.quarter, meaning.flag, meaning.text) == (None, None, words)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("* 16/17 Q4", True), ("[note 2] Data", True), ("Note: see * below", False), ("SCH9 SL001* – Seen", False)],
)
def test_a_text_that_starts_with_its_symbol_is_a_legend(text: str, is_one: bool) -> None:
    assert legends.is_legend(text) is is_one


@pytest.mark.parametrize(
    ("figure", "heading", "label", "legend"),
    [
        ("98%*", "Rating", "", ["* 16/17 Q4 (Jan–Mar 17)"]),
        ("98% *", "Rating", "", ["* January to March 2017"]),
        ("98% **", "Rating", "", ["** 16/17 Q4"]),
        ("98%†", "Rating", "", ["†", "January to March 2017"]),
        ("98%¹", "Rating", "", ["¹ 16/17 Q4"]),
        ("98% [note 3]", "Rating", "", ["[note 3] 16/17 Q4"]),
        ("98%", "Rating *", "", ["* 16/17 Q4"]),
        ("98%", "Rating", "*", ["* 16/17 Q4"]),
        ("98% *", "Rating", "", ["** 16/17 Q3", None, "* 16/17 Q4"]),
    ],
)
def test_a_symbol_tied_to_another_quarter_moves_the_figure_there_and_flags_it(
    tmp_path: Path, figure: str, heading: str, label: str, legend: list[str | None]
) -> None:
    report = read(tmp_path, figure, legend, heading=heading, label=label)
    finding = only(report)
    observation = finding.observation
    assert (observation.quarter, observation.released) == (Q4, Q1)
    assert finding.status == "pass"
    assert Flag.STALE in finding.flags
    assert not report.problems


def test_a_stale_figure_is_judged_by_the_target_of_its_own_quarter(tmp_path: Path) -> None:
    rows = [[TITLE], ["Service level", "Rating"], ["NPS SL001 – Reports", "98% *"], ["* 16/17 Q4"]]
    finding = only(check(workbook(tmp_path / "own.xlsx", {"Sheet": rows})))
    assert (finding.status, finding.observation.quarter) == ("no_target", Q4)


def test_two_symbols_each_with_its_own_quarter(tmp_path: Path) -> None:
    rows = [
        [TITLE],
        ["Service level", "Rating"],
        ["SCH9 SL001 – Seen", "98% *"],
        ["SCH9 SL002 – Planned", "98% **"],
        ["SCH9 SL003 – Breached", "98%"],
        ["* 16/17 Q4 (Jan–Mar 17) ** 16/17 Q3 (Oct–Dec 16)"],
    ]
    report = check(workbook(tmp_path / "two.xlsx", {"Sheet": rows}))
    quarters = {each.observation.measure.code: each.observation.quarter for each in report.findings}
    assert quarters == {"SCH9 SL001": Q4, "SCH9 SL002": Q3, "SCH9 SL003": Q1}


@pytest.mark.parametrize(
    ("figure", "below", "flags"),
    [
        ("98% [r]", [], {Flag.REVISED}),
        ("98% [p]", [], {Flag.PROVISIONAL}),
        ("98% [e]", [], {Flag.ESTIMATED}),
        ("98% [f]", [], {Flag.FORECAST}),
        ("98% [b]", [], {Flag.BREAK_IN_SERIES}),
        ("98% [u]", [], {Flag.UNRELIABLE}),
        ("98% [note 4]", [], {Flag.NOTED}),
        ("98% [p] [r]", [], {Flag.PROVISIONAL, Flag.REVISED}),
        ("98% *", [["* provisional"]], {Flag.PROVISIONAL}),
        ("98% * †", [["* provisional"], ["† 16/17 Q4"]], {Flag.PROVISIONAL, Flag.STALE}),
    ],
)
def test_a_marker_that_is_known_flags_the_figure_and_never_changes_its_status(
    tmp_path: Path, figure: str, below: list[list[str]], flags: set[Flag]
) -> None:
    report = read(tmp_path, figure, *below)
    finding = only(report)
    assert finding.status == "pass"
    assert set(finding.flags) == flags
    assert not report.problems


@pytest.mark.parametrize(
    ("figure", "below", "sentence"),
    [
        ("98% *", [], "nothing on the sheet explains the symbol *; add its legend below the table"),
        ("98% **", [["* 16/17 Q4"]], "nothing on the sheet explains the symbol **; add its legend below the table"),
        ("98% [w]", [], "nothing on the sheet explains the symbol [w]; add its legend below the table"),
        (
            "98% *",
            [["* 16/17 Q4"], ["* 16/17 Q3"]],
            "the symbol * is explained twice, and not the same; keep one explanation",
        ),
        (
            "98% *",
            [["* 16/17 Q4"], ["* All figures are rounded"]],
            "the symbol * is explained twice, and not the same; keep one explanation",
        ),
        ("98% *", [["* Rounded down"]], f"the symbol * stands for 'Rounded down', {NOT_KNOWN}"),
        ("98% *", [["* 2016-17 Q4, revised"]], f"the symbol * stands for '2016-17 Q4, revised', {NOT_KNOWN}"),
        ("98% *", [["* Q1 2017"]], f"the symbol * stands for 'Q1 2017', {NOT_KNOWN}"),
        ("*", [["* 16/17 Q4"]], "'*' stands alone and nothing says what it means."),
    ],
)
def test_a_symbol_that_is_not_understood_costs_the_verdict(
    tmp_path: Path, figure: str, below: list[list[str]], sentence: str
) -> None:
    report = read(tmp_path, figure, *below)
    finding = only(report)
    assert finding.observation.figure == NoFigure(reason=Reason.AMBIGUOUS, sentence=sentence)
    assert finding.status == "no_data"
    (problem,) = report.problems
    assert (problem.level, problem.kind, problem.message) == (Level.ERROR, "ambiguous_symbol", sentence)
    assert str(problem.place).endswith("sheet Sheet, cell B3")


def test_the_same_legend_twice_is_no_contradiction(tmp_path: Path) -> None:
    finding = only(read(tmp_path, "98% *", ["* 16/17 Q4 (Jan–Mar 17)"], ["* January to March 2017"]))
    assert (finding.status, finding.observation.quarter) == ("pass", Q4)


def test_a_legend_of_another_sheet_does_not_count(tmp_path: Path) -> None:
    table = [[TITLE], ["Service level", "Rating"], ["SCH9 SL001 – Seen", "98% *"]]
    report = check(workbook(tmp_path / "sheets.xlsx", {"Table": table, "Notes": [["* 16/17 Q4"]]}))
    assert only(report).status == "no_data"


def test_a_star_alone_that_the_legend_calls_suppressed_is_confidential(tmp_path: Path) -> None:
    report = read(tmp_path, "*", ["* Suppressed to avoid disclosure"])
    assert only(report).observation.figure == NoFigure(
        reason=Reason.CONFIDENTIAL, sentence="The figure is confidential."
    )
    assert not report.problems


@pytest.mark.parametrize("counts", [("98 *", "100"), ("98", "100*")])
def test_a_symbol_beside_a_count_is_kept_too(tmp_path: Path, counts: tuple[str, str]) -> None:
    heading = ["Measure", "Provider", "Quarter", "Numerator", "Denominator"]
    rows = [heading, ["SCH9 SL001", "Essex", "2017-18 Q1", *counts], ["* 16/17 Q4"]]
    finding = only(check(workbook(tmp_path / "counts.xlsx", {"Sheet": rows})))
    assert (finding.observation.quarter, finding.observation.markers) == (Q4, ("*",))


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (["Measure", "Provider", "Rating"], ["SCH9 SL001", "Essex *", "98%"]),
        (["Measure", "Rating", "Target"], ["SCH9 SL001", "98%", "97% *"]),
        (["Measure", "Title", "Rating"], ["SCH9 SL001", "Seen in time *", "98%"]),
        (["Measure", "Title", "Rating"], ["SCH9 SL001", "Seen* in time", "98%"]),
        (["Measure", "Rating *"], ["SCH9 SL001", "98%"]),
        (["Measure *", "Rating"], ["SCH9 SL001", "98%"]),
        (["Measure", "Rating", "Target *"], ["SCH9 SL001", "98%", "97%"]),
        (["Measure", "Rating"], ["SCH9 SL001 – Seen* in time", "98%"]),
        (["Measure", "Rating"], ["SCH9 SL001", "98%", "*"]),
        (["Measure", "Rating", "Note"], ["SCH9 SL001", "98%", "*"]),
        (["Measure", "Rating"], ["SCH9 SL001", Shown(0.98, '0%"*"')]),
        (["Measure", "Numerator", "Denominator"], ["SCH9 SL001", Shown(98, '0"*"'), 100]),
    ],
)
def test_a_symbol_anywhere_around_a_figure_bears_on_it(tmp_path: Path, headings: list[str], row: list[Any]) -> None:
    rows = [[TITLE], headings, row, ["* 16/17 Q4"]]
    finding = only(check(workbook(tmp_path / "around.xlsx", {"Sheet": rows})))
    assert (finding.observation.quarter, finding.observation.markers) == (Q4, ("*",))
    assert (finding.status, Flag.STALE in finding.flags) == ("pass", True)


def test_a_symbol_of_a_title_bears_on_every_figure_below_it(tmp_path: Path) -> None:
    rows = [[f"{TITLE} *"], ["Measure", "Rating"], ["SCH9 SL001", "98%"], ["SCH9 SL002", "99%"], ["* 16/17 Q4"]]
    report = check(workbook(tmp_path / "title.xlsx", {"Sheet": rows}))
    assert [each.observation.quarter for each in report.findings] == [Q4, Q4]


@pytest.mark.parametrize(
    ("label", "figure", "below", "sentence"),
    [
        (
            " *",
            "98% **",
            [["* 16/17 Q4"], ["** 16/17 Q3"]],
            "its symbols name different quarters, 2016-17 Q3 and 2016-17 Q4",
        ),
        ("", "98% *", [["* 17/18 Q2"]], "its symbol names 2017-18 Q2, which is later than the table's 2017-18 Q1"),
    ],
)
def test_symbols_that_name_two_quarters_or_a_later_one_cannot_be_followed(
    tmp_path: Path, label: str, figure: str, below: list[list[str]], sentence: str
) -> None:
    rows = [[TITLE], ["Service level", "Rating"], [f"SCH9 SL001 – Seen{label}", figure], *below]
    report = check(workbook(tmp_path / "misplaced.xlsx", {"Sheet": rows}))
    finding = only(report)
    assert finding.observation.figure == NoFigure(reason=Reason.AMBIGUOUS, sentence=sentence)
    assert finding.observation.quarter == Q1
    assert [(problem.level, problem.message) for problem in report.problems] == [(Level.ERROR, sentence)]


@pytest.mark.parametrize(
    ("title", "heading", "label"), [("", "", " *"), ("", " *", ""), (" *", "", "")], ids=["label", "heading", "title"]
)
@pytest.mark.parametrize(
    ("legend", "status", "flags"),
    [
        ("* Includes unpaid work", "pass", (Flag.NOTED,)),
        ("* Covers the previous period", "no_data", ()),
        ("* Data for two months", "no_data", ()),
        ("* As at March", "no_data", ()),
        ("", "no_data", ()),
    ],
)
def test_a_symbol_beside_a_figure_that_is_explained_but_not_understood_is_noted_unless_it_speaks_of_time(
    tmp_path: Path, title: str, heading: str, label: str, legend: str, status: str, flags: tuple[Flag, ...]
) -> None:
    rows = [[TITLE + title], ["Service level", f"Rating{heading}"], [f"SCH9 SL001 – Seen{label}", "98%"], [legend]]
    finding = only(check(workbook(tmp_path / "noted.xlsx", {"Sheet": rows})))
    assert (finding.status, finding.flags) == (status, flags)


@pytest.mark.parametrize(("figure", "marker"), [("[c]", "[c]"), ("N/A", "n/a"), ("..", ".."), ("[x]", "[x]")])
def test_a_symbol_for_no_figure_is_kept_as_its_marker(tmp_path: Path, figure: str, marker: str) -> None:
    report = read(tmp_path, figure)
    assert only(report).observation.markers == (marker,)
    assert not report.problems
