"""slcheck from Python: ``slcheck.check`` does what ``slcheck check`` does. The command line is a user of it."""

import datetime
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

from slcheck import deciding, model
from slcheck.errors import WrongUse
from slcheck.model import By, Filters, Policy, Rounding, Show, Status, Unit
from slcheck.render import FORMATS, Page
from slcheck.run import Beside, run
from slcheck.summary import Outcome, counts, outcome

PathLike = str | os.PathLike[str]
Words = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: ``record`` holds every finding, problem and input, ``outcome`` the exit code and why."""

    record: model.Report
    outcome: Outcome

    @property
    def findings(self) -> tuple[model.Finding, ...]:
        """Every figure with its verdict, or with the reason why it has none; the worst first."""
        return self.record.findings

    @property
    def problems(self) -> tuple[model.Problem, ...]:
        """The data that could not be used, or that is in doubt, each with its place."""
        return self.record.problems

    @property
    def counts(self) -> dict[Status, int]:
        """How many findings have each status."""
        return counts(self.record)

    @property
    def exit_code(self) -> int:
        """0, 1 or 3, as ``slcheck check`` would end."""
        return self.outcome.exit_code

    def to_dict(self) -> dict[str, Any]:
        """The document that ``slcheck check -f json`` prints, as plain dicts, lists, strings and numbers."""
        from slcheck.render.document import document  # what only this needs

        return document(self.record, self.outcome)

    def render(self, format: str = "table", width: int = 120) -> str:  # noqa: A002 (what -f is called)
        """The text that ``-f`` of this name prints, without colour. Raises WrongUse for a format that is not known."""
        if format not in FORMATS:
            raise WrongUse(f"'{format}' is no format; write one of {', '.join(FORMATS)}")
        return FORMATS[format](self.record, self.outcome, Page(width))


class Asked(TypedDict, total=False):
    """The keywords of ``check`` that decide how to judge and what to list: the options of ``slcheck check``."""

    measure: Words
    provider: Words
    quarter: Words
    framework: Words
    kind: Words
    near: Decimal | int | str | None
    rounding: str | None
    unit: str | None
    by: str
    show: str
    fail_on: Words
    as_of: datetime.date | str | None
    complete: bool
    strict: bool


def check(
    path: PathLike | Sequence[PathLike],
    *,
    targets: PathLike | None = None,
    waivers: PathLike | None = None,
    baseline: PathLike | None = None,
    told: Callable[[str], None] = lambda _: None,
    **asked: Unpack[Asked],
) -> Report:
    """Judge every figure in ``path``, one file or several (``-`` is standard input), against its target.

    The keywords are the options of ``slcheck check``, in the same words: ``check("q1.xlsx", quarter="2017-18 Q1",
    near="0.5", fail_on=["fail", "unproven"])``. Points are exact, so a float is refused. ``told`` is called with what
    is being done.

    Raises WrongUse for a word that is not known, a filter that no figure matches, or a ``baseline`` that is none;
    WrongDeclarations for ``targets`` or ``waivers`` that break their rules. A data file that cannot be read is a
    problem in the report.
    """
    files = [path] if isinstance(path, str | os.PathLike) else list(path)
    beside = Beside(_path(targets), _path(waivers), _path(baseline))
    record = run([os.fspath(file) for file in files], decided(**asked), beside, told)
    return Report(record, outcome(record))


def decided(**asked: Unpack[Asked]) -> Policy:
    """What is asked for, as a policy. Raises WrongUse for a word that is not known."""
    if strange := [name for name in asked if name not in Asked.__annotations__]:
        raise TypeError(f"check() got an unexpected keyword argument '{strange[0]}'")
    quarters = _each("quarter", deciding.quarter_pattern, asked.get("quarter", ()))
    only = deciding.one_quarter(quarters)
    usual = Policy()
    near, as_of = asked.get("near"), asked.get("as_of")
    return Policy(
        fail_on=_asked("fail_on", deciding.fail_on, _list(asked.get("fail_on", usual.fail_on))),
        near=None if near is None else _asked("near", deciding.points, str(_exact(near))),
        rounding=_word("rounding", Rounding, asked.get("rounding")),
        quarter=only,
        filters=Filters(
            measures=_each("measure", deciding.pattern, asked.get("measure", ())),
            providers=_each("provider", deciding.pattern, asked.get("provider", ())),
            quarters=() if only else quarters,
            frameworks=_each("framework", deciding.pattern, asked.get("framework", ())),
            kinds=_each("kind", deciding.pattern, asked.get("kind", ())),
        ),
        unit=_word("unit", Unit, asked.get("unit")),
        by=_word("by", By, asked.get("by")) or usual.by,
        complete=asked.get("complete", usual.complete),
        strict=asked.get("strict", usual.strict),
        show=_word("show", Show, asked.get("show")) or usual.show,
        as_of=None if as_of is None else _asked("as_of", deciding.day, str(as_of)),
    )


T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


def _asked(name: str, parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        raise WrongUse(f"{name}: {error}") from None


def _each(name: str, parse: Callable[[str], str], given: Words) -> tuple[str, ...]:
    return tuple(_asked(name, parse, text) for text in _texts(given))


def _texts(given: Words) -> Sequence[str]:
    return [given] if isinstance(given, str) else given


def _list(words: Words) -> str:
    return words if isinstance(words, str) else ",".join(words) or deciding.NOTHING


def _word(name: str, words: type[W], text: str | None) -> W | None:
    if text is None:
        return None
    known = {word.value: word for word in words}
    if text not in known:
        raise WrongUse(f"{name}: '{text}' is none of its words; write {' or '.join(known)}")
    return known[text]


def _exact(near: Decimal | int | str) -> Decimal | int | str:
    if isinstance(near, float):
        raise WrongUse(f"near: {near} is a binary float, which is not exact; write '{near}' or Decimal('{near}')")
    return near


def _path(path: PathLike | None) -> Path | None:
    return None if path is None else Path(path)
