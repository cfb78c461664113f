"""Reports that every format has to cope with, made by hand."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from made import EXACTLY, counts, measure, observe, stored, verdict
from slcheck.model import (
    By,
    CellPlace,
    FilePlace,
    Finding,
    Flag,
    Framework,
    Grid,
    InputFile,
    Level,
    LinePlace,
    Measure,
    NoFigure,
    Policy,
    Problem,
    Provider,
    Reason,
    Report,
    Show,
    Waiver,
)
from slcheck.quarter import Quarter
from slcheck.render import FORMATS, Page
from slcheck.rollup import roll_up
from slcheck.summary import outcome, worst_first
from support import INVENTED, PRINTED, check

Q1 = Quarter(2017, 1)
HOSTILE = '=1+1|<b>::error::x\n"]]>'
"""The name of a provider, as a providers file could declare it."""

UNREADABLE = "a,b:c\n%\udc80::warning::.xlsx"
"""The name of a file, as an operating system could allow it."""

CONFIDENTIAL = NoFigure(reason=Reason.CONFIDENTIAL, sentence="The figure is confidential.")
WAIVER = Waiver(
    framework=Framework.CRC,
    measure="SCH9 SL001",
    provider="Essex",
    quarter=Q1,
    reason="The court was closed.",
    approved_by="A. Manager",
    expires=datetime.date(2018, 3, 31),
    file="waivers.yaml",
    line=2,
    column=5,
)


def rendered(name: str, report: Report) -> str:
    return FORMATS[name](report, outcome(report), Page())


def titled(title: str, code: str = "SCH9 SL001", **options: str) -> Measure:
    return measure(code=code, **options).model_copy(update={"title": title})  # type: ignore[arg-type]


def known(finding: Finding) -> Finding:
    return replace(finding, flags=(*finding.flags, Flag.KNOWN))


def waived(finding: Finding) -> Finding:
    return replace(finding, flags=(*finding.flags, Flag.WAIVED), waiver=WAIVER)  # type: ignore[call-arg]


def reported(findings: Sequence[Finding], policy: Policy = EXACTLY, problems: Sequence[Problem] = ()) -> Report:
    return Report(policy=policy, findings=worst_first(findings), problems=tuple(problems))


def mixed(policy: Policy = EXACTLY) -> Report:
    """A figure of every kind: missed, waived, known before, without a figure, without a target, passed."""
    later = measure(start="2019-20 Q1", code="SCH9 SL002")
    return reported(
        [
            verdict(counts(90, 100), provider="London", cell="B7"),
            waived(verdict(counts(91, 100), provider="Essex", cell="B8")),
            known(verdict(counts(92, 100), provider="Thames Valley", cell="B9")),
            verdict(CONFIDENTIAL, provider="Wales", cell="B10"),
            verdict(stored("99"), of=later, provider="Wales", cell="B11"),
            verdict(counts(99, 100), provider="Cheshire", cell="B12"),
        ],
        policy,
    )


def hostile() -> Report:
    """Names, titles and problems that mean something to every format."""
    odd = titled("Plans | *all* `of` [them](http://x) @team #12 <script>", code="SCH9 SL9|1")
    place = CellPlace(file=UNREADABLE, sheet="##[error]", cell="B4")
    miss = verdict(counts(90, 100), of=odd, provider=HOSTILE)
    miss = replace(miss, observation=replace(miss.observation, origin=place, text="::error::\x00\x1b[31m"))
    problem = Problem(level=Level.ERROR, kind="odd", message="::error::now\r\n##[error]\x0c]]>", place=place)
    return reported([miss, verdict(counts(99, 100), of=odd, provider="::set-output name=a::b")], problems=[problem])


def refused() -> Report:
    """A run that was stopped by wrong declarations."""
    places = [LinePlace(file="mine.yaml", line=line, column=5) for line in (3, 4)]
    return Report(
        policy=EXACTLY,
        problems=tuple(
            Problem(level=Level.ERROR, kind="declaration", message="'0.97' has no %; write 97%.", place=place)
            for place in places
        ),
    )


def misused() -> Report:
    """A run that was asked for wrongly: a problem without a place."""
    problem = Problem(level=Level.ERROR, kind="wrong_use", message="x.pdf is no spreadsheet.", place=None)
    return Report(policy=EXACTLY, problems=(problem,))


def empty() -> Report:
    """A file that holds nothing, and nobody complained."""
    return Report(policy=EXACTLY, inputs=(InputFile(path="empty.csv", sha256=None, format=None),))


def doubted(policy: Policy = EXACTLY) -> Report:
    """A pass, a warning about a sheet, and a figure that the release should have and has not."""
    warning = Problem(
        level=Level.WARNING, kind="unit", message="Taken as fractions.", place=FilePlace(file="q.xlsx", sheet="CRC")
    )
    passed = verdict(counts(99, 100))
    wanted = passed.observation.measure
    grid = Grid(
        quarter=Q1,
        framework=Framework.CRC,
        measures=(wanted,),
        providers=("London", "Essex"),
        holes=((wanted, "Essex"),),
    )
    return reported([passed], policy, [warning]).model_copy(update={"grids": (grid,)})


def added(north: tuple[int, int], south: tuple[int, int], policy: Policy | None = None) -> Report:
    """Two providers of one owner, the first of them with its own sum refused nowhere."""
    policy = policy or Policy(by=By.OWNER)
    owners = [Provider(framework=Framework.CRC, name=name, owner="Alpha") for name in ("North", "South")]
    parts = [verdict(counts(*north), provider="North"), verdict(counts(*south), provider="South", cell="B5")]
    rollups, _ = roll_up(parts, [], owners, policy)
    return reported(parts, policy).model_copy(update={"rollups": tuple(rollups)})


@cache
def gallery() -> dict[str, Report]:
    return {
        "printed": check(PRINTED),
        "invented": check(INVENTED, Policy(show=Show.MISSED)),
        "mixed": mixed(),
        "hostile": hostile(),
        "refused": refused(),
        "misused": misused(),
        "empty": empty(),
        "doubted": doubted(),
        "strict": doubted(Policy(strict=True)),
        "complete": doubted(Policy(complete=True)),
        "observed": observed(),
        "nothing counts": mixed(Policy(fail_on=())),
        "no data counts": mixed(Policy(fail_on=("fail", "no_data"), show=Show.MISSED)),
        "a sum that misses": added((80, 100), (99, 100)),
        "a sum that hides a miss": added((90, 100), (990, 1000)),
        "sums of many": check(INVENTED, Policy(by=By.DIVISION)),
    }


def observed() -> Report:
    """One figure at a denominator at which six decimals do not tell it from its target."""
    return reported([verdict(observe(counts(969999999, 1000000000)).figure)])
