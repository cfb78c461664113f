"""Two releases held against each other, for people and for scripts."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from slcheck.arithmetic import half_up, plain
from slcheck.displays import MOST_PLACES
from slcheck.model import (
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Entry,
    Rounding,
    Turn,
)
from slcheck.quarter import Quarter
from slcheck.render.grid import Column, draw
from slcheck.render.page import Page
from slcheck.text import counted

_KIND: dict[ChangeKind, tuple[str, str]] = {
    ChangeKind.FLIP: ("flip", ""),
    ChangeKind.UNMARKED_REVISION: ("unmarked revision", ""),
    ChangeKind.REVISION: ("marked revision", ""),
    ChangeKind.MARKED_UNCHANGED: ("figure marked revised but unchanged", "figures marked revised but unchanged"),
    ChangeKind.TARGET_CHANGE: ("target changed", "targets changed"),
    ChangeKind.MEASURE_GONE: ("measure gone", "measures gone"),
    ChangeKind.MEASURE_ADDED: ("measure added", "measures added"),
    ChangeKind.PROVIDER_GONE: ("provider gone", "providers gone"),
    ChangeKind.PROVIDER_ADDED: ("provider added", "providers added"),
    ChangeKind.QUARTER_GONE: ("quarter gone", "quarters gone"),
    ChangeKind.QUARTER_ADDED: ("quarter added", "quarters added"),
    ChangeKind.FIGURE_GONE: ("figure gone", "figures gone"),
    ChangeKind.FIGURE_ADDED: ("figure added", "figures added"),
    ChangeKind.MOVEMENT: ("movement", ""),
}
"""One of a kind, and several where that is not the same with an s."""

_CAUSE: dict[Cause, str] = {
    Cause.UNMARKED_REVISION: "unmarked revision",
    Cause.REVISION: "marked revision",
    Cause.MOVEMENT: "movement",
    Cause.PRECISION: "known to other decimals",
    Cause.TARGET: "target changed",
    Cause.ROUNDING: "rounding changed",
    Cause.TOLERANCE: "tolerance changed",
    Cause.REASON: "",
    Cause.UNSEEN: "cause not seen in either side",
}
_STYLE = {Turn.WORSE: "bold red", Turn.LOST: "magenta", Turn.GAINED: "cyan", Turn.BETTER: "green"}
_SECTIONS: tuple[tuple[str, tuple[ChangeKind, ...]], ...] = (
    ("Verdict flips", (ChangeKind.FLIP,)),
    ("Unmarked revisions", (ChangeKind.UNMARKED_REVISION,)),
    ("Marked revisions", (ChangeKind.REVISION,)),
    ("Marked revised, but unchanged", (ChangeKind.MARKED_UNCHANGED,)),
    ("Target changes", (ChangeKind.TARGET_CHANGE,)),
    ("Gone and added", tuple(kind for kind in ChangeKind if kind.endswith(("-gone", "-added")))),
    ("Movements", (ChangeKind.MOVEMENT,)),
)


def table(comparison: Comparison, page: Page) -> str:
    """What was compared, a section for each kind of change, and how many there are."""
    if not comparison.compared and not comparison.changes:
        return "Nothing could be compared.\n"
    quarters = 1 if comparison.across else len(_all_quarters(comparison))
    sections = [
        f"{heading}: {len(rows):,}{_turns(rows)}\n\n{draw(_columns(rows, quarters), rows, page)}"
        for heading, kinds in _SECTIONS
        if (rows := [change for change in comparison.changes if change.kind in kinds])
    ]
    below = "".join(
        f"{line}\n" for line in _wrapped([*_rules(comparison), *replacements(comparison), _counts(comparison)], page)
    )
    about = "".join(f"{line}\n" for line in _wrapped([_about(comparison)], page))
    return "\n".join([about, *sections, below])


def change_count(kind: ChangeKind, number: int) -> str:
    """``1 flip``, ``2 measures gone``."""
    return counted(number, *_KIND[kind])


def _columns(rows: Sequence[Change], quarters: int) -> list[Column[Change]]:
    """Only columns that tell changes apart or say something. ``quarters`` are those that were compared."""
    kind, change = rows[0].kind, "Change"
    is_flip, is_target = kind is ChangeKind.FLIP, kind is ChangeKind.TARGET_CHANGE
    is_one_sided = kind.endswith(("-gone", "-added"))
    shares_codes = len({row.code for row in rows}) < len({(row.framework, row.code) for row in rows})
    shown: Callable[[Entry | None], str] = _target if is_target else _verdict if is_flip or is_one_sided else figure
    columns: list[tuple[Column[Change], bool]] = [
        (Column(change, lambda row: row.turn.upper() if row.turn else "", style=_style), is_flip),
        (Column(change, lambda row: _KIND[row.kind][0]), is_one_sided),
        (Column("Of", lambda row: row.framework), shares_codes),
        (Column("Measure", lambda row: row.code or ""), any(row.code for row in rows)),
        (Column("Provider", lambda row: row.provider or "", share=3, least=12), any(row.provider for row in rows)),
        (Column("Quarter", _quarters), is_target or max(quarters, len({row.quarter for row in rows})) > 1),
        (Column("Old", lambda row: shown(row.old), right=True), any(row.old for row in rows)),
        (Column("New", lambda row: shown(row.new), right=True), any(row.new for row in rows)),
        (Column("By", _by, right=True), any(map(_by, rows)) and not is_flip),
        (Column("Because", _because, share=2, least=12), is_flip),
        (Column("Figures", lambda row: f"{row.figures:,}", right=True), is_target or is_one_sided),
        (Column("Cell", _where, share=2, least=16, optional=True), any(map(_where, rows))),
    ]
    return [column for column, is_wanted in columns if is_wanted]


def figure(entry: Entry | None) -> str:
    """A figure to all the decimals that are known of it, with its counts; the status where there is none."""
    if entry is None:
        return ""
    counts = f"{entry.numerator:,}/{entry.denominator:,}" if entry.counts else ""
    if entry.value is None:
        said = f"{_status(entry)}: {entry.reason.replace('_', ' ')}" if entry.reason else _status(entry)
        return f"{said} ({counts})" if counts else said
    if counts:
        is_rounded = entry.rounding is Rounding.AS_PUBLISHED or not entry.value_display
        return f"{_percent(entry, 1) if is_rounded else entry.value_display} ({counts})"
    return _percent(entry, min(MOST_PLACES, max(0, MOST_PLACES if entry.places is None else entry.places)))


def _percent(entry: Entry, places: int) -> str:
    return "" if entry.value is None else f"{plain(half_up(entry.value, places))}%"


def _status(entry: Entry) -> str:
    return entry.status.replace("_", " ").upper()


def _verdict(entry: Entry | None) -> str:
    """``PASS 97.2%``; a figure that shows no more than its status stands alone."""
    return " ".join(filter(None, [_status(entry), entry.value_display])) if entry else ""


def _target(entry: Entry | None) -> str:
    return "" if entry is None else _level(entry)


def _level(entry: Entry) -> str:
    if entry.target is None:
        return "no target"
    second = f" (expectation {plain(entry.expectation)}%)" if entry.expectation is not None else ""
    return f"{entry.target_display or f'{plain(entry.target)}%'}{second}"


def _quarters(change: Change) -> str:
    quarters = dict.fromkeys(entry.quarter for entry in (change.old, change.new) if entry)
    return " to ".join(map(str, quarters)) or str(change.quarter or "")


def _by(change: Change) -> str:
    """By how many percentage points a figure changed, to as many decimals as it takes to see it."""
    if not change.old or not change.new or change.old.value is None or change.new.value is None:
        return ""
    moved = change.new.value - change.old.value
    if change.kind in (ChangeKind.TARGET_CHANGE, ChangeKind.MARKED_UNCHANGED) or not moved:
        return ""
    shown = next((by for places in range(1, MOST_PLACES) if (by := half_up(moved, places))), half_up(moved, 6))
    return f"{'+' if moved > 0 else ''}{plain(shown)}"


def _because(change: Change) -> str:
    """The reason why there is no verdict, or was none, and the causes that are seen."""
    reason = (change.new and change.new.reason) or (change.old and change.old.reason)
    words = [reason.replace("_", " ") if reason else "", *(_CAUSE[cause] for cause in change.causes)]
    return ", ".join(filter(None, words))


def _where(change: Change) -> str:
    if change.kind is ChangeKind.TARGET_CHANGE:
        return ""
    entry = change.new or change.old
    return entry.where if entry else ""


def _style(change: Change) -> str:
    return _STYLE[change.turn] if change.turn else ""


def _turns(rows: Sequence[Change]) -> str:
    turns = Counter(change.turn for change in rows)
    said = ", ".join(f"{turns[turn]:,} {turn}" for turn in Turn if turns[turn])
    return f" ({said})" if said else ""


def _about(comparison: Comparison) -> str:
    """Which two releases, and which quarter, so far as it is the same for all of them."""
    names = f"{comparison.old.name} to {comparison.new.name}"
    if comparison.across:
        released = " to ".join(map(str, comparison.across))
        return f"{names}, {released} (a figure of another quarter that differs is a movement, no revision)"
    quarters = _all_quarters(comparison)
    return f"{names}, {quarters.pop() if len(quarters) == 1 else counted(len(quarters), 'quarter')}"


def _all_quarters(comparison: Comparison) -> set[Quarter]:
    return {entry.quarter for side in (comparison.old, comparison.new) for entry in side.entries}


def _rules(comparison: Comparison) -> Iterator[str]:
    if any(
        entry.rounding is Rounding.AS_PUBLISHED for side in (comparison.old, comparison.new) for entry in side.entries
    ):
        yield "Rounding: verdicts are those of figures as published; what changed is told from exact ones."


def replacements(comparison: Comparison) -> Iterator[str]:
    """What is not compared because it replaces something with another definition."""
    for code, other in comparison.replaced:
        yield f"{code} replaces {other}; they are not compared"


def _counts(comparison: Comparison) -> str:
    counts = Counter(change.kind for change in comparison.changes)
    said = [change_count(kind, counts[kind]) for kind in ChangeKind if counts[kind]]
    return f"{counted(comparison.compared, 'figure')} compared: {', '.join(said) or 'nothing has changed'}"


def _wrapped(lines: Sequence[str], page: Page) -> list[str]:
    width = max(page.width, 40)
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    ]


def said(change: Change) -> str:
    """A change in one sentence."""
    words = [change.code or change.framework, change.provider, str(change.quarter) if change.quarter else None]
    return f"{' '.join(filter(None, words))}: {_what_happened(change)}."


def _what_happened(change: Change) -> str:
    old, new = change.old, change.new
    if old is None or new is None:
        noun, word = change.kind.split("-")
        was = f", {_verdict(old or new)}" if old or new else f" with {counted(change.figures, 'figure')}"
        return f"the {noun} {'is gone' if word == 'gone' else 'was added'}{was}"
    match change.kind:
        case ChangeKind.FLIP:
            return f"{_verdict(old)} became {_verdict(new)}; {_because(change)}"
        case ChangeKind.UNMARKED_REVISION:
            return f"{figure(old)} became {figure(new)}, and nothing marks it as revised"
        case ChangeKind.REVISION:
            return f"{figure(old)} became {figure(new)}, marked as revised"
        case ChangeKind.MARKED_UNCHANGED:
            return f"{figure(new)} is marked as revised, and has not changed"
        case ChangeKind.TARGET_CHANGE:
            return f"the target was {_level(old)} and is {_level(new)}"
        case _:
            return f"{figure(old)} in {old.quarter}, {figure(new)} in {new.quarter}"
