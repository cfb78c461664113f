"""Records: frozen, complete, and of the right types where a reader makes them of a file."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from pydantic import ValidationError

from slcheck.model import Band, Counts, FilePlace, NoFigure, Rating, Reason, Stored, Suspension
from slcheck.model.declared import Period
from slcheck.quarter import Quarter

Q1 = Quarter(2017, 1)


def test_what_may_be_left_out_is_there_all_the_same() -> None:
    assert Period(start=Q1).end is None
    assert Period(start=Q1) == Period(start=Q1, end=None)
    assert hash(Period(start=Q1)) == hash(Period(start=Q1, end=None))


def test_a_record_is_what_it_is_and_what_it_says() -> None:
    suspension = Suspension(start=Q1, reason="flood", line=3)
    assert suspension != Period(start=Q1)
    assert suspension != Suspension(start=Q1, reason="fire", line=3)
    assert suspension.model_dump() == {"start": Q1, "end": None, "reason": "flood", "line": 3}
    assert repr(Band(rating=Rating.GOOD, lower=Decimal(90))) == (
        "Band(rating=<Rating.GOOD: 'Good'>, lower=Decimal('90'))"
    )


def test_a_part_that_is_missing_or_unknown_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^a Suspension has no 'lines', and needs 'line'$"):
        Suspension(start=Q1, reason="flood", lines=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^a Band needs 'lower', 'rating'$"):
        Band()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^a Period has no 'until'$"):
        Period(start=Q1, until=Q1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^a Period has no 'until'$"):
        Period(start=Q1).model_copy(update={"until": Q1})


def test_a_record_cannot_be_changed_but_copied_with_a_change() -> None:
    period = Period(start=Q1)
    with pytest.raises(FrozenInstanceError, match=r"^cannot change 'end' of a Period$"):
        period.end = Q1  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match=r"^cannot take 'start' from a Period$"):
        del period.start
    assert period.model_copy(update={"end": Q1}) == Period(start=Q1, end=Q1)
    assert period.end is None


def test_a_figure_is_never_a_binary_number_nor_text() -> None:
    for wrong in (95.6, "95.6", 95):
        with pytest.raises(ValidationError):
            Stored(percent=wrong, places=1)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Counts(numerator=1.0, denominator=2)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        NoFigure(reason="blank", sentence="")  # type: ignore[arg-type]
    assert NoFigure(reason=Reason.BLANK, sentence="").reason is Reason.BLANK


def test_a_figure_and_a_place_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Stored(percent=Decimal(95), places=1).percent = Decimal(97)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        FilePlace(file="a.xlsx").file = "b.xlsx"  # type: ignore[misc]
