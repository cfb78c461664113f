"""The shape of a file of measures, providers or waivers. Its JSON Schema is the published one."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from slcheck.catalogue.scalars import (
    DATE,
    DECIMALS,
    EXPECTATION,
    JUDGED,
    LEVEL,
    NAME,
    POINTS,
    QUARTER,
    RATING_EDGES,
    SPELLINGS,
    TEXT,
)
from slcheck.catalogue.shape import ListOf, OneOf, Schema, Shape, key
from slcheck.model import Direction, Framework, Kind, Rating, Rounding
from slcheck.quarter import Quarter

_ROUNDING = "What is judged: the most exact figure that is known (exact), or that figure as it is published."
_DECIMALS = "The decimals that figures are published with; 1 where nothing is said."


class PeriodShape(Shape):
    """Quarters from one on, until another one, that one included, if there is an end."""

    start: Quarter = key(QUARTER, "First quarter.", name="from")
    end: Quarter | None = key(QUARTER, "Last quarter, if it ended.", default=None, name="to")


class TargetShape(PeriodShape):
    """A level in force from a quarter until the next target starts, or until ``to``, that quarter included."""

    level: Decimal = key(LEVEL, "Percentage of cases, with its sign.")
    source: str = key(TEXT, "Where the level and its start are written down.")
    expectation: Decimal | None = key(
        EXPECTATION,
        "A second published tier, easier to reach than the level, with its sign. No verdict rests on it.",
        default=None,
    )
    ratings: dict[Rating, Decimal] | None = key(
        RATING_EDGES,
        "The words of regulation 39(5) of the Procurement Regulations 2024, each with the lower edge of "
        "the figures that it stands for. The lowest edge is 0%, and no miss may be Good.",
        default=None,
    )


class SuspensionShape(PeriodShape):
    """Quarters, first and last included, in which no target applies."""

    reason: str = key(TEXT, "Why, as a sentence; it is shown beside the figure.")


_ALL_THREE_OR_NONE: Schema = {
    "if": {"required": ["judge"], "properties": {"judge": {"enum": [False, "false"]}}},
    "then": {"required": ["reason", "review_date"]},
    "else": {"properties": {"reason": False, "review_date": False}},
}
"""Why a measure is not judged, and until when, are said of one that is not judged, and of no other."""


class MeasureShape(Shape):
    """One service level or assurance metric."""

    also = _ALL_THREE_OR_NONE

    code: str = key(NAME, "As published, with its prefix: SCH9 SL001, NPS SL003R.")
    title: str = key(TEXT, "A few words; the first ones tell it apart.")
    definition: str = key(TEXT, "What is counted, as one sentence.")
    kind: Kind = key(OneOf(Kind))
    numerator: str = key(TEXT, "The cases that count towards the target.")
    denominator: str = key(TEXT, "All cases.")
    direction: Direction = key(OneOf(Direction))
    note: str | None = key(TEXT, "What a reader of the figure should know.", default=None)
    replaces: str | None = key(NAME, "Code of the measure whose definition this one changed.", default=None)
    near: Decimal | None = key(POINTS, "Percentage points within which a miss is called near.", default=None)
    rounding: Rounding | None = key(OneOf(Rounding), f"{_ROUNDING} Before that of the file.", default=None)
    decimals: int | None = key(DECIMALS, f"{_DECIMALS} Before that of the file.", default=None)
    judge: bool = key(JUDGED, "false where the measure is not judged for now.", default=True)
    reason: str | None = key(TEXT, "Why it is not judged, as a sentence.", default=None)
    review_date: datetime.date | None = key(DATE, "The day by which that is to be looked at again.", default=None)
    targets: Sequence[TargetShape] = key(ListOf(TargetShape))
    no_target: str | None = key(TEXT, "Why there is none, where targets is empty.", default=None)
    suspended: Sequence[SuspensionShape] = key(ListOf(SuspensionShape), default=())


class MeasureFile(Shape):
    """A file that declares the measures of one framework."""

    framework: Framework = key(OneOf(Framework))
    title: str = key(TEXT)
    rounding: Rounding | None = key(OneOf(Rounding), _ROUNDING, default=None)
    decimals: int | None = key(DECIMALS, _DECIMALS, default=None)
    suspended: Sequence[SuspensionShape] = key(
        ListOf(SuspensionShape), "Quarters in which no target of any measure of the file applies.", default=()
    )
    measures: Sequence[MeasureShape] = key(ListOf(MeasureShape, least=1))


class ProviderShape(Shape):
    """A CRC or an NPS division."""

    name: str = key(NAME)
    framework: Framework = key(OneOf(Framework))
    owner: str | None = key(NAME, default=None)
    division: str | None = key(NAME, "NPS division in whose area it works.", default=None)
    spellings: Sequence[str] = key(SPELLINGS, default=())


class ProviderFile(Shape):
    """A file that declares providers and every spelling that they have been seen under."""

    providers: Sequence[ProviderShape] = key(ListOf(ProviderShape, least=1))


class WaiverShape(Shape):
    """A miss that is excused: one measure, one provider, one quarter."""

    measure: str = key(NAME, "The code of a declared measure.")
    provider: str = key(NAME, "A declared name or spelling of its framework, or National.")
    quarter: Quarter = key(QUARTER, "The quarter of the figure.")
    reason: str = key(TEXT, "Why the miss is excused, as a sentence.")
    approved_by: str = key(TEXT, "Who has excused it.")
    expires: datetime.date = key(DATE, "The last day on which it is excused.")
    framework: Framework | None = key(
        OneOf(Framework), "Needed only for a code that both frameworks have.", default=None
    )


class WaiversFile(Shape):
    """A file that excuses misses."""

    waivers: Sequence[WaiverShape] = key(ListOf(WaiverShape, least=1))


def targets_schema() -> Schema:
    """The JSON Schema (2020-12) of a file of measures."""
    return MeasureFile.document("slcheck target file")


def providers_schema() -> Schema:
    """The JSON Schema (2020-12) of a file of providers."""
    return ProviderFile.document("slcheck providers file")


def waivers_schema() -> Schema:
    """The JSON Schema (2020-12) of a file of waivers."""
    return WaiversFile.document("slcheck waivers file")
