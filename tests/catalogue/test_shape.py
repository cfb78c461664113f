"""A shape reads a mapping or says all that is wrong with it, and describes itself as it reads."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from slcheck.catalogue.scalars import NAME, QUARTER
from slcheck.catalogue.shape import KEY, Fault, Faulty, ListOf, MappingOf, OneOf, Parsed, Shape, Wrong, key
from slcheck.model import Framework
from slcheck.quarter import Quarter


def _even(text: object) -> int:
    if not isinstance(text, str) or not text.isdecimal() or int(text) % 2:
        raise ValueError(f"{text} is not even")
    return int(text)


EVEN = Parsed(_even, {"type": "string", "pattern": "^[0-9]*[02468]$"})


class Part(Shape):
    """A part."""

    start: Quarter = key(QUARTER, "First quarter.", name="from")
    size: int = key(EVEN, default=2)


class Whole(Shape):
    """A whole."""

    name: str = key(NAME)
    framework: Framework | None = key(OneOf(Framework), "Whose it is.", default=None)
    parts: Sequence[Part] = key(ListOf(Part, least=1))
    sizes: Mapping[int, str] = key(MappingOf(EVEN, NAME, least=1), default={})


SAYS_NOTHING = "'-' has no letter and no digit, so it says nothing; write what is meant"
RIGHT: dict[str, Any] = {"name": " London ", "parts": [{"from": "2017-18 Q1"}, {"from": "2017-18 Q2", "size": "4"}]}


def faults_of(values: object) -> list[Fault]:
    with pytest.raises(Faulty) as faulty:
        Whole.read(values)
    return faulty.value.faults


def test_what_is_right_is_read_and_what_is_left_out_has_its_default() -> None:
    whole = Whole.read(RIGHT | {"framework": "CRC", "sizes": {"2": "small"}})
    assert (whole.name, whole.framework, whole.sizes) == ("London", Framework.CRC, {2: "small"})
    assert [(part.start, part.size) for part in whole.parts] == [(Quarter(2017, 1), 2), (Quarter(2017, 2), 4)]
    assert Whole.read(RIGHT).framework is None


def test_every_fault_is_found_in_one_go_each_with_its_path() -> None:
    assert faults_of(
        {"framework": "crc", "parts": [{"size": "3"}, "4"], "sizes": {"1": ["odd"], "2": []}, "x": "y"}
    ) == [
        Fault(Wrong.MISSING, ("name",)),
        Fault(Wrong.NOT_ONE_OF, ("framework",), "CRC or NPS"),
        Fault(Wrong.MISSING, ("parts", 0, "from")),
        Fault(Wrong.OTHERWISE, ("parts", 0, "size"), "3 is not even"),
        Fault(Wrong.NOT_A_MAPPING, ("parts", 1)),
        Fault(Wrong.OTHERWISE, ("sizes", "1", KEY), "1 is not even"),
        Fault(Wrong.NOT_TEXT, ("sizes", "1")),
        Fault(Wrong.NOT_TEXT, ("sizes", "2")),
        Fault(Wrong.UNKNOWN_KEY, ("x",)),
    ]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"name": "  "}, Fault(Wrong.NO_VALUE, ("name",))),
        ({"name": "a" * 101}, Fault(Wrong.TOO_LONG, ("name",), "100")),
        ({"name": ["London"]}, Fault(Wrong.NOT_TEXT, ("name",))),
        ({"name": "-"}, Fault(Wrong.OTHERWISE, ("name",), SAYS_NOTHING)),
        ({"framework": {"CRC": ""}}, Fault(Wrong.NOT_ONE_OF, ("framework",), "CRC or NPS")),
        ({"parts": []}, Fault(Wrong.EMPTY, ("parts",))),
        ({"parts": {"from": "2017-18 Q1"}}, Fault(Wrong.NOT_A_LIST, ("parts",))),
        ({"sizes": {}}, Fault(Wrong.EMPTY, ("sizes",))),
        ({"sizes": ["2"]}, Fault(Wrong.NOT_A_MAPPING, ("sizes",))),
    ],
)  # fmt: skip
def test_each_fault_alone(changed: dict[str, Any], fault: Fault) -> None:
    assert faults_of(RIGHT | changed) == [fault]


def test_what_is_no_mapping_is_no_shape() -> None:
    assert faults_of(["London"]) == [Fault(Wrong.NOT_A_MAPPING)]


@pytest.mark.parametrize(
    "values",
    [
        RIGHT,
        RIGHT | {"framework": "NPS", "sizes": {"4": "large"}},
        RIGHT | {"framework": "nps"},
        RIGHT | {"name": ""},
        RIGHT | {"name": "a" * 101},
        RIGHT | {"parts": []},
        RIGHT | {"parts": [{"from": "2017-18 Q5"}]},
        RIGHT | {"sizes": {"1": "odd"}},
        RIGHT | {"sizes": {}},
        RIGHT | {"odd": "1"},
        {"name": "London"},
        [],
    ],
)
def test_its_schema_takes_what_it_reads_and_nothing_else(values: object) -> None:
    schema = Whole.document("a whole")
    Draft202012Validator.check_schema(schema)
    try:
        Whole.read(values)
        is_read = True
    except Faulty:
        is_read = False
    assert Draft202012Validator(schema).is_valid(values) is is_read
