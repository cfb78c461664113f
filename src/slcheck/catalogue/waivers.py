"""A waivers file to Waivers, held against a Catalogue, with every complaint in one run."""

from pathlib import Path

from slcheck.catalogue import nodes
from slcheck.catalogue.complaints import Shaped, in_order, shaped
from slcheck.catalogue.files import File, file_at
from slcheck.catalogue.nodes import At, Refused, complaint_at, folded
from slcheck.catalogue.shapes import WaiversFile, WaiverShape
from slcheck.errors import Complaint, WrongDeclarations
from slcheck.model import NATIONAL, Catalogue, DeclarationFile, Framework, Measure, Waiver
from slcheck.quarter import Quarter
from slcheck.text import closest, code_key

_WANTED = "give one waivers file"
_NO_WAIVERS = "the file declares no waivers; it needs 'waivers' at its top level"

_Excused = tuple[Framework, str, str, Quarter]


def load_waivers(path: Path, catalogue: Catalogue) -> tuple[tuple[Waiver, ...], DeclarationFile]:
    """The waivers that the YAML file at ``path`` declares, in its order, and the file with the hash of its bytes.

    A waiver carries the code and the provider's name as the ``catalogue`` declares them, however the file spells them.
    Raises WrongUse when no file can be read at ``path`` and WrongDeclarations with every complaint, in order of place.
    """
    file = file_at(path, _WANTED)
    declared, complaints = _declared(file)
    waivers: list[Waiver] = []
    if declared:
        waivers, wrong = _waivers(declared, file.name, catalogue)
        complaints += wrong
    if complaints:
        raise WrongDeclarations(in_order(complaints))
    return tuple(waivers), file.listed


def _declared(file: File) -> tuple[Shaped[WaiversFile] | None, list[Complaint]]:
    try:
        root, said = nodes.parse(file.data, file.name, "waivers")
    except Refused as refused:
        return None, [refused.complaint]
    match root:
        case nodes.Mapping(entries={"waivers": _}):
            declared, complaints = shaped(root, WaiversFile, "waivers")
            return declared, [*said, *complaints]
        case nodes.Mapping(entries={"measures": _} | {"providers": _} | {"headings": _} | {"symbols": _}):
            return None, [*said, complaint_at(root.place, f"{_NO_WAIVERS}; give target files as --targets")]
        case _:
            return None, [*said, complaint_at(root.place, _NO_WAIVERS)]


def _waivers(declared: Shaped[WaiversFile], file: str, catalogue: Catalogue) -> tuple[list[Waiver], list[Complaint]]:
    waivers: list[Waiver] = []
    complaints: list[Complaint] = []
    given: dict[_Excused, At] = {}
    for position, shape in zip(declared.positions, declared.content.waivers, strict=True):
        at = ("waivers", position)
        place = declared.nodes[at].place
        measure, about_measure = _measure(shape, catalogue)
        provider, about_provider = _provider(shape.provider, measure.framework if measure else None, catalogue)
        for key, sentence in (("measure", about_measure), ("provider", about_provider)):
            if sentence:
                complaints.append(complaint_at(declared.nodes[*at, key].place, sentence))
        if not measure or not provider:
            continue
        first = given.setdefault((*measure.key, provider, shape.quarter), place)
        if first is not place:
            sentence = f"{measure.code} of {provider} in {shape.quarter} is waived at {first} too; keep one of them"
            complaints.append(complaint_at(place, sentence))
        waivers.append(_waiver(shape, measure, provider, place))
    return waivers, complaints


def _waiver(shape: WaiverShape, measure: Measure, provider: str, place: At) -> Waiver:
    return Waiver(
        framework=measure.framework,
        measure=measure.code,
        provider=provider,
        quarter=shape.quarter,
        reason=shape.reason,
        approved_by=shape.approved_by,
        expires=shape.expires,
        file=place.file,
        line=place.line,
        column=place.column,
    )


def _measure(shape: WaiverShape, catalogue: Catalogue) -> tuple[Measure | None, str | None]:
    """The measure that a waiver means, or what is wrong with how it says so."""
    written = shape.measure
    named = [measure for measure in catalogue.measures if code_key(measure.code) == code_key(written)]
    meant = [measure for measure in named if shape.framework in (None, measure.framework)]
    if len(meant) > 1:
        frameworks = " and ".join(measure.framework for measure in meant)
        return None, f"'{written}' is declared for {frameworks}; say which under 'framework'"
    if meant:
        return meant[0], None
    if named:
        found = named[0].framework
        return None, f"{_elsewhere(written, 'measure', found, shape.framework)}, or 'framework: {found}'"
    known = (measure for measure in catalogue.measures if shape.framework in (None, measure.framework))
    close = _closest(code_key(written), {code_key(measure.code): measure.code for measure in known})
    return None, f"'{written}' is not a declared code; {close or 'write one that is'}"


def _provider(written: str, framework: Framework | None, catalogue: Catalogue) -> tuple[str | None, str | None]:
    """The declared name of the provider that a waiver means, or what is wrong; without a ``framework``, of any."""
    if folded(written) == folded(NATIONAL):
        return NATIONAL, None
    known: dict[str, str] = {}
    elsewhere = None
    for provider in catalogue.providers:
        spellings = {folded(spelling): provider.name for spelling in (provider.name, *provider.spellings)}
        if framework in (None, provider.framework):
            known |= spellings
        elif folded(written) in spellings:
            elsewhere = provider.framework
    if name := known.get(folded(written)):
        return name, None
    if elsewhere:
        return None, _elsewhere(written, "provider", elsewhere, framework)
    close = _closest(folded(written), known | {folded(NATIONAL): NATIONAL})
    return None, f"'{written}' is not a declared provider; {close or f'write one that is, or {NATIONAL}'}"


def _elsewhere(written: str, thing: str, found: Framework, wanted: Framework | None) -> str:
    return f"'{written}' is a {thing} of {found}, not of {wanted}; write one of {wanted}"


def _closest(key: str, known: dict[str, str]) -> str | None:
    close = closest(key, known)
    return f"did you mean '{close}'?" if close else None
