"""What a comparison looks like, to people and to scripts."""

import json
from decimal import Decimal
from fractions import Fraction

import jsonschema
import pytest

from slcheck.compare import compare
from slcheck.model import (
    CellPlace,
    ChangeKind,
    Comparison,
    Entry,
    FilePlace,
    Flag,
    Framework,
    Level,
    Problem,
    Reason,
    Rounding,
    Side,
    Status,
)
from slcheck.quarter import Quarter
from slcheck.render import Page
from slcheck.render.compared import figure, said, table
from slcheck.render.compared_document import compared_schema, document, text
from slcheck.summary import Outcome

Q1, Q2 = Quarter(2017, 1), Quarter(2017, 2)
END = Outcome(1, "3 flips (of 5 figures compared)")


def entry(figure: str | None, status: str, code: str, provider: str = "London", **other: object) -> Entry:
    numerator, _, denominator = (figure or "").partition("/")
    value = None if figure is None else Fraction(figure) * (100 if denominator else 1)
    values: dict[str, object] = {
        "framework": Framework.CRC,
        "code": code,
        "title": "Seen in time",
        "provider": provider,
        "quarter": Q1,
        "released": Q1,
        "status": Status(status),
        "value": value,
        "value_display": "" if value is None else f"{float(value):.1f}%",
        "places": None if denominator or figure is None else len(figure.partition(".")[2]),
        "basis": None if figure is None else "counts" if denominator else "stored",
        "numerator": int(numerator) if denominator else None,
        "denominator": int(denominator) if denominator else None,
        "target": Decimal(97),
        "target_display": "97%",
        "target_from": Quarter(2016, 4),
        "where": f"quarter.xlsx, sheet CRC, cell B{code[-1]}",
    }
    return Entry(**(values | other))


MARKED = (Flag.REVISED,)
OLD = (
    entry("776/801", "fail", "SCH9 SL001"),
    entry("97.2", "pass", "SCH9 SL001", "Wales"),
    entry("99", "pass", "SCH9 SL002"),
    entry("98", "pass", "SCH9 SL003"),
    entry("98.1", "pass", "SCH9 SL004"),
    entry("98.1", "pass", "SCH9 SL004", "Wales"),
    entry("98.1", "pass", "SCH9 SL005"),
)
NEW = (
    entry("778/801", "pass", "SCH9 SL001", flags=MARKED, target=Decimal("96.5"), target_display="96.5%"),
    entry("97.2", "fail", "SCH9 SL001", "Wales", target=Decimal("96.5"), target_display="96.5%"),
    entry("99", "pass", "SCH9 SL002", flags=MARKED),
    entry(None, "no_data", "SCH9 SL003", reason=Reason.CONFIDENTIAL),
    entry("98.12", "pass", "SCH9 SL004"),
    entry("98.3", "pass", "SCH9 SL004", "Wales"),
    entry("98", "pass", "SCH9 SL006", "Merseyside", replaces="SCH9 SL005"),
)
PROBLEM = Problem(
    level=Level.ERROR,
    kind="impossible",
    message="The numerator is above the denominator.",
    place=CellPlace(file="new.xlsx", sheet="CRC", cell="B9"),
)


def between(old: tuple[Entry, ...], new: tuple[Entry, ...]) -> Comparison:
    return compare(Side(name="old.xlsx", sha256="ab" * 32, entries=old), Side(name="new.xlsx", entries=new))


FULL = """\
old.xlsx to new.xlsx, 2017-18 Q1

Verdict flips: 3 (1 worse, 1 lost, 1 better)

Change  Measure     Provider         Old         New  Because
--------------------------------------------------------------------------------
WORSE   SCH9 SL001  Wales     PASS 97.2%  FAIL 97.2%  target changed
LOST    SCH9 SL003  London    PASS 98.0%     NO DATA  confidential, unmarked...
BETTER  SCH9 SL001  London    FAIL 96.9%  PASS 97.1%  marked revision, target...

Unmarked revisions: 2

Measure     Provider    Old                    New    By  Cell
--------------------------------------------------------------------------------
SCH9 SL003  London      98%  NO DATA: confidential        quarter.xlsx, sheet...
SCH9 SL004  Wales     98.1%                  98.3%  +0.2  quarter.xlsx, sheet...

Marked revisions: 1

Measure     Provider              Old              New    By  Cell
--------------------------------------------------------------------------------
SCH9 SL001  London    96.9% (776/801)  97.1% (778/801)  +0.2  quarter.xlsx, s...

Marked revised, but unchanged: 1

Measure     Provider  Old  New  Cell
----------------------------------------------------------------
SCH9 SL002  London    99%  99%  quarter.xlsx, sheet CRC, cell B2

Target changes: 1

Measure     Quarter     Old    New  Figures
-------------------------------------------
SCH9 SL001  2017-18 Q1  97%  96.5%        2

Gone and added: 3

Change          Measure     Provider    Figures
-----------------------------------------------
measure gone    SCH9 SL005                    1
measure added   SCH9 SL006                    1
provider added              Merseyside        1

SCH9 SL006 replaces SCH9 SL005; they are not compared
6 figures compared: 3 flips, 2 unmarked revisions, 1 marked revision, 1 figure
    marked revised but unchanged, 1 target changed, 1 measure gone, 1 measure
    added, 1 provider added
"""


