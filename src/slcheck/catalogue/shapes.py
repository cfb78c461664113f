"""The shape of a target file and of a providers file, as pydantic models. Their JSON Schema is the published one.

Every scalar arrives as the text that stands in the file; nothing has been a float on the way.
"""

import difflib
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from slcheck.arithmetic import plain
from slcheck.model import Direction, Framework, Kind
from slcheck.quarter import Quarter
from slcheck.text import clean, is_seen

_LEVEL = r"^(100(\.0+)?|[0-9]{1,2}(\.[0-9]{1,10})?)%$"
_BARE_NUMBER = r"[0-9]{1,3}(\.[0-9]{1,10})?"
_QUARTER = r"^20[0-9]{2}-[0-9]{2} Q[1-4]$"
_POINTS = r"[0-9]{1,2}(\.[0-9]+)?"


def _level(text: object) -> Decimal:
    if not isinstance(text, str) or not re.fullmatch(_LEVEL, text):
        too_high = isinstance(text, str) and re.fullmatch(r"[1-9][0-9]{2,}(\.[0-9]+)?%", text)
        why = "is above 100%; a level is between 0% and 100%" if too_high else f"is not a level; {_level_hint(text)}"
        raise ValueError(f"{quoted(text)} {why}")
    return Decimal(text.removesuffix("%"))


def _level_hint(text: object) -> str:
    if not isinstance(text, str) or not re.fullmatch(_BARE_NUMBER, text) or Decimal(text) > 100:
        return "write a percentage with its sign, like 97%"
    percent = Decimal(text) * 100 if 0 < Decimal(text) <= 1 else Decimal(text)
    return f"write {plain(percent.normalize())}% if that is what it means; the sign has to stand there"


def _quarter(text: object) -> Quarter:
    if not isinstance(text, str):
        raise ValueError("a quarter must be text, like 2017-18 Q1")
    try:
        quarter = Quarter.parse(text)
    except ValueError as error:
        raise ValueError(str(error)) from None
    if str(quarter) != text:
        raise ValueError(f"{quoted(text)} must be written {quarter} here")
    return quarter


def _points(text: object) -> Decimal:
    if not isinstance(text, str) or not re.fullmatch(_POINTS, text) or not Decimal(text):
        raise ValueError(f"{quoted(text)} is not a tolerance; write percentage points above 0 and below 100, like 0.5")
    return Decimal(text)


def quoted(text: object) -> str:
    return f"'{text[:40]}'" if isinstance(text, str) else "what stands here"


def advice(text: object, known: list[str], otherwise: str = "write") -> str:
    """Which of the ``known`` words was meant by ``text``, or else all of them."""
    close = difflib.get_close_matches(text, known, n=1) if isinstance(text, str) else []
    return f"did you mean '{close[0]}'?" if close else f"{otherwise} {', '.join(known)}"


def visible(text: str) -> str:
    """Text in which everything can be seen, on one line: it is shown beside figures."""
    if text.isascii() and text.isprintable():
        return clean(text)
    if unseen := next((c for c in text if not is_seen(c) and c not in "\n\t"), None):
        raise ValueError(f"a character that cannot be seen ({unseen!a}) stands in it; delete it")
    return clean(text)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), AfterValidator(visible)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(visible)]
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
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100},
                {"type": "string", "pattern": f"^{_POINTS}$"},
            ]
        }
    ),
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
    return schema_of(MeasureFile, "slcheck target file")


def providers_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of providers."""
    return schema_of(ProviderFile, "slcheck providers file")


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
        case dict():
            return {key: _without_null(value) for key, value in schema.items()}
        case list():
            return [_without_null(item) for item in schema]
        case _:
            return schema
