"""What must hold between measures: no code twice, no overlapping periods, a reason for what is not judged."""

from collections.abc import Iterable, Iterator

from slcheck.catalogue.complaints import Shaped
from slcheck.catalogue.nodes import At, Nodes, Path, complaint_at, folded, texts_under
from slcheck.catalogue.period_rules import OF_FILE, Held, complaints_of_periods, complaints_of_suspensions, holes
from slcheck.catalogue.shapes import MeasureFile, MeasureShape
from slcheck.catalogue.target_rules import complaints_of_target
from slcheck.errors import Complaint
from slcheck.model import Framework
from slcheck.text import code_key


def complaints_of_measures(files: Iterable[Shaped[MeasureFile]]) -> list[Complaint]:
    """Every breach of the rules within and between files of measures."""
    given = list(files)
    written = {
        (declared.content.framework, folded(code))
        for declared in given
        for code in texts_under(declared.nodes, "code").values()
    }
    complaints: list[Complaint] = []
    codes: dict[tuple[Framework, str], At] = {}
    for declared in given:
        nodes = declared.nodes
        complaints.extend(complaints_of_periods(nodes, OF_FILE, declared.content.suspended, ends_at_next=False))
        held = Held.of(declared.content.suspended)
        for position, measure in zip(declared.positions, declared.content.measures, strict=True):
            at = nodes["measures", position, "code"].place
            first = codes.setdefault((declared.content.framework, code_key(measure.code)), at)
            if first is not at:
                complaints.append(
                    complaint_at(at, f"'{measure.code}' reads the same as the code at {first}; declare it once")
                )
            complaints.extend(_of_measure(nodes, ("measures", position), measure, held))
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


def _of_measure(nodes: Nodes, at: Path, measure: MeasureShape, suspended: Held) -> Iterator[Complaint]:
    if not measure.targets and not measure.no_target:
        yield complaint_at(nodes[*at, "targets"].place, "no target, and no reason; say why under 'no_target'")
    if measure.targets and measure.no_target:
        sentence = "there is a target and a reason for having none; keep one of them"
        yield complaint_at(nodes[*at, "no_target"].place, sentence)
    yield from _of_judging(nodes, at, measure)
    for number, target in enumerate(measure.targets):
        yield from complaints_of_target(nodes, (*at, "targets", number), target, measure.direction)
    yield from complaints_of_periods(nodes, (*at, "targets"), measure.targets, ends_at_next=True)
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
