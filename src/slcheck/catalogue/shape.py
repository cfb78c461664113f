"""What a declaration has to look like: its keys, how the value of each is read, and what is wrong with one that is not.

The same lines read a file and describe it as JSON Schema. pydantic would do both; to import it takes a good part of the
time in which a whole quarter is judged, and its complaints would have to be put into other words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, Self, TypeVar, overload

from slcheck.catalogue.nodes import Path
from slcheck.values import dataclass

T = TypeVar("T")
K = TypeVar("K")
D = TypeVar("D")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=Enum)

Schema = dict[str, Any]
"""JSON Schema (2020-12), or a part of one."""

KEY = "[key]"
"""The end of a path to a key that is wrong, as against its value."""

_REQUIRED = object()


class Wrong(Enum):
    """What can be wrong with a value."""

    MISSING = auto()
    UNKNOWN_KEY = auto()
    NO_VALUE = auto()
    EMPTY = auto()
    TOO_LONG = auto()
    NOT_TEXT = auto()
    NOT_A_LIST = auto()
    NOT_A_MAPPING = auto()
    NOT_ONE_OF = auto()
    OTHERWISE = auto()


class Fault(NamedTuple):
    """Something wrong at a path. ``said`` is what a sentence about it needs: a bound, the right words, all of it."""

    wrong: Wrong
    path: Path = ()
    said: str = ""


class Faulty(Exception):
    """A value that is not as it has to be, with every fault of it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = list(faults)

    def below(self, *path: str | int) -> Iterator[Fault]:
        """The faults as they are seen from further up."""
        return (fault._replace(path=(*path, *fault.path)) for fault in self.faults)


class Reader(Protocol[T_co]):
    """How a value is read. ``read`` raises Faulty; ``schema`` puts what has a name of its own into ``named``."""

    def read(self, value: object, /) -> T_co: ...
    def schema(self, named: dict[str, Schema], /) -> Schema: ...


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """Whatever ``parse`` makes of a text; it raises ValueError with the whole sentence."""

    parse: Callable[[object], T]
    described: Schema | Callable[[dict[str, Schema]], Schema]

    def read(self, value: object) -> T:
        return _held(self.parse, value)

    def schema(self, named: dict[str, Schema]) -> Schema:
        return dict(self.described) if isinstance(self.described, dict) else self.described(named)


@dataclass(frozen=True, slots=True)
class Text:
    """A text without blanks around it, of at most ``longest`` characters, as each of ``steps`` leaves it."""

    longest: int
    steps: tuple[Callable[[str], str], ...]
    pattern: str | None = None

    def read(self, value: object) -> str:
        if not isinstance(value, str):
            raise Faulty([Fault(Wrong.NOT_TEXT)])
        text = value.strip()
        if not text:
            raise Faulty([Fault(Wrong.NO_VALUE)])
        if len(text) > self.longest:
            raise Faulty([Fault(Wrong.TOO_LONG, said=f"{self.longest:,}")])
        for step in self.steps:
            text = _held(step, text)
        return text

    def schema(self, _: dict[str, Schema]) -> Schema:
        pattern = {} if self.pattern is None else {"pattern": self.pattern}
        return {"type": "string", "minLength": 1, "maxLength": self.longest} | pattern


