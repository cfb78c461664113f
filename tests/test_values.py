"""What classes of plain values can do: as ``dataclasses`` makes them, whoever wrote their methods."""

import dataclasses
from dataclasses import FrozenInstanceError, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slcheck.values import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Place:
    row: int
    column: int = 1


@dataclasses.dataclass(frozen=True, order=True, slots=True)
class Standard:
    row: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Other:
    row: int
    column: int = 1


@dataclass(slots=True)
class Basket:
    name: str
    places: list[Place] = field(default_factory=list)
    note: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    first: int = 0
    second: int


@dataclass(frozen=True)
class Checked:
    share: int
    doubled: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if self.share > 100:
            raise ValueError("a share above 100")
        self.__dict__["doubled"] = 2 * self.share

    def __str__(self) -> str:
        return f"{self.share}%"


numbers = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(numbers, numbers)
def test_values_compare_and_hash_as_those_of_the_standard_library(one: tuple[int, int], other: tuple[int, int]) -> None:
    ours, theirs = (Place(*one), Place(*other)), (Standard(*one), Standard(*other))
    for compare in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(ours[0], compare)(ours[1]) == getattr(theirs[0], compare)(theirs[1])
    assert hash(ours[0]) == hash(theirs[0])


def test_a_value_of_another_class_is_never_equal() -> None:
    assert Place(1, 2) != Other(1, 2)
    assert Place(1, 2) != (1, 2)


def test_a_value_is_written_with_its_parts() -> None:
    assert repr(Place(1)) == "Place(row=1, column=1)"
    assert repr(Basket("b", [Place(1, 2)], "secret")) == "Basket(name='b', places=[Place(row=1, column=2)])"


def test_a_frozen_value_cannot_be_changed() -> None:
    place = Place(1)
    with pytest.raises(FrozenInstanceError, match=r"^cannot change 'row' of a Place$"):
        place.row = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.row  # type: ignore[misc]
    assert place == Place(1)


def test_a_value_has_no_room_for_anything_else() -> None:
    assert not hasattr(Place(1), "__dict__")
    assert not hasattr(Basket("b"), "__dict__")


def test_other_parts_make_another_value() -> None:
    assert replace(Place(1, 2), row=3) == Place(3, 2)
    assert replace(Basket("b", note="n"), name="c").note == "n"


def test_each_value_has_a_list_of_its_own_and_can_be_changed_where_it_is_not_frozen() -> None:
    one, other = Basket("one"), Basket("one")
    one.places.append(Place(1))
    assert other.places == []
    one.places.clear()
    assert one == other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_what_does_not_count_in_a_comparison_does_not() -> None:
    assert Basket("b", note="one") == Basket("b", note="other")


def test_a_part_that_is_missing_or_unknown_is_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'row'"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'colum'"):
        Place(1, colum=2)  # type: ignore[call-arg]


def test_parts_that_have_to_be_named_may_stand_in_any_order() -> None:
    assert Named(second=2) == Named(first=0, second=2)
    with pytest.raises(TypeError, match="positional"):
        Named(1, 2)  # type: ignore[misc]


def test_what_a_class_says_itself_stays_and_is_asked_after_the_parts_are_there() -> None:
    assert str(Checked(50)) == "50%"
    assert Checked(50).doubled == 100
    with pytest.raises(ValueError, match=r"^a share above 100$"):
        Checked(101)


def test_a_value_matches_by_its_parts() -> None:
    match Place(1, 2):
        case Place(row, column=2):
            assert row == 1
        case _:
            pytest.fail("no match")
