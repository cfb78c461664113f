"""What must hold between declarations: no code twice, no overlapping periods, no two meanings for one spelling."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from slcheck.catalogue.complaints import Shaped
from slcheck.catalogue.nodes import Node, Scalar, complaint_at, walk
from slcheck.catalogue.shapes import MeasureFile, MeasureShape, PeriodShape, ProviderFile
from slcheck.errors import Complaint
from slcheck.model import NATIONAL, Direction, Framework, LinePlace
from slcheck.text import clean, code_key

Places = dict[tuple[str | int, ...], LinePlace]


def complaints_of_measures(files: Iterable[tuple[Node, Shaped[MeasureFile]]]) -> list[Complaint]:
    """Every breach of the rules within and between files of measures."""
    given = list(files)
    placed = [(_places(root), declared) for root, declared in given]
    written = {
        (declared.content.framework, _folded(code))
        for root, declared in given
        for code in _written(root, "code").values()
    }
    complaints: list[Complaint] = []
    codes: dict[tuple[Framework, str], LinePlace] = {}
    for places, declared in placed:
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            at = places["measures", position, "code"]
            first = codes.setdefault((declared.content.framework, code_key(measure.code)), at)
            if first is not at:
                complaints.append(
                    complaint_at(at, f"'{measure.code}' reads the same as the code at {first}; declare it once")
                )
            complaints.extend(_of_measure(places, ("measures", position), measure))
    for places, declared in placed:
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            if measure.replaces:
                replaced = declared.content.framework, _folded(measure.replaces)
                at = places["measures", position, "replaces"]
                if replaced not in written:
                    sentence = f"'{measure.replaces}' is not a declared code; write one that is"
                    complaints.append(complaint_at(at, sentence))
                elif measure.replaces == measure.code:
                    complaints.append(complaint_at(at, "a measure cannot replace itself; write the earlier code"))
    return complaints


def complaints_of_providers(files: Iterable[tuple[Node, Shaped[ProviderFile]]]) -> list[Complaint]:
    """Every breach of the rules within and between files of providers."""
    complaints = []
    given = list(files)
    placed = [(_places(root), declared) for root, declared in given]
    divisions = {
        name
        for root, _ in given
        for position, name in _written(root, "name").items()
        if _written(root, "framework").get(position) == Framework.NPS
    }
    owners: dict[tuple[Framework, str], tuple[str, LinePlace]] = {}
    for places, declared in placed:
        for position, provider in zip(declared.positions, declared.content.providers, strict=True):
            for path, spelling in [
                (("name",), provider.name),
                *((("spellings", number), each) for number, each in enumerate(provider.spellings)),
            ]:
                at = places["providers", position, *path]
                name, first = owners.setdefault((provider.framework, _folded(spelling)), (provider.name, at))
                if _folded(spelling) == _folded(NATIONAL):
                    sentence = f"'{spelling}' is the word for the whole country; write another name"
                    complaints.append(complaint_at(at, sentence))
                if name != provider.name or (path == ("name",) and first is not at):
                    sentence = f"'{spelling}' already stands for {name} at {first}; one spelling has one meaning"
                    complaints.append(complaint_at(at, sentence))
            if provider.division and provider.division not in divisions:
                at = places["providers", position, "division"]
                cure = f"write {', '.join(sorted(divisions))}" if divisions else "declare it as a provider of the NPS"
                sentence = f"'{provider.division}' is not a declared NPS division; {cure}"
                complaints.append(complaint_at(at, sentence))
    return complaints


def _of_measure(places: Places, at: tuple[str | int, ...], measure: MeasureShape) -> Iterator[Complaint]:
    if not measure.targets and not measure.no_target:
        yield complaint_at(places[*at, "targets"], "no target, and no reason; say why under 'no_target'")
    if measure.targets and measure.no_target:
        yield complaint_at(places[*at, "no_target"], "there is a target and a reason for having none; keep one of them")
    for number, target in enumerate(measure.targets):
        if senseless := _senseless(target.level, measure.direction):
            yield complaint_at(places[*at, "targets", number, "level"], senseless)
    yield from _of_periods(places, (*at, "targets"), measure.targets)
    yield from _holes(places, (*at, "targets"), measure.targets)
    yield from _of_periods(places, (*at, "suspended"), measure.suspended)


def _senseless(level: Decimal, direction: Direction) -> str | None:
    if direction is Direction.AT_LEAST and level < 1:
        return f"'at least {level}%' is met by nearly everything; write the level in percent, like 97%"
    if direction is Direction.AT_MOST and level == 100:
        return "'at most 100%' is met by everything; write the level that must not be passed, like 5%"
    return None


def _of_periods(places: Places, at: tuple[str | int, ...], periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    in_order = sorted(enumerate(periods), key=lambda item: item[1].start)
    for number, period in in_order:
        if period.end is not None and period.end < period.start:
            yield complaint_at(places[*at, number, "to"], f"'to' is before 'from' ({period.start}); exchange them")
    for (_, earlier), (number, later) in pairwise(in_order):
        if earlier.start == later.start or (earlier.end is not None and later.start <= earlier.end):
            sentence = (
                f"another one starts in {earlier.start} too; keep one of them"
                if earlier.start == later.start
                else f"overlaps the period from {earlier.start}; let that one end before {later.start}"
            )
            yield complaint_at(places[*at, number, "from"], sentence)


def _holes(places: Places, at: tuple[str | int, ...], periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    in_order = sorted(enumerate(periods), key=lambda item: item[1].start)
    for (_, earlier), (number, later) in pairwise(in_order):
        if earlier.end is not None and later.start > earlier.end.following:
            sentence = (
                f"leaves a hole after {earlier.end}; let one target follow on the other, "
                "and declare the quarters between as suspended"
            )
            yield complaint_at(places[*at, number, "from"], sentence)


def _places(root: Node) -> Places:
    return {path: node.place for path, node in walk(root)}


def _written(root: Node, key: str) -> dict[object, str]:
    """The text under ``key`` of every entry, by its position, whether or not the entry is right otherwise."""
    return {
        path[1]: node.text
        for path, node in walk(root)
        if len(path) == 3 and path[2] == key and isinstance(node, Scalar)
    }


def _folded(text: str) -> str:
    return clean(text).casefold()
