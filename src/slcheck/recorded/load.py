"""The JSON of an earlier run to the side of a comparison: whole and without contradiction, or refused."""

import hashlib
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from slcheck.arithmetic import decimals_of
from slcheck.displays import MOST_PLACES
from slcheck.errors import UnreadableInput
from slcheck.model import (
    CellPlace,
    Entry,
    FilePlace,
    LinePlace,
    Place,
    Problem,
    Side,
)
from slcheck.recorded.contradictions import contradictions, of_document
from slcheck.recorded.parsing import DIGITS, parsed
from slcheck.recorded.shapes import Head, Part, Result, Trouble, exact_figure
from slcheck.text import clean

P = TypeVar("P", bound=Part)


def load(name: str, data: bytes, version: str) -> Side:
    """The results that ``data`` holds, under ``name``; ``version`` is the only ``schema_version`` that is understood.

    Raises UnreadableInput when it is not the whole result of a finished run, or says two things at once.
    """
    document = parsed(data)
    head = _head(document, version)
    entries = tuple(
        _entry(position, _part(Result, given, "results", position), head.policy.near)
        for position, given in enumerate(_list(document, "results"), 1)
    )
    problems = [_part(Trouble, given, "problems", at) for at, given in enumerate(_list(document, "problems"), 1)]
    if wrong := next(of_document(head, entries, problems), None):
        raise UnreadableInput(f"it contradicts itself: {wrong}; run check again")
    return Side(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        entries=entries,
        problems=tuple(_problem(each) for each in problems),
    )


def _head(document: dict[str, object], version: str) -> Head:
    """Raises UnreadableInput unless ``document`` is the whole result of a run that judged something.

    Nothing of its lists is looked at before their lengths are known to be right.
    """
    _refuse_version(document, version)
    head = _part(Head, document)
    summary, results = head.summary, len(_list(document, "results"))
    if head.policy.redact:
        raise UnreadableInput("its results were withheld; run check again without --redact")
    if filters := [name for name, patterns in head.policy.filters.items() if patterns]:
        option = filters[0].removesuffix("s")
        raise UnreadableInput(f"only results that --{option} asked for are in it; run check again without --{option}")
    if summary.exit_code == 2 or not results:
        raise UnreadableInput(f"the run that wrote it stopped before judging ({summary.exit_reason}); run check again")
    if head.policy.show != "all":
        raise UnreadableInput(
            f"only results that were {head.policy.show} are in it; run check again without --show {head.policy.show}"
        )
    if summary.results != results:
        raise UnreadableInput(
            f"its summary counts {summary.results:,} results, and {results:,} are in it; run check again"
        )
    return head


def _refuse_version(document: dict[str, object], version: str) -> None:
    given = document.get("schema_version")
    if given == version:
        return
    again = "check the data again with this slcheck"
    if given is None:
        raise UnreadableInput(f"it has no schema_version, and only {version} is read; {again}")
    shown = clean(str(given)[:DIGITS])
    if not isinstance(given, str):
        raise UnreadableInput(f'its schema_version is {shown} without quotes; it has to be text, "{version}"; {again}')
    raise UnreadableInput(f"its schema_version is {shown}, and only {version} is read; {again}")


def _list(document: dict[str, object], key: str) -> list[object]:
    found = document.get(key)
    if not isinstance(found, list):
        said = "input should be a valid list" if key in document else "field required"
        raise UnreadableInput(f"it is no result of slcheck: {key}: {said}; check what wrote it")
    return found


def _part(part: type[P], given: object, *where: str | int) -> P:
    """``given`` as a ``part`` of the document that stands ``where``, or the first fault of it."""
    try:
        return part.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    inside = (each + 1 if isinstance(each, int) else each for each in first["loc"])
    place = clean(".".join(map(str, (*where, *inside))))
    said = first["msg"].removeprefix("Value error, ")
    raise UnreadableInput(f"it is no result of slcheck: {place}: {said[:1].lower()}{said[1:]}; check what wrote it")


def _entry(position: int, result: Result, near: Decimal | None) -> Entry:
    if wrong := next(contradictions(result, near), None):
        where = f"result {position:,} ({result.measure}, {result.provider}, {result.quarter})"
        raise UnreadableInput(f"{where} contradicts itself: {wrong}; run check again")
    has_value = result.exact_value is not None
    counts = (result.numerator, result.denominator) if result.basis == "counts" else None
    return Entry(
        framework=result.framework,
        code=result.measure,
        title=result.title,
        provider=result.provider,
        quarter=result.quarter,
        released=result.released,
        status=result.status,
        reason=result.reason,
        value=exact_figure(result) if has_value else None,
        value_display=result.value_display or "",
        places=None if counts or result.decimals is None else min(result.decimals, MOST_PLACES),
        is_cut=has_value and counts is None and _is_cut(result),
        basis=result.basis,
        numerator=result.numerator,
        denominator=result.denominator,
        target=result.target,
        target_display=result.target_display or "",
        target_from=result.target_from,
        expectation=result.expectation,
        gap_display=result.gap_display or "",
        rounding=result.rounding,
        flags=tuple(result.flags),
        shown=result.source_text,
        where=str(CellPlace(file=result.source_file, sheet=result.source_sheet, cell=result.source_cell)),
    )


def _is_cut(result: Result) -> bool:
    """Whether the exact figure may have more decimals, or one unit more or less, than stands in the document.

    A figure that was moved to stay on its side of a target with more decimals has as many as the target.
    """
    return (result.decimals or 0) > MOST_PLACES or decimals_of(result.exact_value or Decimal(0)) > MOST_PLACES


def _problem(each: Trouble) -> Problem:
    return Problem(level=each.level, kind=each.kind, message=each.message, place=_place(each))


def _place(each: Trouble) -> Place | None:
    if each.file is None:
        return None
    if each.cell is not None:
        return CellPlace(file=each.file, sheet=each.sheet, cell=each.cell)
    if each.line is not None:
        return LinePlace(file=each.file, line=each.line, column=each.column or 1)
    return FilePlace(file=each.file, sheet=each.sheet)
