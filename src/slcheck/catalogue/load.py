"""Target files to a Catalogue, with every complaint in one run."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic

from slcheck.catalogue import nodes
from slcheck.catalogue.complaints import S, Shaped, shaped
from slcheck.catalogue.nodes import Node, Refused, complaint_at
from slcheck.catalogue.rules import complaints_of_measures, complaints_of_providers
from slcheck.catalogue.shapes import MeasureFile, ProviderFile
from slcheck.errors import Complaint, WrongDeclarations, WrongUse
from slcheck.model import Catalogue, DeclarationFile, LinePlace, Measure, Provider, Suspension, Target
from slcheck.text import clean

_SHIPPED = "_targets"
_CHECKOUT = Path(__file__).resolve().parents[3] / "targets"
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class _File:
    """A target file in memory, under the name by which it is shown."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Declared(Generic[S]):
    """A file whose shape is right, at least in part."""

    file: _File
    root: Node
    shaped: Shaped[S]


def load(path: Path | None = None) -> Catalogue:
    """The catalogue that ``path``, a YAML file or a folder of them, declares; without a path, the shipped one.

    A ``path`` that declares no providers goes with the shipped providers.
    Raises WrongUse when there is nothing at ``path`` and WrongDeclarations with every complaint, in order of place.
    """
    complaints: list[Complaint] = []
    files = _shipped() if path is None else _from_path(path)
    measures, providers = _sorted_out(files, complaints)
    if path is not None and not providers:
        providers = _sorted_out(_shipped(), [])[1]
    complaints += complaints_of_measures((each.root, each.shaped) for each in measures)
    complaints += complaints_of_providers((each.root, each.shaped) for each in providers)
    if not measures and not complaints:
        place = LinePlace(file=files[0].name, line=1, column=1)
        complaints.append(complaint_at(place, "no measures are declared; a target file has a list under 'measures'"))
    if complaints:
        in_order = sorted(dict.fromkeys(complaints), key=lambda each: (each.file, each.line, each.column))
        raise WrongDeclarations(tuple(in_order))
    return Catalogue(
        measures=tuple(measure for each in measures for measure in _measures(each)),
        providers=tuple(provider for each in providers for provider in _providers(each.shaped.content)),
        files=tuple(
            DeclarationFile(path=file.name, sha256=hashlib.sha256(file.data).hexdigest())
            for file in [*(each.file for each in measures), *(each.file for each in providers)]
        ),
    )


def _sorted_out(
    files: Sequence[_File], complaints: list[Complaint]
) -> tuple[list[_Declared[MeasureFile]], list[_Declared[ProviderFile]]]:
    """The files of measures and the files of providers; what is wrong with any of them is added to ``complaints``."""
    measures: list[_Declared[MeasureFile]] = []
    providers: list[_Declared[ProviderFile]] = []
    for file in files:
        try:
            root, found = nodes.parse(file.data, file.name)
        except Refused as refused:
            complaints.append(refused.complaint)
            continue
        complaints.extend(found)
        match root:
            case nodes.Mapping(entries={"measures": _}):
                _keep(measures, file, root, shaped(root, MeasureFile, "measures"), complaints)
            case nodes.Mapping(entries={"providers": _}):
                _keep(providers, file, root, shaped(root, ProviderFile, "providers"), complaints)
            case _:
                sentence = "the file declares nothing; it needs 'measures' or 'providers' at its top level"
                complaints.append(complaint_at(root.place, sentence))
    return measures, providers


def _keep(
    kept: list[_Declared[S]],
    file: _File,
    root: Node,
    result: tuple[Shaped[S] | None, list[Complaint]],
    complaints: list[Complaint],
) -> None:
    found, said = result
    complaints.extend(said)
    if found:
        kept.append(_Declared(file, root, found))


def _measures(declared: _Declared[MeasureFile]) -> Iterable[Measure]:
    places = {path: node.place.line for path, node in nodes.walk(declared.root)}
    content = declared.shaped.content
    for position, shape in enumerate(content.measures):
        at = ("measures", position)
        yield Measure(
            framework=content.framework,
            code=shape.code,
            title=shape.title,
            definition=shape.definition,
            kind=shape.kind,
            numerator=shape.numerator,
            denominator=shape.denominator,
            direction=shape.direction,
            targets=tuple(
                sorted(
                    (
                        Target(
                            level=target.level,
                            start=target.start,
                            end=target.end,
                            source=target.source,
                            line=places[*at, "targets", number],
                        )
                        for number, target in enumerate(shape.targets)
                    ),
                    key=lambda target: target.start,
                )
            ),
            no_target=shape.no_target,
            suspended=tuple(Suspension(start=each.start, end=each.end, reason=each.reason) for each in shape.suspended),
            near=shape.near,
            replaces=shape.replaces,
            note=shape.note,
            file=declared.file.name,
            line=places[at],
        )


def _providers(content: ProviderFile) -> Iterable[Provider]:
    for shape in content.providers:
        yield Provider(
            framework=shape.framework,
            name=shape.name,
            owner=shape.owner,
            division=shape.division,
            spellings=tuple(shape.spellings),
        )


def _shipped() -> Sequence[_File]:
    folder: Traversable = resources.files("slcheck") / _SHIPPED
    if not folder.is_dir():
        folder = _CHECKOUT
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(_ENDINGS)), key=lambda e: e.name)
    return [_File(f"targets/{entry.name}", entry.read_bytes()) for entry in entries]


def _from_path(path: Path) -> Sequence[_File]:
    try:
        if not path.is_dir():
            return [_File(clean(str(path)), _bounded(path))]
        entries = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in _ENDINGS and entry.name[0] != ".")
        if not entries:
            raise WrongUse(f"{path} holds no .yaml file; give a target file or a folder of them")
        return [_File(clean(str(entry)), _bounded(entry)) for entry in entries]
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror or error}; give a target file or a folder of them") from None


def _bounded(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise WrongUse(f"{path} is not a regular file; give a target file or a folder of them")
    with path.open("rb") as stream:
        return stream.read(nodes.MOST_BYTES + 1)
