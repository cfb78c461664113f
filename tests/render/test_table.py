"""The table: what stands below it in a file, where no other stream can tell of problems and the exit code."""

import pytest

from gallery import gallery
from slcheck.render import FORMATS, Page
from slcheck.render.sentences import closing
from slcheck.render.words import lines_below
from slcheck.summary import outcome

REPORTS = gallery()
WIDE = 10_000


@pytest.mark.parametrize("name", REPORTS)
def test_in_a_file_it_ends_with_the_problems_and_the_exit_code(name: str) -> None:
    report = REPORTS[name]
    end = outcome(report)
    told, alone = (FORMATS["table"](report, end, Page(WIDE, told_beside=beside)) for beside in (True, False))
    extra = closing(report, end)[len(lines_below(report)) :]
    assert alone == told + "".join(f"{line}\n" for line in extra)
    assert extra[-1] == f"Exit code {end.exit_code}: {end.why}"
    assert len(extra) == 1 + sum(problem.kind != "wrong_use" for problem in report.problems[:20])
