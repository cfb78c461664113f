"""What must hold between declarations: no code twice, no overlapping periods, no two meanings for one spelling."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from slcheck.catalogue.complaints import Shaped
from slcheck.catalogue.nodes import At, Nodes, Path, Scalar, complaint_at
from slcheck.catalogue.shapes import MeasureFile, MeasureShape, PeriodShape, ProviderFile
from slcheck.errors import Complaint
from slcheck.model import NATIONAL, Direction, Framework
from slcheck.text import clean, code_key


def complaints_of_measures(files: Iterable[Shaped[MeasureFile]]) -> list[Complaint]:
    """Every breach of the rules within and between files of measures."""
    given = list(files)
    written = {
        (declared.content.framework, _folded(code))
        for declared in given
        for code in _written(declared.nodes, "code").values()
    }
    complaints: list[Complaint] = []
    codes: dict[tuple[Framework, str], At] = {}
    for declared in given:
        nodes = declared.nodes
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            at = nodes["measures", position, "code"].place
            first = codes.setdefault((declared.content.framework, code_key(measure.code)), at)
            if first is not at:
                complaints.append(
                    complaint_at(at, f"'{measure.code}' reads the same as the code at {first}; declare it once")
                )
            complaints.extend(_of_measure(nodes, ("measures", position), measure))
    for declared in given:
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            if measure.replaces:
                replaced = declared.content.framework, _folded(measure.replaces)
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
                name, first = owners.setdefault((provider.framework, _folded(spelling)), (provider.name, at))
                if _folded(spelling) == _folded(NATIONAL):
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


def _of_measure(nodes: Nodes, at: Path, measure: MeasureShape) -> Iterator[Complaint]:
    if not measure.targets and not measure.no_target:
        yield complaint_at(nodes[*at, "targets"].place, "no target, and no reason; say why under 'no_target'")
    if measure.targets and measure.no_target:
        sentence = "there is a target and a reason for having none; keep one of them"
        yield complaint_at(nodes[*at, "no_target"].place, sentence)
    for number, target in enumerate(measure.targets):
        if senseless := _senseless(target.level, measure.direction):
            yield complaint_at(nodes[*at, "targets", number, "level"].place, senseless)
    yield from _of_periods(nodes, (*at, "targets"), measure.targets)
    yield from _holes(nodes, (*at, "targets"), measure.targets)
    yield from _of_periods(nodes, (*at, "suspended"), measure.suspended)


def _senseless(level: Decimal, direction: Direction) -> str | None:
    if direction is Direction.AT_LEAST and level < 1:
        return f"'at least {level}%' is met by nearly everything; write the level in percent, like 97%"
    if direction is Direction.AT_MOST and level == 100:
        return "'at most 100%' is met by everything; write the level that must not be passed, like 5%"
    return None


def _of_periods(nodes: Nodes, at: Path, periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    in_order = sorted(enumerate(periods), key=lambda item: item[1].start)
    for number, period in in_order:
        if period.end is not None and period.end < period.start:
            yield complaint_at(nodes[*at, number, "to"].place, f"'to' is before 'from' ({period.start}); exchange them")
    for (_, earlier), (number, later) in pairwise(in_order):
        if earlier.start == later.start or (earlier.end is not None and later.start <= earlier.end):
            sentence = (
                f"another one starts in {earlier.start} too; keep one of them"
                if earlier.start == later.start
                else f"overlaps the period from {earlier.start}; let that one end before {later.start}"
            )
            yield complaint_at(nodes[*at, number, "from"].place, sentence)


def _holes(nodes: Nodes, at: Path, periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    in_order = sorted(enumerate(periods), key=lambda item: item[1].start)
    for (_, earlier), (number, later) in pairwise(in_order):
        if earlier.end is not None and later.start > earlier.end.following:
            sentence = (
                f"leaves a hole after {earlier.end}; let one target follow on the other, "
                "and declare the quarters between as suspended"
            )
            yield complaint_at(nodes[*at, number, "from"].place, sentence)


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


def _folded(text: str) -> str:
    return clean(text).casefold()
