"""What is used of a result document, and what every key of it has to be."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
)

from slcheck.model import (
    Basis,
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


def _quarter(value: object) -> Quarter:
    quarter = Quarter.parse(value) if isinstance(value, str) else None
    if quarter is None or str(quarter) != value:
        raise ValueError("it is no quarter such as 2017-18 Q1")
    return quarter


Text = Annotated[StrictStr, AfterValidator(clean)]
Percent = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=100)]
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
    value: Percent | None
    value_display: Text | None
    exact_value: Percent | None
    rounding: Rounding | None
    basis: Basis | None
    decimals: Annotated[StrictInt, Field(ge=-3, le=400)] | None
    target: Percent | None
    target_display: Text | None
    target_from: InQuarter | None
    gap: Points | None
    gap_display: Text | None
    numerator: Count | None
    denominator: Count | None
    flags: list[Flag]
    source_file: Text
    source_sheet: Text | None
    source_cell: Text


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
    show: Text


class Summary(Part):
    exit_code: Literal[0, 1, 2, 3]
    exit_reason: Text
    results: Count


class Document(Part):
    policy: _Policy
    summary: Summary
    results: list[Result]
    problems: list[Trouble]


def exact_figure(result: Result) -> Fraction:
    """The exact figure: from the counts where they are there, because JSON holds it to six decimals only."""
    if result.numerator is not None and result.denominator:
        return Fraction(100 * result.numerator, result.denominator)
    return fraction(result.exact_value)


def fraction(number: Decimal | None) -> Fraction:
    return Fraction(number or 0)
