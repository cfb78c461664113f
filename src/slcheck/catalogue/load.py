"""Target files to a Catalogue, with every complaint in one run."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic

from slcheck.catalogue import nodes
from slcheck.catalogue.complaints import Checked, S, Shaped, checked, shaped
from slcheck.catalogue.nodes import At, Refused, complaint_at
from slcheck.catalogue.rules import complaints_of_measures, complaints_of_providers
from slcheck.catalogue.shapes import MeasureFile, ProviderFile
from slcheck.catalogue.word_rules import complaints_of_words, headings_of, symbols_of
from slcheck.catalogue.word_shapes import WordsFile
from slcheck.errors import Complaint, WrongDeclarations, WrongUse
from slcheck.model import Catalogue, DeclarationFile, Measure, Provider, Suspension, Target
from slcheck.text import clean

_SHIPPED = "_targets"
_SHIPPED_PROVIDERS, _SHIPPED_WORDS = "targets/providers.yaml", "targets/words.yaml"
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
    shaped: Shaped[S]


@dataclass(frozen=True, slots=True)
class _Words:
    """A words file, right or not: the words in it that are right are held against those of other files."""

    file: _File
    checked: Checked[WordsFile]


@dataclass(slots=True)
class _Sorted:
    """Files by what they declare, and what is wrong with any of them."""

    measures: list[_Declared[MeasureFile]] = field(default_factory=list)
    providers: list[_Declared[ProviderFile]] = field(default_factory=list)
    words: list[_Words] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def files(self) -> list[_File]:
        return [each.file for kind in (self.measures, self.providers, self.words) for each in kind]


def load(path: Path | None = None) -> Catalogue:
    """The catalogue that ``path``, a YAML file or a folder of them, declares; without a path, the shipped one.

    A ``path`` that declares no providers goes with the shipped providers, and one that declares words alone with the
    shipped measures too. Declared words are added to the shipped ones.
    Raises WrongUse when there is nothing at ``path`` and WrongDeclarations with every complaint, in order of place.
    """
    declared = _sorted_out(_shipped()) if path is None else _completed(_sorted_out(_from_path(path)))
    complaints = declared.complaints
    complaints += complaints_of_measures(each.shaped for each in declared.measures)
    complaints += complaints_of_providers(each.shaped for each in declared.providers)
    complaints += complaints_of_words([each.checked.nodes for each in declared.words])
    if not declared.measures and not complaints:
        place = At(file=declared.files[0].name, line=1, column=1)
        complaints.append(complaint_at(place, "no measures are declared; a target file has a list under 'measures'"))
    if complaints:
        in_order = sorted(dict.fromkeys(complaints), key=lambda each: (each.file, each.line, each.column))
        raise WrongDeclarations(tuple(in_order))
    words = [each.checked.content for each in declared.words if each.checked.content]
    return Catalogue(
        measures=tuple(measure for each in declared.measures for measure in _measures(each)),
        providers=tuple(provider for each in declared.providers for provider in _providers(each.shaped.content)),
        files=tuple(
            DeclarationFile(path=file.name, sha256=hashlib.sha256(file.data).hexdigest()) for file in declared.files
        ),
        headings=headings_of(words),
        symbols=symbols_of(words),
    )


def _completed(given: _Sorted) -> _Sorted:
    """``given`` with what is shipped of everything that it leaves to the shipped files."""
    wanted = {_SHIPPED_WORDS} if given.providers else {_SHIPPED_WORDS, _SHIPPED_PROVIDERS}
    only_words = given.words and not (given.measures or given.providers)
    shipped = _sorted_out([file for file in _shipped() if only_words or file.name in wanted])
    return _Sorted(
        measures=given.measures or shipped.measures,
        providers=given.providers or shipped.providers,
        words=[*shipped.words, *given.words],
        complaints=[*given.complaints, *shipped.complaints],
    )


def _sorted_out(files: Sequence[_File]) -> _Sorted:
    found = _Sorted()
    for file in files:
        try:
            root, said = nodes.parse(file.data, file.name)
        except Refused as refused:
            found.complaints.append(refused.complaint)
            continue
        found.complaints.extend(said)
        match root:
            case nodes.Mapping(entries={"measures": _}):
                _keep(found.measures, file, shaped(root, MeasureFile, "measures"), found.complaints)
            case nodes.Mapping(entries={"providers": _}):
                _keep(found.providers, file, shaped(root, ProviderFile, "providers"), found.complaints)
            case nodes.Mapping(entries={"headings": _} | {"symbols": _}):
                words = checked(root, WordsFile)
                found.words.append(_Words(file, words))
                found.complaints.extend(words.complaints.values())
            case _:
                sentence = (
                    "the file declares nothing; "
                    "it needs 'measures', 'providers', 'headings' or 'symbols' at its top level"
                )
                found.complaints.append(complaint_at(root.place, sentence))
    return found


def _keep(
    kept: list[_Declared[S]],
    file: _File,
    result: tuple[Shaped[S] | None, list[Complaint]],
    complaints: list[Complaint],
) -> None:
    content, said = result
    complaints.extend(said)
    if content:
        kept.append(_Declared(file, content))


def _measures(declared: _Declared[MeasureFile]) -> Iterable[Measure]:
    content, places = declared.shaped.content, declared.shaped.nodes
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
                            line=places[*at, "targets", number].place.line,
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
            line=places[at].place.line,
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
