"""What must hold between declarations: no code twice, no overlapping periods, no two meanings for one spelling."""

from collections.abc import Iterable, Iterator, Sequence

from slcheck.catalogue.complaints import Shaped
from slcheck.catalogue.nodes import At, Nodes, Path, Scalar, complaint_at
from slcheck.catalogue.period_rules import OF_FILE, complaints_of_periods, complaints_of_suspensions, holes
from slcheck.catalogue.shapes import MeasureFile, MeasureShape, ProviderFile, SuspensionShape
from slcheck.catalogue.target_rules import complaints_of_target
from slcheck.errors import Complaint
from slcheck.model import NATIONAL, Framework
from slcheck.text import clean, code_key


def complaints_of_measures(files: Iterable[Shaped[MeasureFile]]) -> list[Complaint]:
    """Every breach of the rules within and between files of measures."""
    given = list(files)
    written = {
        (declared.content.framework, folded(code))
        for declared in given
        for code in _written(declared.nodes, "code").values()
    }
    complaints: list[Complaint] = []
    codes: dict[tuple[Framework, str], At] = {}
    for declared in given:
        nodes = declared.nodes
        complaints.extend(complaints_of_periods(nodes, OF_FILE, declared.content.suspended))
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            at = nodes["measures", position, "code"].place
            first = codes.setdefault((declared.content.framework, code_key(measure.code)), at)
            if first is not at:
                complaints.append(
                    complaint_at(at, f"'{measure.code}' reads the same as the code at {first}; declare it once")
                )
            complaints.extend(_of_measure(nodes, ("measures", position), measure, declared.content.suspended))
    for declared in given:
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            if measure.replaces:
                replaced = declared.content.framework, folded(measure.replaces)
                at = declared.nodes["measures", position, "replaces"].place
                if replaced not in written:
                    sentence = f"'{measure.replaces}' is not a declared code; write one that is"
                    complaints.append(complaint_at(at, sentence))
                elif measure.replaces == measure.code:
                    complaints.append(complaint_at(at, "a measure cannot replace itself; write the earlier code"))
    return complaints


def complaints_of_providers(files: Iterable[Shaped[ProviderFile]]) -> list[Complaint]:
    """Every breach of the rules within and between files of providers."""
    complaints = []
    given = list(files)
    divisions = {name for declared in given for name in _divisions(declared.nodes)}
    owners: dict[tuple[Framework, str], tuple[str, At]] = {}
    for declared in given:
        nodes = declared.nodes
        for position, provider in zip(declared.positions, declared.content.providers, strict=True):
            for path, spelling in [
                (("name",), provider.name),
                *((("spellings", number), each) for number, each in enumerate(provider.spellings)),
            ]:
                at = nodes["providers", position, *path].place
                name, first = owners.setdefault((provider.framework, folded(spelling)), (provider.name, at))
                if folded(spelling) == folded(NATIONAL):
                    sentence = f"'{spelling}' is the word for the whole country; write another name"
                    complaints.append(complaint_at(at, sentence))
                if name != provider.name or (path == ("name",) and first is not at):
                    sentence = f"'{spelling}' already stands for {name} at {first}; one spelling has one meaning"
                    complaints.append(complaint_at(at, sentence))
            if provider.division and provider.division not in divisions:
                at = nodes["providers", position, "division"].place
                cure = f"write {', '.join(sorted(divisions))}" if divisions else "declare it as a provider of the NPS"
                sentence = f"'{provider.division}' is not a declared NPS division; {cure}"
                complaints.append(complaint_at(at, sentence))
    return complaints


def _of_measure(
    nodes: Nodes, at: Path, measure: MeasureShape, suspended: Sequence[SuspensionShape]
) -> Iterator[Complaint]:
    if not measure.targets and not measure.no_target:
        yield complaint_at(nodes[*at, "targets"].place, "no target, and no reason; say why under 'no_target'")
    if measure.targets and measure.no_target:
        sentence = "there is a target and a reason for having none; keep one of them"
        yield complaint_at(nodes[*at, "no_target"].place, sentence)
    yield from _of_judging(nodes, at, measure)
    for number, target in enumerate(measure.targets):
        yield from complaints_of_target(nodes, (*at, "targets", number), target, measure.direction)
    yield from complaints_of_periods(nodes, (*at, "targets"), measure.targets)
    yield from holes(nodes, (*at, "targets"), measure.targets)
    yield from complaints_of_suspensions(nodes, (*at, "suspended"), measure, suspended)


def _of_judging(nodes: Nodes, at: Path, measure: MeasureShape) -> Iterator[Complaint]:
    """That a measure is not judged must say why and until when; nothing else may."""
    said = {"reason": measure.reason, "review_date": measure.review_date}
    for key, value in said.items():
        if measure.judge and value is not None:
            sentence = f"'{key}' belongs to a measure that is not judged; write 'judge: false' too, or take it out"
            yield complaint_at(nodes[*at, key].place, sentence)
        if not measure.judge and value is None:
            sentence = f"a measure that is not judged needs a '{key}'; write it, or take 'judge' out"
            yield complaint_at(nodes[*at, "judge"].place, sentence)


def _divisions(nodes: Nodes) -> list[str]:
    frameworks = _written(nodes, "framework")
    return [name for position, name in _written(nodes, "name").items() if frameworks.get(position) == Framework.NPS]


def _written(nodes: Nodes, key: str) -> dict[object, str]:
    """The text under ``key`` of every entry, by its position, whether or not the entry is right otherwise."""
    return {
        path[1]: node.text
        for path, node in nodes.items()
        if len(path) == 3 and path[2] == key and isinstance(node, Scalar)
    }


def folded(text: str) -> str:
    """What two spellings of one name have in common: case does not count."""
    return clean(text).casefold()
