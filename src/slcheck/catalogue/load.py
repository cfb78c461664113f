"""Target files to a Catalogue, with every complaint in one run."""

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import Generic

from slcheck.catalogue import nodes
from slcheck.catalogue.complaints import Checked, S, Shaped, checked, in_order, shaped
from slcheck.catalogue.files import File, files_at, shipped
from slcheck.catalogue.measures import measures_of, providers_of
from slcheck.catalogue.nodes import At, Refused, complaint_at
from slcheck.catalogue.provider_rules import complaints_of_providers
from slcheck.catalogue.rules import complaints_of_measures
from slcheck.catalogue.shapes import MeasureFile, ProviderFile
from slcheck.catalogue.word_rules import complaints_of_words, headings_of, symbols_of
from slcheck.catalogue.word_shapes import WordsFile
from slcheck.errors import Complaint, WrongDeclarations
from slcheck.model import Catalogue
from slcheck.values import dataclass

_SHIPPED_PROVIDERS, _SHIPPED_WORDS = "targets/providers.yaml", "targets/words.yaml"
_CHECKED_BY = "slcheck check FILE --waivers PATH checks it"
_WAIVERS = f"waivers do not stand among targets; keep them in a file of their own, and {_CHECKED_BY}"
_WAIVERS_FILE = f"this is a file of waivers, not of targets; {_CHECKED_BY}"


@dataclass(frozen=True, slots=True)
class _Declared(Generic[S]):
    """A file whose shape is right, at least in part."""

    file: File
    shaped: Shaped[S]


@dataclass(frozen=True, slots=True)
class _Words:
    """A words file, right or not: the words in it that are right are held against those of other files."""

    file: File
    checked: Checked[WordsFile]


@dataclass(slots=True)
class _Sorted:
    """Files by what they declare, and what is wrong with any of them."""

    measures: list[_Declared[MeasureFile]] = field(default_factory=list)
    providers: list[_Declared[ProviderFile]] = field(default_factory=list)
    words: list[_Words] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def files(self) -> list[File]:
        return [each.file for kind in (self.measures, self.providers, self.words) for each in kind]


def load(path: Path | None = None) -> Catalogue:
    """The catalogue that ``path``, a YAML file or a folder of them, declares; without a path, the shipped one.

    A ``path`` that declares no providers goes with the shipped providers, and one that declares words alone with the
    shipped measures too. Declared words are added to the shipped ones.
    Raises WrongUse when there is nothing at ``path`` and WrongDeclarations with every complaint, in order of place.
    """
    return _held_to_rules(_sorted_out(shipped()) if path is None else _completed(_sorted_out(files_at(path))))


def load_part(path: Path) -> Catalogue:
    """The same of a file that is one of several: providers alone go with the shipped measures too.

    No figure is judged with it. The measures of a folder may be gone by mistake, and the shipped ones are others.
    """
    given = _sorted_out(files_at(path))
    return _held_to_rules(_completed(given, with_measures=not given.measures))


def _held_to_rules(declared: _Sorted) -> Catalogue:
    complaints = declared.complaints
    complaints += complaints_of_measures(each.shaped for each in declared.measures)
    complaints += complaints_of_providers(each.shaped for each in declared.providers)
    complaints += complaints_of_words([each.checked.nodes for each in declared.words])
    if not declared.measures and not complaints:
        place = At(file=declared.files[0].name, line=1, column=1)
        complaints.append(complaint_at(place, "no measures are declared; a target file has a list under 'measures'"))
    if complaints:
        raise WrongDeclarations(in_order(complaints))
    words = [each.checked.content for each in declared.words if each.checked.content]
    return Catalogue(
        measures=tuple(measure for each in declared.measures for measure in measures_of(each.shaped, each.file.name)),
        providers=tuple(provider for each in declared.providers for provider in providers_of(each.shaped.content)),
        files=tuple(file.listed for file in declared.files),
        headings=headings_of(words),
        symbols=symbols_of(words),
    )


def _completed(given: _Sorted, *, with_measures: bool = False) -> _Sorted:
    """``given`` with what is shipped of everything that it leaves to the shipped files."""
    wanted = {_SHIPPED_WORDS} if given.providers else {_SHIPPED_WORDS, _SHIPPED_PROVIDERS}
    only_words = given.words and not (given.measures or given.providers)
    read = {file.data for file in given.files}  # a checkout's own words are the shipped ones
    ours = _sorted_out(
        [file for file in shipped() if (only_words or with_measures or file.name in wanted) and file.data not in read]
    )
    return _Sorted(
        measures=given.measures or ours.measures,
        providers=given.providers or ours.providers,
        words=[*ours.words, *given.words],
        complaints=[*given.complaints, *ours.complaints],
    )


def _sorted_out(files: Sequence[File]) -> _Sorted:
    found = _Sorted()
    for file in files:
        try:
            root, said = nodes.parse(file.data, file.name)
        except Refused as refused:
            found.complaints.append(refused.complaint)
            continue
        found.complaints.extend(said)
        match root:
            case nodes.Mapping(entries={"waivers": _}, keys=keys):
                sentence = _WAIVERS_FILE if len(keys) == 1 else _WAIVERS
                found.complaints.append(complaint_at(keys["waivers"], sentence))
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
    file: File,
    result: tuple[Shaped[S] | None, list[Complaint]],
    complaints: list[Complaint],
) -> None:
    content, said = result
    complaints.extend(said)
    if content:
        kept.append(_Declared(file, content))
