"""Records made by hand for tests: a measure, a figure, an observation."""

import datetime
from decimal import Decimal

from slcheck.model import (
    Band,
    CellPlace,
    Counts,
    Direction,
    Finding,
    Flag,
    Framework,
    Kind,
    Measure,
    NoFigure,
    NotJudged,
    Observation,
    Policy,
    Printed,
    PrintedTarget,
    Rating,
    Rounding,
    Stored,
    Suspension,
    Target,
)
from slcheck.quarter import Quarter
from slcheck.verdict import judge

Q1 = Quarter(2017, 1)
EXACTLY = Policy()
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
    rounding: str = "exact",
    decimals: int = 1,
    expectation: str | None = None,
    bands: dict[str, str] | None = None,
    not_judged: str | None = None,
    code: str = "SCH9 SL001",
) -> Measure:
    off = Quarter.parse(suspended) if suspended else None
    return Measure(
        framework=Framework.CRC,
        code=code,
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
                expectation=Decimal(expectation) if expectation else None,
                bands=tuple(Band(rating=Rating(word), lower=Decimal(lower)) for word, lower in (bands or {}).items()),
            ),
        ),
        suspended=(Suspension(start=off, end=off, reason="Suspended by notice.", line=14),) if off else (),
        near=Decimal(near) if near else None,
        rounding=Rounding(rounding),
        decimals=decimals,
        not_judged=NotJudged(reason=not_judged, review=datetime.date(2018, 3, 31)) if not_judged else None,
        file="mine.yaml",
        line=3,
    )


def observe(
    figure: Figure,
    of: Measure | None = None,
    quarter: Quarter = Q1,
    released: Quarter | None = None,
    printed_target: str | None = None,
    printed_expectation: str | None = None,
    cell: str = "B4",
    flags: tuple[Flag, ...] = (),
    provider: str = "London",
) -> Observation:
    place = CellPlace(file="quarter.xlsx", sheet="CRC", cell=cell)
    return Observation(
        measure=of or measure(),
        provider=provider,
        quarter=quarter,
        released=released or quarter,
        figure=figure,
        printed_target=_beside(printed_target, "C4"),
        printed_expectation=_beside(printed_expectation, "D4"),
        flags=flags,
        origin=place,
        text="the cell",
    )


def _beside(level: str | None, cell: str) -> PrintedTarget | None:
    place = CellPlace(file="quarter.xlsx", sheet="CRC", cell=cell)
    return PrintedTarget(level=Decimal(level), origin=place) if level else None


def verdict(figure: Figure, policy: Policy = EXACTLY, **options: object) -> Finding:
    return judge(observe(figure, **options), policy)[0]  # type: ignore[arg-type]