def test_the_table_has_a_section_for_each_kind_of_change_on_eighty_columns() -> None:
    drawn = table(between(OLD, NEW), Page(80))
    assert drawn == FULL
    assert drawn.isascii()
    assert max(map(len, drawn.splitlines())) <= 80


def test_colour_adds_no_word() -> None:
    coloured = table(between(OLD, NEW), Page(80, colour=True))
    assert "\x1b[1;31mWORSE" in coloured
    assert "\x1b[35mLOST" in coloured


def test_releases_of_two_quarters_say_what_a_movement_is() -> None:
    new = tuple(each.model_copy(update={"quarter": Q2, "released": Q2}) for each in (OLD[0], NEW[5]))
    assert table(between(OLD[:2] + OLD[5:6], new), Page(80)) == (
        "old.xlsx to new.xlsx, 2017-18 Q1 to 2017-18 Q2 (a figure of another quarter that\n"
        "    differs is a movement, no revision)\n"
        "\n"
        "Gone and added: 1\n"
        "\n"
        "Change       Measure     Provider         Old  Figures  Cell\n"
        "--------------------------------------------------------------------------------\n"
        "figure gone  SCH9 SL001  Wales     PASS 97.2%        1  quarter.xlsx, sheet C...\n"
        "\n"
        "Movements: 1\n"
        "\n"
        "Measure     Provider    Old    New    By  Cell\n"
        "--------------------------------------------------------------------------\n"
        "SCH9 SL004  Wales     98.1%  98.3%  +0.2  quarter.xlsx, sheet CRC, cell B4\n"
        "\n"
        "2 figures compared: 1 figure gone, 1 movement\n"
    )


def test_of_several_quarters_each_change_says_its_own() -> None:
    earlier = tuple(each.model_copy(update={"quarter": Quarter(2016, 4)}) for each in OLD[:2])
    drawn = table(between(OLD[:2] + earlier, NEW[:2] + earlier), Page(80))
    assert drawn.startswith("old.xlsx to new.xlsx, 2 quarters\n")
    assert "WORSE   SCH9 SL001  Wales     2017-18 Q1  PASS 97.2%  FAIL 97.2%" in drawn


def test_nothing_changed_and_nothing_compared_are_told_apart() -> None:
    assert table(between(OLD, OLD), Page(80)) == (
        "old.xlsx to new.xlsx, 2017-18 Q1\n\n7 figures compared: nothing has changed\n"
    )
    assert table(between(OLD, ()), Page(80)) == "Nothing could be compared.\n"


def test_a_code_that_both_frameworks_have_is_told_apart() -> None:
    both = [entry("97", "pass", "SL001", framework=framework) for framework in Framework]
    moved = [each.model_copy(update={"value": Fraction(98)}) for each in both]
    assert [line[:12] for line in table(between(tuple(both), tuple(moved)), Page(80)).splitlines()[4:8]] == [
        "Of   Measure",
        "-" * 12,
        "CRC  SL001  ",
        "NPS  SL001  ",
    ]


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (entry("776/801", "fail", "SCH9 SL001"), "96.9% (776/801)"),
        (entry("12000/12500", "fail", "SCH9 SL001"), "96.0% (12,000/12,500)"),
        (entry("97", "pass", "SCH9 SL001"), "97%"),
        (entry("97.25", "pass", "SCH9 SL001"), "97.25%"),
        (entry("97.123456789", "pass", "SCH9 SL001"), "97.123457%"),
        (entry(None, "no_data", "SCH9 SL001", reason=Reason.NOT_AVAILABLE), "NO DATA: not available"),
        (
            entry(
                None,
                "no_data",
                "SCH9 SL001",
                reason=Reason.ZERO_DENOMINATOR,
                numerator=0,
                denominator=0,
                basis="counts",
            ),
            "NO DATA: zero denominator (0/0)",
        ),
        (None, ""),
    ],
)
def test_a_figure_is_shown_to_all_that_is_known_of_it(one: Entry | None, shown: str) -> None:
    assert figure(one) == shown


