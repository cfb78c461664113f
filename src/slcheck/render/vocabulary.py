"""What people read for the words of the model, in one place."""

from slcheck.model import By, Flag, Reason, Status

STATUS: dict[Status, str] = {
    Status.FAIL: "FAIL",
    Status.NEAR: "NEAR",
    Status.NO_DATA: "NO DATA",
    Status.NO_TARGET: "NO TARGET",
    Status.PASS: "PASS",
}

FLAG: dict[Flag, str] = {
    Flag.WAIVED: "waived",
    Flag.KNOWN: "known before",
    Flag.STALE: "stale",
    Flag.ROUNDS_TO_TARGET: "rounds to target",
    Flag.UNPROVEN: "unproven: rounded",
    Flag.REVISED: "revised",
    Flag.PROVISIONAL: "provisional",
    Flag.ESTIMATED: "estimated",
    Flag.FORECAST: "forecast",
    Flag.BREAK_IN_SERIES: "break in series",
    Flag.UNRELIABLE: "unreliable",
    Flag.NOTED: "see note",
    Flag.PERCENT_DISAGREES: "percentage disagrees",
    Flag.TARGET_DISAGREES: "printed target differs",
    Flag.TOTAL_DISAGREES: "sum of providers differs",
    Flag.REPEATED: "given twice",
    Flag.UNCHANGED: "same as last quarter",
    Flag.BELOW_EXPECTATION: "below expectation",
    Flag.SMALL_DENOMINATOR: "no miss allowed",
    Flag.NOT_DISTINGUISHABLE: "could be chance",
}

EXPLAINED: dict[Flag, str] = {
    Flag.WAIVED: "somebody with the right to do so has excused this miss; it stays a miss",
    Flag.KNOWN: "the baseline already has all of it that --fail-on names, and no better; it does not fail the run",
    Flag.STALE: "carried forward from an earlier quarter, whose target is the one that counts",
    Flag.ROUNDS_TO_TARGET: "the exact figure misses, and looks level with the target once it is rounded",
    Flag.UNPROVEN: "known only as a rounded print, behind which figures with another verdict are possible",
    Flag.REVISED: "the file marks it as changed since it was first published",
    Flag.PROVISIONAL: "the file marks it as not final",
    Flag.ESTIMATED: "the file marks it as an estimate",
    Flag.FORECAST: "the file marks it as a forecast",
    Flag.BREAK_IN_SERIES: "the file marks a break in its series",
    Flag.UNRELIABLE: "the file marks it as of low reliability",
    Flag.NOTED: "the file has a note on it",
    Flag.PERCENT_DISAGREES: "the percentage beside the counts is another; the counts were judged",
    Flag.TARGET_DISAGREES: "the file prints another target than the declared one, with the same verdict",
    Flag.TOTAL_DISAGREES: "the release's own figure for the whole is not the sum of its providers",
    Flag.REPEATED: "given more than once, each time the same",
    Flag.UNCHANGED: "counts exactly those of the quarter before, without a mark that says so",
    Flag.BELOW_EXPECTATION: "short of the expectation that was published beside the target",
    Flag.SMALL_DENOMINATOR: "so few cases that a single miss means missing the target",
    Flag.NOT_DISTINGUISHABLE: "the target lies inside the 95% Wilson interval of the counts",
}
"""What each flag says, in a sentence."""

REASON: dict[Reason, str] = {
    Reason.BLANK: "blank",
    Reason.NOT_AVAILABLE: "not available",
    Reason.NOT_APPLICABLE: "not applicable",
    Reason.CONFIDENTIAL: "confidential",
    Reason.LOW: "too low to give",
    Reason.INCOMPLETE_COUNTS: "one count missing",
    Reason.UNUSABLE: "unusable cell",
    Reason.AMBIGUOUS: "ambiguous",
    Reason.ZERO_DENOMINATOR: "no cases",
    Reason.IMPOSSIBLE: "impossible",
    Reason.CONTRADICTORY: "contradictory",
    Reason.DUPLICATE: "given twice, differs",
    Reason.NONE_DECLARED: "no target declared",
    Reason.BEFORE_FIRST_TARGET: "before first target",
    Reason.TARGET_ENDED: "target has ended",
    Reason.SUSPENDED: "target suspended",
    Reason.NOT_JUDGED: "not judged by declaration",
    Reason.PART_MISSING: "a part is missing",
    Reason.ONLY_PERCENTAGES: "only percentages known",
}

WHOSE: dict[By, str] = {By.PROVIDER: "Provider", By.OWNER: "Owner", By.DIVISION: "Division", By.NATIONAL: "Framework"}
"""What the name of a figure or a sum is the name of."""
