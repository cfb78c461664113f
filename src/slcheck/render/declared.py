"""What is declared, as a table: every measure with its targets, or with what is in force in one quarter."""

from collections.abc import Iterator, Sequence

from slcheck.arithmetic import plain
from slcheck.model import Catalogue, Measure, NoTarget, Rounding, Target
from slcheck.quarter import Quarter
from slcheck.render.grid import Column, draw
from slcheck.render.page import Page
from slcheck.text import counted, listed
from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class _Row:
    measure: Measure
    target: Target | NoTarget


def listing(catalogue: Catalogue, on: Quarter | None, page: Page) -> str:
    """A line for each target of each measure; with ``on``, only what is in force in that quarter."""
    rows = [_Row(measure, target) for measure in catalogue.measures for target in _targets(measure, on)]
    columns: list[Column[_Row]] = [
        Column("Measure", lambda row: row.measure.code),
        Column("Title", lambda row: row.measure.title, share=3),
        Column("Kind", lambda row: row.measure.kind.value),
        Column("Target", _level),
        Column("In force", _in_force, share=2, least=20),
        Column("Besides", _besides, share=2, least=9),
    ]
    columns = [column for column in columns if column.heading != "Besides" or any(map(_besides, rows))]
    in_force = sum(isinstance(row.target, Target) for row in rows)
    when = f" in force in {on} ({on.months})" if on else " declared"
    total = f"{counted(len(catalogue.measures), 'measure')}, {counted(in_force, 'target')}{when}"
    notes = "".join(f"{line}\n" for line in _suspensions(catalogue.measures) if on is None)
    return f"{draw(columns, rows, page)}\n{notes}{total}\n"


def _targets(measure: Measure, on: Quarter | None) -> tuple[Target | NoTarget, ...]:
    if on is not None:
        return (measure.target_in(on),)
    return measure.targets or (measure.target_in(Quarter(2000, 1)),)


def _level(row: _Row) -> str:
    return f"{row.measure.direction} {plain(row.target.level)}%" if isinstance(row.target, Target) else "none"


def _in_force(row: _Row) -> str:
    if isinstance(row.target, NoTarget):
        return row.target.sentence
    end = row.target.end or next(
        (later.start.preceding for later in row.measure.targets if later.start > row.target.start), None
    )
    return f"from {row.target.start} to {end}" if end else f"from {row.target.start}"


def _besides(row: _Row) -> str:
    """What a measure has beside a plain target."""
    measure, target = row.measure, row.target if isinstance(row.target, Target) else None
    said = {
        "not judged": measure.not_judged is not None,
        f"expectation {plain(target.expectation)}%" if target and target.expectation is not None else "": True,
        f"near {plain(measure.near)}" if measure.near is not None else "": True,
        f"as published ({measure.decimals})": measure.rounding is Rounding.AS_PUBLISHED,
        "rated": bool(target and target.bands),
    }
    return "; ".join(words for words, is_so in said.items() if words and is_so)


def _suspensions(measures: Sequence[Measure]) -> Iterator[str]:
    """The suspended periods, each once for all the measures that it holds for."""
    alike: dict[tuple[str, str], list[str]] = {}
    for measure in measures:
        for each in measure.suspended:
            period = f"from {each.start} to {each.end}" if each.end else f"from {each.start}"
            alike.setdefault((period, each.reason), []).append(measure.code)
    for (period, reason), codes in alike.items():
        yield f"Suspended {period}: {counted(len(codes), 'measure')} ({listed(codes, most=3)}). {reason}"
