"""Records made by hand for tests: a measure, a figure, an observation."""

from decimal import Decimal

from slcheck.check import judge
from slcheck.model import (
    CellPlace,
    Counts,
    Direction,
    Finding,
    Flag,
    Framework,
    Kind,
    Measure,
    NoFigure,
    Observation,
    Printed,
    PrintedTarget,
    Stored,
    Suspension,
    Target,
)
from slcheck.quarter import Quarter

Q1 = Quarter(2017, 1)
Figure = Counts | Stored | Printed | NoFigure


def counts(numerator: int, denominator: int, beside: Stored | Printed | None = None) -> Counts:
    return Counts(numerator=numerator, denominator=denominator, percentage=beside)


def printed(text: str) -> Printed:
    return Printed(percent=Decimal(text), places=len(text.partition(".")[2]))


def stored(text: str, places: int | None = None) -> Stored:
    return Stored(percent=Decimal(text), places=len(text.partition(".")[2]) if places is None else places)


def measure(
    level: str = "97",
    direction: str = "at least",
    start: str = "2016-17 Q4",
    end: str | None = None,
    near: str | None = None,
    suspended: str | None = None,
) -> Measure:
    off = Quarter.parse(suspended) if suspended else None
    return Measure(
        framework=Framework.CRC,
        code="SCH9 SL001",
        title="Seen in time",
        definition="Share of people seen in time.",
        kind=Kind.SERVICE_LEVEL,
        numerator="people seen in time",
        denominator="people",
        direction=Direction(direction),
        targets=(
            Target(
                level=Decimal(level),
                start=Quarter.parse(start),
                end=Quarter.parse(end) if end else None,
                source="the contract",
                line=12,
            ),
        ),
        suspended=(Suspension(start=off, end=off, reason="Suspended by notice."),) if off else (),
        near=Decimal(near) if near else None,
        file="mine.yaml",
        line=3,
    )


def observe(
    figure: Figure,
    of: Measure | None = None,
    quarter: Quarter = Q1,
    released: Quarter | None = None,
    printed_target: str | None = None,
    cell: str = "B4",
    flags: tuple[Flag, ...] = (),
) -> Observation:
    place = CellPlace(file="quarter.xlsx", sheet="CRC", cell=cell)
    target_place = CellPlace(file="quarter.xlsx", sheet="CRC", cell="C4")
    return Observation(
        measure=of or measure(),
        provider="London",
        quarter=quarter,
        released=released or quarter,
        figure=figure,
        printed_target=PrintedTarget(level=Decimal(printed_target), origin=target_place) if printed_target else None,
        flags=flags,
        origin=place,
        text="the cell",
    )


def verdict(figure: Figure, **options: object) -> Finding:
    return judge(observe(figure, **options))[0]  # type: ignore[arg-type]