@dataclass(frozen=True, slots=True)
class OneOf(Generic[E]):
    """One of the words of an enumeration."""

    words: type[E]

    def read(self, value: object) -> E:
        if isinstance(value, str):
            for word in self.words:
                if word.value == value:
                    return word
        *others, last = [word.value for word in self.words]
        raise Faulty([Fault(Wrong.NOT_ONE_OF, said=f"{', '.join(others)} or {last}")])

    def schema(self, named: dict[str, Schema]) -> Schema:
        name = self.words.__name__
        values = [word.value for word in self.words]
        named[name] = {"description": self.words.__doc__, "enum": values, "title": name, "type": "string"}
        return _reference(name)


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list of at least ``least`` entries, as ``step`` leaves it."""

    entry: Reader[T]
    least: int = 0
    step: Callable[[list[T]], list[T]] = list

    def read(self, value: object) -> list[T]:
        if not isinstance(value, list):
            raise Faulty([Fault(Wrong.NOT_A_LIST)])
        entries: list[T] = []
        faults: list[Fault] = []
        for position, written in enumerate(value):
            entry = _tried(self.entry, written, faults, position)
            if entry is not None:
                entries.append(entry)
        if faults or len(entries) < self.least:
            raise Faulty(faults or [Fault(Wrong.EMPTY)])
        return _held(self.step, entries)

    def schema(self, named: dict[str, Schema]) -> Schema:
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.entry.schema(named)} | least


@dataclass(frozen=True, slots=True)
class MappingOf(Generic[K, T]):
    """At least ``least`` keys that have not been named beforehand, each with its value."""

    key: Reader[K]
    entry: Reader[T]
    least: int = 0
    described: Schema | None = None

    def read(self, value: object) -> dict[K, T]:
        if not isinstance(value, dict):
            raise Faulty([Fault(Wrong.NOT_A_MAPPING)])
        entries: dict[K, T] = {}
        faults: list[Fault] = []
        for name, written in value.items():
            key, entry = _tried(self.key, name, faults, name, KEY), _tried(self.entry, written, faults, name)
            if key is not None and entry is not None:
                entries[key] = entry
        if faults or len(entries) < self.least:
            raise Faulty(faults or [Fault(Wrong.EMPTY)])
        return entries

    def schema(self, named: dict[str, Schema]) -> Schema:
        if self.described is not None:
            return dict(self.described)
        key, entry = self.key.schema(named), self.entry.schema(named)
        if "pattern" in key:
            entries = {"patternProperties": {key["pattern"]: entry}, "additionalProperties": False}
        else:
            entries = {"propertyNames": key, "additionalProperties": entry}
        return {"type": "object", "minProperties": self.least} | entries


class Key:
    """A key of a shape: how its value is read, what stands for it where it is left out, and what it is for."""

    def __init__(self, reader: Reader[object], default: object, name: str | None, description: str | None) -> None:
        self.reader = reader
        self.default = default
        self.description = description
        self.name = name or ""
        self.attribute = ""

    def __set_name__(self, _: type, attribute: str) -> None:
        self.attribute = attribute
        self.name = self.name or attribute

    @property
    def is_required(self) -> bool:
        return self.default is _REQUIRED

    def schema(self, named: dict[str, Schema]) -> Schema:
        said = {} if self.description is None else {"description": self.description}
        default = {"default": self.default} if isinstance(self.default, bool) else {}
        return said | self.reader.schema(named) | default


@overload
def key(reader: Reader[T], description: str | None = ..., *, name: str | None = ...) -> T: ...
@overload
def key(reader: Reader[T], description: str | None = ..., *, default: D, name: str | None = ...) -> T | D: ...
def key(
    reader: Reader[T], description: str | None = None, *, default: object = _REQUIRED, name: str | None = None
) -> object:
    """A key of a shape, called ``name`` in the file where that is not how it is called here."""
    return Key(reader, default, name, description)


class Shape:
    """A mapping with the keys that a subclass gives it, and no others."""

    keys: ClassVar[Mapping[str, Key]] = {}
    also: ClassVar[Schema] = {}
    """What JSON Schema has to say beyond the keys."""

    def __init_subclass__(cls) -> None:
        cls.keys = {**cls.keys, **{each.name: each for each in vars(cls).values() if isinstance(each, Key)}}

    @classmethod
    def read(cls, value: object) -> Self:
        """``value`` in this shape. Raises Faulty with all that is wrong with it."""
        if not isinstance(value, dict):
            raise Faulty([Fault(Wrong.NOT_A_MAPPING)])
        found: dict[str, object] = {}
        faults: list[Fault] = []
        for name, each in cls.keys.items():
            if name in value:
                found[each.attribute] = _tried(each.reader, value[name], faults, name)
            elif each.is_required:
                faults.append(Fault(Wrong.MISSING, (name,)))
            else:
                found[each.attribute] = each.default
        faults.extend(Fault(Wrong.UNKNOWN_KEY, (name,)) for name in value if name not in cls.keys)
        if faults:
            raise Faulty(faults)
        made = cls()
        vars(made).update(found)
        return made

    @classmethod
    def schema(cls, named: dict[str, Schema]) -> Schema:
        named[cls.__name__] = cls._described(named) | {"title": cls.__name__}
        return _reference(cls.__name__)

    @classmethod
    def document(cls, title: str) -> Schema:
        """The JSON Schema of a file of this shape, as an editor is given it."""
        named: dict[str, Schema] = {}
        described = cls._described(named)
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": dict(sorted(named.items()))}
        return head | described | {"title": title}

    @classmethod
    def _described(cls, named: dict[str, Schema]) -> Schema:
        properties = {name: each.schema(named) for name, each in cls.keys.items()}
        required = [name for name, each in cls.keys.items() if each.is_required]
        described = {
            "description": cls.__doc__,
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        return described | ({"required": required} if required else {}) | cls.also


def _tried(reader: Reader[T], value: object, faults: list[Fault], *path: str | int) -> T | None:
    """What ``reader`` makes of ``value``; None where that is faulty, with its faults added to those at ``path``."""
    try:
        return reader.read(value)
    except Faulty as faulty:
        faults.extend(faulty.below(*path))
        return None


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _held(step: Callable[[T], D], value: T) -> D:
    try:
        return step(value)
    except ValueError as error:
        raise Faulty([Fault(Wrong.OTHERWISE, said=str(error))]) from None
