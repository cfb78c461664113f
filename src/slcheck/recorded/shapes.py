"""What is used of a result document, and what every key of it has to be."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
)

from slcheck.arithmetic import scaled
from slcheck.displays import MOST_PLACES
from slcheck.model import (
    Basis,
    Direction,
    Flag,
    Framework,
    Level,
    Reason,
    Rounding,
    Status,
)
from slcheck.quarter import Quarter
from slcheck.text import clean


def _number(value: object) -> object:
    """JSON writes 97 and 97.0 for one number; true is none."""
    if type(value) is int:
        return Decimal(value)
    if value is None or isinstance(value, Decimal):
        return value
    raise ValueError("it is no number")


def _percentage(value: Decimal) -> Decimal:
    unit = scaled(1, MOST_PLACES)
    if not -unit <= value <= 100 + unit:
        raise ValueError("it is no percentage")
    return value


def _quarter(value: object) -> Quarter:
    quarter = Quarter.parse(value) if isinstance(value, str) else None
    if quarter is None or str(quarter) != value:
        raise ValueError("it is no quarter such as 2017-18 Q1")
    return quarter


Text = Annotated[StrictStr, AfterValidator(clean)]
Percent = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=100)]
Figure = Annotated[Decimal, BeforeValidator(_number), AfterValidator(_percentage)]
"""A percentage that may have been moved by one unit of the sixth decimal, to stay on its side of a target."""
Points = Annotated[Decimal, BeforeValidator(_number), Field(ge=-100, le=100)]
Count = Annotated[StrictInt, Field(ge=0)]
InQuarter = Annotated[Quarter, BeforeValidator(_quarter)]


class Part(BaseModel):
    """What is used of a part of the document; every key of it has to be there, and others are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)


class Result(Part):
    framework: Framework
    measure: Text
    title: Text
    provider: Text
    quarter: InQuarter
    released: InQuarter
    status: Status
    reason: Reason | None
    value: Figure | None
    value_display: Text | None
    exact_value: Figure | None
    rounding: Rounding | None
    basis: Basis | None
    decimals: Annotated[StrictInt, Field(ge=-3, le=400)] | None
    target: Percent | None
    target_display: Text | None
    direction: Direction
    target_from: InQuarter | None
    gap: Points | None
    gap_display: Text | None
    expectation: Percent | None
    numerator: Count | None
    denominator: Count | None
    flags: Annotated[list[Flag], FailFast()]
    source_file: Text
    source_sheet: Text | None
    source_cell: Text
    source_text: Text


class Trouble(Part):
    level: Level
    kind: Text
    message: Text
    file: Text | None
    sheet: Text | None
    cell: Text | None
    line: Count | None
    column: Count | None


class _Policy(Part):
    filters: dict[Text, list[Text]]
    redact: StrictBool
    show: Text
    near: Points | None
    fail_on: Annotated[list[Text], FailFast()]


class Summary(Part):
    exit_code: Literal[0, 1, 2, 3]
    exit_reason: Text
    results: Count
    passed: Count = Field(alias="pass")
    near: Count
    fail: Count
    no_data: Count
    no_target: Count

    @property
    def by_status(self) -> dict[Status, int]:
        """How many results it counts of each status."""
        return {
            Status.FAIL: self.fail,
            Status.NEAR: self.near,
            Status.NO_DATA: self.no_data,
            Status.NO_TARGET: self.no_target,
            Status.PASS: self.passed,
        }


class Head(Part):
    """A document but for its lists, which are read one by one."""

    policy: _Policy
    summary: Summary


def exact_figure(result: Result) -> Fraction:
    """The exact figure: from the counts where they are there, because JSON holds it to six decimals only."""
    if result.numerator is not None and result.denominator:
        return Fraction(100 * result.numerator, result.denominator)
    return fraction(result.exact_value)


def fraction(number: Decimal | None) -> Fraction:
    return Fraction(number or 0)
