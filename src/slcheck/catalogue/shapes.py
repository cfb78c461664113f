"""The shape of a file of measures, providers or waivers, as pydantic models. Their JSON Schema is the published one."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from slcheck.catalogue.scalars import (
    DateText,
    Decimals,
    ExpectationText,
    Judged,
    LevelText,
    Name,
    Points,
    QuarterText,
    RatingEdges,
    Spellings,
    Text,
)
from slcheck.model import Direction, Framework, Kind, Rounding


class Shape(BaseModel):
    """What is declared, built when it is first looked for: most files declare a part of all that can be."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


_ROUNDING = "What is judged: the most exact figure that is known (exact), or that figure as it is published."
_DECIMALS = "The decimals that figures are published with; 1 where nothing is said."


class PeriodShape(Shape):
    """Quarters from one on, until another one, that one included, if there is an end."""

    start: QuarterText = Field(alias="from", description="First quarter.")
    end: QuarterText | None = Field(None, alias="to", description="Last quarter, if it ended.")


class TargetShape(PeriodShape):
    """A level in force from a quarter until the next target starts, or until ``to``, that quarter included."""

    level: LevelText = Field(description="Percentage of cases, with its sign.")
    source: Text = Field(description="Where the level and its start are written down.")
    expectation: ExpectationText | None = Field(
        None,
        description="A second published tier, easier to reach than the level, with its sign. No verdict rests on it.",
    )
    ratings: RatingEdges | None = Field(
        None,
        description="The words of regulation 39(5) of the Procurement Regulations 2024, each with the lower edge of "
        "the figures that it stands for. The lowest edge is 0%, and no miss may be Good.",
    )


class SuspensionShape(PeriodShape):
    """Quarters, first and last included, in which no target applies."""

    reason: Text = Field(description="Why, as a sentence; it is shown beside the figure.")


_ALL_THREE_OR_NONE: JsonDict = {
    "if": {"required": ["judge"], "properties": {"judge": {"enum": [False, "false"]}}},
    "then": {"required": ["reason", "review_date"]},
    "else": {"properties": {"reason": False, "review_date": False}},
}
"""Why a measure is not judged, and until when, are said of one that is not judged, and of no other."""


class MeasureShape(Shape):
    """One service level or assurance metric."""

    model_config = ConfigDict(json_schema_extra=_ALL_THREE_OR_NONE)

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
    rounding: Rounding | None = Field(None, description=f"{_ROUNDING} Before that of the file.")
    decimals: Decimals | None = Field(None, description=f"{_DECIMALS} Before that of the file.")
    judge: Judged = Field(True, description="false where the measure is not judged for now.")
    reason: Text | None = Field(None, description="Why it is not judged, as a sentence.")
    review_date: DateText | None = Field(None, description="The day by which that is to be looked at again.")
    targets: list[TargetShape]
    no_target: Text | None = Field(None, description="Why there is none, where targets is empty.")
    suspended: list[SuspensionShape] = Field(default_factory=list)


class MeasureFile(Shape):
    """A file that declares the measures of one framework."""

    framework: Framework
    title: Text
    rounding: Rounding | None = Field(None, description=_ROUNDING)
    decimals: Decimals | None = Field(None, description=_DECIMALS)
    suspended: list[SuspensionShape] = Field(
        default_factory=list, description="Quarters in which no target of any measure of the file applies."
    )
    measures: Annotated[list[MeasureShape], Field(min_length=1)]


class ProviderShape(Shape):
    """A CRC or an NPS division."""

    name: Name
    framework: Framework
    owner: Name | None = None
    division: Name | None = Field(None, description="NPS division in whose area it works.")
    spellings: Spellings = Field(default_factory=list)


class ProviderFile(Shape):
    """A file that declares providers and every spelling that they have been seen under."""

    providers: Annotated[list[ProviderShape], Field(min_length=1)]


class WaiverShape(Shape):
    """A miss that is excused: one measure, one provider, one quarter."""

    measure: Name = Field(description="The code of a declared measure.")
    provider: Name = Field(description="A declared name or spelling of its framework, or National.")
    quarter: QuarterText = Field(description="The quarter of the figure.")
    reason: Text = Field(description="Why the miss is excused, as a sentence.")
    approved_by: Text = Field(description="Who has excused it.")
    expires: DateText = Field(description="The last day on which it is excused.")
    framework: Framework | None = Field(None, description="Needed only for a code that both frameworks have.")


class WaiversFile(Shape):
    """A file that excuses misses."""

    waivers: Annotated[list[WaiverShape], Field(min_length=1)]


def targets_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of measures."""
    return schema_of(MeasureFile, "slcheck target file")


def providers_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of providers."""
    return schema_of(ProviderFile, "slcheck providers file")


def waivers_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of waivers."""
    return schema_of(WaiversFile, "slcheck waivers file")


def schema_of(shape: type[BaseModel], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``shape``, as an editor is given it."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema: dict[str, Any] = _without_null(shape.model_json_schema(by_alias=True))
    return head | schema | {"title": title}


def _without_null(schema: Any) -> Any:
    """A key that may be left out may still not be written without a value."""
    match schema:
        case {"anyOf": [only, {"type": "null"}], **rest}:
            return {key: value for key, value in {**rest, **_without_null(only)}.items() if key != "default"}
        case {"anyOf": [*several, {"type": "null"}], "default": None, **rest}:
            return {"anyOf": several, **rest}
        case dict():
            return {key: _without_null(value) for key, value in schema.items()}
        case list():
            return [_without_null(item) for item in schema]
        case _:
            return schema
