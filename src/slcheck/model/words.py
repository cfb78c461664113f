"""The fixed words of a result, as they stand in JSON."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a figure has no verdict."""

    BLANK = "blank"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"
    LOW = "low"
    INCOMPLETE_COUNTS = "incomplete_counts"
    UNUSABLE = "unusable"
    AMBIGUOUS = "ambiguous"
    ZERO_DENOMINATOR = "zero_denominator"
    IMPOSSIBLE = "impossible"
    CONTRADICTORY = "contradictory"
    DUPLICATE = "duplicate"
    NONE_DECLARED = "none_declared"
    BEFORE_FIRST_TARGET = "before_first_target"
    TARGET_ENDED = "target_ended"
    SUSPENDED = "suspended"
    NOT_JUDGED = "not_judged"
    PART_MISSING = "part_missing"
    ONLY_PERCENTAGES = "only_percentages"


class Role(StrEnum):
    """What the cells under a heading say about an observation."""

    MEASURE = "measure"
    TITLE = "title"
    FRAMEWORK = "framework"
    PROVIDER = "provider"
    QUARTER = "quarter"
    YEAR = "financial year"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    PERCENTAGE = "percentage"
    TARGET = "target"
    EXPECTATION = "expectation"


class Flag(StrEnum):
    """What a reader should know about a figure. A flag never changes a status."""

    WAIVED = "waived"
    KNOWN = "known"
    STALE = "stale"
    ROUNDS_TO_TARGET = "rounds_to_target"
    UNPROVEN = "unproven"
    REVISED = "revised"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    FORECAST = "forecast"
    BREAK_IN_SERIES = "break_in_series"
    UNRELIABLE = "unreliable"
    NOTED = "noted"
    PERCENT_DISAGREES = "percent_disagrees"
    TARGET_DISAGREES = "target_disagrees"
    TOTAL_DISAGREES = "total_disagrees"
    REPEATED = "repeated"
    UNCHANGED = "unchanged"
    BELOW_EXPECTATION = "below_expectation"
    SMALL_DENOMINATOR = "small_denominator"
    NOT_DISTINGUISHABLE = "not_distinguishable"
