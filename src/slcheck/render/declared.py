"""What is declared, as a table: every measure with its targets, or with what is in force in one quarter."""

from dataclasses import dataclass

from slcheck.arithmetic import plain
from slcheck.model import Catalogue, Measure, NoTarget, Target
from slcheck.quarter import Quarter
from slcheck.render.grid import Column, draw
from slcheck.render.page import Page
from slcheck.text import counted


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
        Column("In force", _in_force, share=2),
    ]
    in_force = sum(isinstance(row.target, Target) for row in rows)
    when = f" in force in {on} ({on.months})" if on else " declared"
    total = f"{counted(len(catalogue.measures), 'measure')}, {counted(in_force, 'target')}{when}"
    return f"{draw(columns, rows, page)}\n{total}\n"


def _targets(measure: Measure, on: Quarter | None) -> tuple[Target | NoTarget, ...]:
    if on is not None:
        return (measure.target_in(on),)
    return measure.targets or (measure.target_in(Quarter(2000, 1)),)


def _level(row: _Row) -> str:
    return f"{row.measure.direction} {plain(row.target.level)}%" if isinstance(row.target, Target) else "none"


def _in_force(row: _Row) -> str:
    if isinstance(row.target, NoTarget):
        return row.target.sentence
    end = f" to {row.target.end}" if row.target.end else ""
    return f"from {row.target.start}{end}"
