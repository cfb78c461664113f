"""Records that are made without being checked hold nothing that the check would refuse or change."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from slcheck.model import CellPlace, Report
from slcheck.trusted import trusting
from support import SAMPLES, Shown, check, long_rows, workbook

_ALL_KINDS = long_rows(
    ["SCH9 SL003", "London", "2017-18 Q1", 970, 1000, "97.0%"],
    ["SCH9 SL003", "Essex", "2017-18 Q1", "96", "1,000", Shown(0.096, "0.0%")],
    ["SCH9 SL003", "Northumbria", "2017-18 Q1", None, None, Shown(0.968, "0.0%")],
    ["SCH9 SL003", "Hampshire and Isle of Wight", "2017-18 Q1", None, None, "96.8% *"],
    ["SCH9 SL003", "Thames Valley", "2017-18 Q1", None, None, 95.5],
    ["SCH9 SL003", "West Yorkshire", "2017-18 Q1", "[c]", "[c]", None],
    ["SCH9 SL003", "West Yorkshire", "2017-18 Q2", 0, 0, None],
    ["SCH9 SL003", "South Yorkshire", "2017-18 Q1", 99, 98, "TBC"],
    ["SCH9 SL003", "Kent, Surrey and Sussex", "2017-18 Q1", 98, 100, "91.0%"],
    ["SCH9 SL003", "Kent, Surrey and Sussex", "2017-18 Q2", 98, 100, "98.0%"],
)


def _records(value: object) -> Iterator[Any]:
    """Every record of which there are many in ``value``."""
    if isinstance(value, tuple | list):
        for each in value:
            yield from _records(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _records(getattr(value, field.name))


def _hold_to_the_check(report: Report) -> None:
    records = [each for each in _records(report.findings) if type(each).__module__.startswith("slcheck.model")]
    assert records
    for each in records:
        given = {field.name: getattr(each, field.name) for field in fields(each)}
        checked = type(each)(**given)
        assert checked == each
        assert [type(getattr(checked, name)) for name in given] == [type(value) for value in given.values()]


def test_every_kind_of_figure_makes_records_that_the_check_passes(tmp_path: Path) -> None:
    rows = [*_ALL_KINDS[:1], *([*row, target] for row, target in zip(_ALL_KINDS[1:], ["97%", 97] * 5, strict=True))]
    _hold_to_the_check(check(workbook(tmp_path / "a.xlsx", {"Invented": [[*rows[0], "Target"], *rows[1:]]})))


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.name)
def test_every_sample_makes_records_that_the_check_passes(sample: Path) -> None:
    _hold_to_the_check(check(sample))


def test_a_record_cannot_be_made_without_one_of_its_fields() -> None:
    with pytest.raises(TypeError, match="cell"):
        trusting(CellPlace)(file="a.xlsx", sheet=None)  # type: ignore[call-arg]
