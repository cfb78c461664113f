"""What an earlier run found already: a miss that is no worse than it was there is not newly worse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from slcheck.arithmetic import scaled
from slcheck.compare import Pair, key_of, paired
from slcheck.displays import MOST_PLACES
from slcheck.entries import unrepeated
from slcheck.model import MISSES, Direction, Entry, Finding, Flag, Judged, Level, Policy, Problem, Side
from slcheck.sides import entry_of
from slcheck.summary import failing, standing
from slcheck.text import counted, listed
from slcheck.verdict import in_order


def known_marked(findings: Sequence[Finding], side: Side, policy: Policy) -> tuple[list[Finding], list[Problem]]:
    """``findings``, those flagged that would fail the run and were as bad in ``side``; and what is to be said of it.

    A figure is held against itself, or where each side is the release of one quarter and one follows the other, against
    the one before. One that the baseline does not have is new.
    """
    now = [entry_of(finding) for finding in findings]
    pairs = paired(unrepeated(side.entries), unrepeated(now))
    before = {key_of(new): old for old, new in pairs if old.released in (new.released, new.released.preceding)}
    marked = [
        replace(finding, flags=in_order((*finding.flags, Flag.KNOWN)))
        if (old := before.get(key_of(entry))) and _is_known(old, finding, policy)
        else finding
        for finding, entry in zip(findings, now, strict=True)
    ]
    return marked, list(_gone(side, pairs, now))


def _is_known(old: Entry, finding: Finding, policy: Policy) -> bool:
    words = failing(finding, policy)
    return bool(words) and all(_had(old, word, finding) for word in words)


def _had(old: Entry, word: str, finding: Finding) -> bool:
    """Whether the figure of the baseline has the status or flag ``word`` too; of a miss, one as bad and as far off."""
    had = standing(old.status, old.flags)
    if not isinstance(finding, Judged) or word != finding.status:
        return word in had
    is_as_bad = any(miss.value in had for miss in MISSES[: MISSES.index(finding.status) + 1])
    return is_as_bad and _behind(old, finding.observation.measure.direction) >= _behind_now(finding)


def _behind(old: Entry, direction: Direction) -> Fraction:
    """Percentage points by which the figure of the baseline missed its target, as far as JSON tells them."""
    if old.value is None or old.target is None:
        return Fraction(0)
    difference = Fraction(old.target) - old.value
    doubt = Fraction(scaled(1, MOST_PLACES)) if old.is_cut else Fraction(0)
    return (difference if direction is Direction.AT_LEAST else -difference) + doubt


def _behind_now(finding: Judged) -> Fraction:
    difference = Fraction(finding.target.level) - finding.exact
    return difference if finding.observation.measure.direction is Direction.AT_LEAST else -difference


def _gone(side: Side, pairs: Sequence[Pair], now: Iterable[Entry]) -> Iterator[Problem]:
    """A warning about what of these releases, or of the one before them, stands in the baseline only."""
    releases = {old.released for old, _ in pairs} | {entry.released for entry in now}
    here = {key_of(old) for old, _ in pairs}
    gone = [entry for entry in side.entries if entry.released in releases and key_of(entry) not in here]
    if gone:
        names = listed([f"{entry.code} {entry.provider} {entry.quarter}" for entry in gone], most=3)
        said = f"{counted(len(gone), 'figure')} of the baseline {side.name} not in the files: {names}"
        yield Problem(level=Level.WARNING, kind="gone_since_baseline", message=said, place=None)
