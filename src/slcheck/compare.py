"""Two releases held against each other, figure by figure. Pure: two sides in, changes out.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from slcheck.arithmetic import half_unit
from slcheck.displays import MOST_PLACES
from slcheck.entries import levels_of, unrepeated
from slcheck.model import (
    VERDICTS,
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Entry,
    Flag,
    Framework,
    Side,
    Status,
    Turn,
)
from slcheck.quarter import Quarter

Pair = tuple[Entry, Entry]
_ORDER = {kind: position for position, kind in enumerate(ChangeKind)}


class _Kinds(NamedTuple):
    """What it is called when something stands on one side only."""

    measure: ChangeKind
    provider: ChangeKind
    quarter: ChangeKind
    figure: ChangeKind


_Whole = tuple[ChangeKind, Framework, str | None, str | None, Quarter | None]
_GONE = _Kinds(ChangeKind.MEASURE_GONE, ChangeKind.PROVIDER_GONE, ChangeKind.QUARTER_GONE, ChangeKind.FIGURE_GONE)
_ADDED = _Kinds(ChangeKind.MEASURE_ADDED, ChangeKind.PROVIDER_ADDED, ChangeKind.QUARTER_ADDED, ChangeKind.FIGURE_ADDED)
_FIGURE_CAUSE = {
    ChangeKind.UNMARKED_REVISION: Cause.UNMARKED_REVISION,
    ChangeKind.REVISION: Cause.REVISION,
    ChangeKind.MOVEMENT: Cause.MOVEMENT,
}


def compare(old: Side, new: Side) -> Comparison:
    """Every change from ``old`` to ``new``, in a total order: kind, the worst turn first, measure, provider, quarter.

    A side without a single figure is not compared: it would say no more than that all is gone.
    """
    before, after = unrepeated(old.entries), unrepeated(new.entries)
    if not before or not after:
        return Comparison(old=old, new=new)
    across, pairs = _across(before, after), paired(before, after)
    changes = [
        *(change for pair in pairs for change in _changes_of(*pair)),
        *_target_changes(before, after, pairs, across),
        *_one_sided(before, after, [old for old, _ in pairs], _GONE, across=across is not None),
        *_one_sided(after, before, [new for _, new in pairs], _ADDED, across=across is not None),
    ]
    return Comparison(
        old=old,
        new=new,
        changes=tuple(sorted(changes, key=_position)),
        compared=len(pairs),
        across=across,
        replaced=_replaced(before, after),
    )


def is_same_figure(old: Entry, new: Entry) -> bool:
    """Whether two entries can be one figure: the same counts, or the finer one rounds to the coarser one.

    Where neither side has a usable figure, whether their cells say the same.
    """
    if old.counts and new.counts and old.counts == new.counts:
        return True
    if old.value is None or new.value is None:
        return old.value is new.value and (old.counts, old.reason, old.shown) == (new.counts, new.reason, new.shown)
    if old.counts and new.counts:
        return old.counts == new.counts
    if old.places == new.places and not (old.is_cut or new.is_cut):
        return old.value == new.value
    coarse = min(places for places in (old.places, new.places) if places is not None)
    doubt = 2 * half_unit(coarse) if coarse == MOST_PLACES else half_unit(coarse)
    return abs(old.value - new.value) <= doubt


def _across(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Quarter, Quarter] | None:
    """The two quarters, where each side is the release of one and they are not the same."""
    releases = [{entry.released for entry in entries} for entries in (before, after)]
    if releases[0] == releases[1] or any(len(quarters) != 1 for quarters in releases):
        return None
    return releases[0].pop(), releases[1].pop()


def paired(before: Iterable[Entry], after: Iterable[Entry]) -> list[Pair]:
    """The figures that stand on both sides, each once.

    Those of one quarter first, so that a figure that was carried forward meets itself; then those of one measure and
    provider that stand in releases of the same quarter, or in those of two different quarters, the latest with the
    latest.
    """
    across = _across(before, after) is not None
    ours, theirs = {key_of(entry): entry for entry in before}, {key_of(entry): entry for entry in after}
    pairs = [(entry, theirs[key]) for key, entry in ours.items() if key in theirs]
    rest = _latest_first((entry for key, entry in ours.items() if key not in theirs), across=across)
    others = _latest_first((entry for key, entry in theirs.items() if key not in ours), across=across)
    for whose, entries in rest.items():
        pairs.extend(zip(entries, others.get(whose, []), strict=False))
    return pairs


def _latest_first(entries: Iterable[Entry], *, across: bool) -> dict[Hashable, list[Entry]]:
    groups: dict[Hashable, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.quarter, reverse=True):
        groups.setdefault((entry.measure, entry.provider, None if across else entry.released), []).append(entry)
    return groups


def _changes_of(old: Entry, new: Entry) -> Iterator[Change]:
    figure = _change_of_figure(old, new)
    if old.verdict is not new.verdict:
        yield _about(
            ChangeKind.FLIP, new, old=old, new=new, turn=_turn(old, new), causes=tuple(_causes(old, new, figure))
        )
    if figure:
        yield _about(figure, new, old=old, new=new)


def _change_of_figure(old: Entry, new: Entry) -> ChangeKind | None:
    """Only ``revised`` on the new figure marks a change: ``provisional`` on the old one announced none."""
    changed, marked = not is_same_figure(old, new), Flag.REVISED in new.flags
    if old.quarter != new.quarter and old.released != new.released:
        return ChangeKind.MOVEMENT if changed else None
    if changed:
        return ChangeKind.REVISION if marked else ChangeKind.UNMARKED_REVISION
    return ChangeKind.MARKED_UNCHANGED if marked and Flag.REVISED not in old.flags else None


def _turn(old: Entry, new: Entry) -> Turn:
    if new.verdict is None:
        return Turn.LOST
    if old.verdict is None:
        return Turn.GAINED
    return Turn.BETTER if VERDICTS.index(new.verdict) > VERDICTS.index(old.verdict) else Turn.WORSE


def _causes(old: Entry, new: Entry, figure: ChangeKind | None) -> Iterator[Cause]:
    seen = {
        _FIGURE_CAUSE.get(figure or ChangeKind.FLIP): True,
        Cause.PRECISION: figure not in _FIGURE_CAUSE and old.value != new.value,
        Cause.TARGET: old.target != new.target,
        Cause.ROUNDING: old.rounding is not new.rounding and None not in (old.rounding, new.rounding),
    }
    causes = [cause for cause, is_one in seen.items() if cause and is_one]
    verdicts = {old.verdict, new.verdict}
    yield from causes
    if not causes and None in verdicts:
        yield Cause.REASON
    elif not causes:
        yield Cause.TOLERANCE if verdicts == {Status.NEAR, Status.FAIL} else Cause.UNSEEN


def _target_changes(
    before: Iterable[Entry], after: Iterable[Entry], pairs: Iterable[Pair], across: tuple[Quarter, Quarter] | None
) -> Iterator[Change]:
    """Once for each measure and quarter whose target is not the same, or is there on one side only."""
    groups: defaultdict[Hashable, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    for pair in pairs:
        for position, entry in enumerate(pair):
            groups[entry.measure, pair[0].quarter, pair[1].quarter][position].append(entry)
    for position, entries in enumerate((before, after)):
        for entry in entries:
            quarters = across if across and across[position] == entry.quarter else (entry.quarter, entry.quarter)
            groups[entry.measure, *quarters][position].append(entry)
    for olds, news in groups.values():
        if olds and news and set(map(levels_of, olds)) != set(map(levels_of, news)):
            yield _target_change(olds, news)


def _target_change(olds: Sequence[Entry], news: Sequence[Entry]) -> Change:
    levels, others = set(map(levels_of, olds)), set(map(levels_of, news))
    old = next((entry for entry in olds if levels_of(entry) not in others), olds[0])
    new = next((entry for entry in news if levels_of(entry) not in levels), news[0])
    figures = len({entry.provider for entry in news})
    return _about(ChangeKind.TARGET_CHANGE, new, old=old, new=new).model_copy(
        update={"provider": None, "figures": figures}
    )


def _one_sided(
    entries: Sequence[Entry], others: Sequence[Entry], matched: Iterable[Entry], kinds: _Kinds, *, across: bool
) -> Iterator[Change]:
    """What of ``entries`` the other side does not have: wholes once each, then figure by figure what is left."""
    there = {whole for entry in others for whole in _wholes(entry, kinds, across=across)}
    paired = {key_of(entry) for entry in matched}
    alone: defaultdict[_Whole, list[Entry]] = defaultdict(list)
    for entry in entries:
        if key_of(entry) in paired:
            continue
        missing = [whole for whole in _wholes(entry, kinds, across=across) if whole not in there]
        for whole in missing:
            alone[whole].append(entry)
        if not missing:
            is_gone = kinds is _GONE
            yield _about(kinds.figure, entry, old=entry if is_gone else None, new=None if is_gone else entry)
    for (kind, framework, code, provider, quarter), group in alone.items():
        yield Change(
            kind=kind,
            framework=framework,
            code=code,
            title=group[0].title if code else None,
            provider=provider,
            quarter=quarter,
            figures=len(group),
        )


def _wholes(entry: Entry, kinds: _Kinds, *, across: bool) -> Iterator[_Whole]:
    """The measure, provider and quarter of ``entry``. Two releases of different quarters never share the last."""
    yield kinds.measure, entry.framework, entry.code, None, None
    yield kinds.provider, entry.framework, None, entry.provider, None
    if not across:
        yield kinds.quarter, entry.framework, None, None, entry.quarter


def _replaced(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """Codes that stand on one side only and replace one that stands on the other side only."""
    sides = [{entry.measure for entry in entries} for entries in (before, after)]
    gone, added = sides[0] - sides[1], sides[1] - sides[0]
    found = {
        (entry.framework, entry.code, entry.replaces)
        for entry in (*before, *after)
        if entry.replaces
        for here, there in ((gone, added), (added, gone))
        if entry.measure in here and (entry.framework, entry.replaces) in there
    }
    return tuple((code, other) for _, code, other in sorted(found))


def _about(
    kind: ChangeKind,
    entry: Entry,
    *,
    old: Entry | None = None,
    new: Entry | None = None,
    turn: Turn | None = None,
    causes: tuple[Cause, ...] = (),
) -> Change:
    """A change of the figure that ``entry`` is, on the side or sides that have it."""
    return Change(
        kind=kind,
        framework=entry.framework,
        code=entry.code,
        title=entry.title,
        provider=entry.provider,
        quarter=entry.quarter,
        old=old,
        new=new,
        turn=turn,
        causes=causes,
    )


def key_of(entry: Entry) -> tuple[Framework, str, str, Quarter]:
    """What makes two entries entries of one figure."""
    return entry.framework, entry.code, entry.provider, entry.quarter


def _position(change: Change) -> tuple[int | str, ...]:
    quarters = [str(quarter or "") for quarter in (change.quarter, change.old and change.old.quarter)]
    turn = list(Turn).index(change.turn) if change.turn else 0
    return _ORDER[change.kind], turn, change.framework, change.code or "", change.provider or "", *quarters
