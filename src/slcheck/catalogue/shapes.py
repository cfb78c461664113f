"""The shape of a target file and of a providers file, as pydantic models. Their JSON Schema is the published one.

Every scalar arrives as the text that stands in the file; nothing has been a float on the way.
"""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from slcheck.model import Direction, Framework, Kind
from slcheck.quarter import Quarter

_LEVEL = r"^[0-9]{1,3}(\.[0-9]+)?%$"
_QUARTER = r"^20[0-9]{2}-[0-9]{2} Q[1-4]$"
_POINTS = r"[0-9]{1,2}(\.[0-9]+)?"


def _level(text: object) -> Decimal:
    if not isinstance(text, str) or not re.fullmatch(_LEVEL, text):
        raise ValueError(f"{_quoted(text)} is not a level; {_level_hint(text)}")
    level = Decimal(text.removesuffix("%"))
    if level > 100:
        raise ValueError(f"{_quoted(text)} is above 100%; a level is between 0% and 100%")
    return level


def _level_hint(text: object) -> str:
    try:
        number = Decimal(str(text))
    except ArithmeticError:
        return "write a percentage with its sign, like 97%"
    percent = number * 100 if 0 < number <= 1 else number
    return f"write {format(percent.normalize(), 'f')}% if that is what it means; the sign has to stand there"


def _quarter(text: object) -> Quarter:
    try:
        quarter = Quarter.parse(str(text))
    except ValueError as error:
        raise ValueError(str(error)) from None
    if str(quarter) != text:
        raise ValueError(f"{_quoted(text)} must be written {quarter} here")
    return quarter


def _points(text: object) -> Decimal:
    if not isinstance(text, str) or not re.fullmatch(_POINTS, text) or not Decimal(text):
        raise ValueError(f"{_quoted(text)} is not a tolerance; write percentage points above 0 and below 100, like 0.5")
    return Decimal(text)


def _quoted(text: object) -> str:
    return f"'{text}'" if isinstance(text, str) else "what stands here"


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
LevelText = Annotated[
    Decimal,
    BeforeValidator(_level),
    WithJsonSchema({"type": "string", "pattern": _LEVEL, "examples": ["97%", "97.5%"]}),
]
QuarterText = Annotated[
    Quarter,
    BeforeValidator(_quarter),
    WithJsonSchema({"type": "string", "pattern": _QUARTER, "examples": ["2017-18 Q1"]}),
]
Points = Annotated[
    Decimal,
    BeforeValidator(_points),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100}),
]


def _no_repeats(spellings: list[str]) -> list[str]:
    repeated = {spelling for spelling in spellings if spellings.count(spelling) > 1}
    if repeated:
        raise ValueError(f"{', '.join(sorted(repeated))} stands here twice; keep one")
    return spellings


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PeriodShape(Shape):
    """Quarters from one on, until another one, that one included, if there is an end."""

    start: QuarterText = Field(alias="from", description="First quarter.")
    end: QuarterText | None = Field(None, alias="to", description="Last quarter, if it ended.")


class TargetShape(PeriodShape):
    """A level in force from a quarter until the next target starts, or until ``to``, that quarter included."""

    level: LevelText = Field(description="Percentage of cases, with its sign.")
    source: Text = Field(description="Where the level and its start are written down.")


class SuspensionShape(PeriodShape):
    """Quarters, first and last included, in which no target applies."""

    reason: Text = Field(description="Why, as a sentence; it is shown beside the figure.")


class MeasureShape(Shape):
    """One service level or assurance metric."""

    code: Name = Field(description="As published, with its prefix: SCH9 SL001, NPS SL003R.")
    title: Text = Field(description="A few words; the first ones tell it apart.")
    definition: Text = Field(description="What is counted, as one sentence.")
    kind: Kind
    numerator: Text = Field(description="The cases that count towards the target.")
    denominator: Text = Field(description="All cases.")
    direction: Direction
    note: Text | None = Field(None, description="What a reader of the figure should know.")
    replaces: Name | None = Field(None, description="Code of the measure whose definition this one changed.")
    near: Points | None = Field(None, description="Percentage points within which a miss is called near.")
    targets: list[TargetShape]
    no_target: Text | None = Field(None, description="Why there is none, where targets is empty.")
    suspended: list[SuspensionShape] = Field(default_factory=list)


class MeasureFile(Shape):
    """A file that declares the measures of one framework."""

    framework: Framework
    title: Text
    measures: Annotated[list[MeasureShape], Field(min_length=1)]


class ProviderShape(Shape):
    """A CRC or an NPS division."""

    name: Name
    framework: Framework
    owner: Name | None = None
    division: Name | None = Field(None, description="NPS division in whose area it works.")
    spellings: Annotated[list[Name], AfterValidator(_no_repeats)] = Field(default_factory=list)


class ProviderFile(Shape):
    """A file that declares providers and every spelling that they have been seen under."""

    providers: Annotated[list[ProviderShape], Field(min_length=1)]


def targets_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of measures."""
    return _schema(MeasureFile, "slcheck target file")


def providers_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of providers."""
    return _schema(ProviderFile, "slcheck providers file")


def _schema(shape: type[BaseModel], title: str) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return head | shape.model_json_schema(by_alias=True) | {"title": title}
