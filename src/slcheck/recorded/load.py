"""The JSON of an earlier run to the side of a comparison: whole and without contradiction, or refused."""

import hashlib

from pydantic import (
    ValidationError,
)

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
from slcheck.recorded.contradictions import contradictions
from slcheck.recorded.parsing import DIGITS, parsed
from slcheck.recorded.shapes import Document, Result, Trouble, exact_figure
from slcheck.text import clean


def load(name: str, data: bytes, version: str) -> Side:
    """The results that ``data`` holds, under ``name``; ``version`` is the only ``schema_version`` that is understood.

    Raises UnreadableInput when it is not the whole result of a finished run, or says two things at once.
    """
    document = _validated(parsed(data), version)
    entries = tuple(_entry(position, result) for position, result in enumerate(document.results, 1))
    return Side(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        entries=entries,
        problems=tuple(_problem(each) for each in document.problems),
    )


def _validated(parsed: dict[str, object], version: str) -> Document:
    """Raises UnreadableInput unless ``parsed`` is the whole result of a run that judged something."""
    if parsed.get("schema_version") != version:
        given = clean(str(parsed.get("schema_version"))[:DIGITS])
        raise UnreadableInput(
            f"its schema_version is {given}, and only {version} is read; check the data again with this slcheck"
        )
    try:
        document = Document.model_validate(parsed)
    except ValidationError as error:
        raise UnreadableInput(f"it is no result of slcheck: {_complaint(error)}; check what wrote it") from None
    summary = document.summary
    if summary.exit_code == 2 or not document.results:
        raise UnreadableInput(f"the run that wrote it stopped before judging ({summary.exit_reason}); run check again")
    if document.policy.show != "all":
        raise UnreadableInput(
            f"only results that were {document.policy.show} are in it; run check again without --show "
            f"{document.policy.show}"
        )
    if summary.results != len(document.results):
        raise UnreadableInput(
            f"its summary counts {summary.results:,} results, and {len(document.results):,} are in it; run check again"
        )
    return document


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{clean(where)}: {said[:1].lower()}{said[1:]}"


def _entry(position: int, result: Result) -> Entry:
    if wrong := next(contradictions(result), None):
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
        basis=result.basis,
        numerator=result.numerator,
        denominator=result.denominator,
        target=result.target,
        target_display=result.target_display or "",
        target_from=result.target_from,
        gap_display=result.gap_display or "",
        rounding=result.rounding,
        flags=tuple(result.flags),
        where=str(CellPlace(file=result.source_file, sheet=result.source_sheet, cell=result.source_cell)),
    )


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