def test_a_revision_too_small_for_one_decimal_is_seen() -> None:
    drawn = table(between((entry("97.201", "pass", "SCH9 SL001"),), (entry("97.204", "pass", "SCH9 SL001"),)), Page())
    assert "97.201%  97.204%  +0.003" in drawn


def test_every_change_is_said_in_one_sentence() -> None:
    assert [said(change) for change in between(OLD, NEW).changes] == [
        "SCH9 SL001 Wales 2017-18 Q1: PASS 97.2% became FAIL 97.2%; target changed.",
        "SCH9 SL003 London 2017-18 Q1: PASS 98.0% became NO DATA; confidential, unmarked revision.",
        "SCH9 SL001 London 2017-18 Q1: FAIL 96.9% became PASS 97.1%; marked revision, target changed.",
        "SCH9 SL003 London 2017-18 Q1: 98% became NO DATA: confidential, and nothing marks it as revised.",
        "SCH9 SL004 Wales 2017-18 Q1: 98.1% became 98.3%, and nothing marks it as revised.",
        "SCH9 SL001 London 2017-18 Q1: 96.9% (776/801) became 97.1% (778/801), marked as revised.",
        "SCH9 SL002 London 2017-18 Q1: 99% is marked as revised, and has not changed.",
        "SCH9 SL001 2017-18 Q1: the target was 97% and is 96.5%.",
        "SCH9 SL005: the measure is gone with 1 figure.",
        "SCH9 SL006: the measure was added with 1 figure.",
        "CRC Merseyside: the provider was added with 1 figure.",
    ]
    assert [said(change) for change in between(OLD[:6], OLD[:5]).changes] == [
        "SCH9 SL004 Wales 2017-18 Q1: the figure is gone, PASS 98.1%."
    ]


def test_the_document_keeps_its_schema_and_every_key() -> None:
    comparison = between(OLD, NEW)
    comparison = comparison.model_copy(
        update={"new": comparison.new.model_copy(update={"problems": (PROBLEM, _whole_file())})}
    )
    held = document(comparison, END)
    schema = compared_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(held)
    assert json.loads(text(comparison, END)) == held
    assert {len(change) for change in held["changes"]} == {len(schema["$defs"]["change"]["required"])}
    assert held["old"] == {"path": "old.xlsx", "sha256": "ab" * 32, "results": 7, "fully_judged": True}
    assert held["new"] == {"path": "new.xlsx", "sha256": None, "results": 7, "fully_judged": False}
    assert (held["summary"]["exit_code"], held["summary"]["exit_reason"]) == (1, END.why)
    assert (held["summary"]["flip"], held["summary"]["worse"], held["summary"]["compared"]) == (3, 3, 6)
    assert held["notes"] == ["SCH9 SL006 replaces SCH9 SL005; they are not compared"]
    assert held["problems"][0] == {
        "side": "new",
        "level": "error",
        "kind": "impossible",
        "message": "The numerator is above the denominator.",
        "file": "new.xlsx",
        "sheet": "CRC",
        "cell": "B9",
        "line": None,
        "column": None,
    }


def _whole_file() -> Problem:
    return PROBLEM.model_copy(update={"place": FilePlace(file="new.xlsx")})


def test_a_change_in_json_holds_both_figures() -> None:
    flip = document(between(OLD[:1], NEW[:1]), END)["changes"][0]
    assert flip["kind"] == "flip"
    assert (flip["old_exact_value"], flip["old_numerator"], flip["old_denominator"]) == (96.878901, 776, 801)
    assert (flip["new_status"], flip["new_target"], flip["new_flags"]) == ("pass", 96.5, ["revised"])
    assert (flip["direction"], flip["cause"]) == ("better", ["revision", "target"])
    assert flip["new_source"] == "quarter.xlsx, sheet CRC, cell B1"


def test_a_target_change_in_json_says_nothing_of_one_provider() -> None:
    (change,) = [each for each in document(between(OLD, NEW), END)["changes"] if each["kind"] == "target-change"]
    assert (change["old_target"], change["new_target"], change["provider"], change["figures"]) == (97.0, 96.5, None, 2)
    assert [change[key] for key in ("old_exact_value", "old_status", "old_source", "new_exact_value", "new_flags")] == [
        None
    ] * 5


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert text(between(OLD, NEW), END) == text(between(OLD[::-1], NEW[::-1]), END)


def test_each_rounding_and_kind_is_in_the_schema() -> None:
    change = compared_schema()["$defs"]["change"]["properties"]
    assert change["kind"]["enum"] == [kind.value for kind in ChangeKind]
    assert change["old_rounding"]["enum"] == [*(each.value for each in Rounding), None]
