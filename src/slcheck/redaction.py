"""What a public build log may say before a release: how many figures have each status, and the exit code. No more."""

from slcheck.model import Policy, Problem, Report
from slcheck.summary import Outcome, counts

_WHY = {
    0: "nothing that --fail-on names",
    1: "something that --fail-on names",
    2: "wrong use, or wrong declarations",
    3: "the data could not be fully judged",
}
WITHHELD = "withheld"


def redacted(report: Report, end: Outcome) -> tuple[Report, Outcome]:
    """``report`` and its outcome without anything that tells a result: no figure, name, place, message or setting."""
    problems = [
        Problem(level=each.level, kind=WITHHELD, message=f"{WITHHELD} (--redact)", place=None)
        for each in report.problems
    ]
    policy = Policy(fail_on=report.policy.fail_on, show=report.policy.show, redact=True)
    empty = Report(policy=policy, withheld=counts(report), problems=tuple(problems))
    return empty, Outcome(end.exit_code, withheld(end.exit_code))


def withheld(exit_code: int) -> str:
    """Why a run ends with ``exit_code``, as far as that tells no result and no name."""
    return f"{_WHY[exit_code]}; the rest is {WITHHELD} (--redact)"
