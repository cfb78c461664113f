"""Results as they are held against each other: one for each measure, provider and quarter."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from slcheck.model import Entry, Reason, Status


def unrepeated(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each measure, provider and quarter. One that is given again and again has no verdict."""
    groups: defaultdict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.framework, entry.code, entry.provider, entry.quarter].append(entry)
    return tuple(group[0] if len(group) == 1 else _as_one(group) for group in groups.values())


def _as_one(group: Sequence[Entry]) -> Entry:
    """What all of ``group`` agree in, whatever their order."""
    first = group[0]
    is_one_target = len(set(map(levels_of, group))) == 1
    return Entry(
        framework=first.framework,
        code=first.code,
        title=first.title,
        replaces=first.replaces,
        provider=first.provider,
        quarter=first.quarter,
        released=max(entry.released for entry in group),
        status=Status.NO_DATA,
        reason=Reason.DUPLICATE,
        target=first.target if is_one_target else None,
        target_display=first.target_display if is_one_target else "",
        target_from=first.target_from if is_one_target else None,
        expectation=first.expectation if is_one_target else None,
        flags=tuple(flag for flag in first.flags if all(flag in each.flags for each in group)),
        shown="; ".join(sorted(each.shown for each in group)),
        where="; ".join(each.where for each in group),
    )


def levels_of(entry: Entry) -> tuple[Decimal | None, Decimal | None]:
    """The target and the expectation (percent) that were in force."""
    return entry.target, entry.expectation
