"""A baseline excuses what an earlier run found already, and no worse; nothing else, and no file that is in doubt."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import Done, declarations, figures, here
from made import Figure, counts, measure, observe, stored
from slcheck import SCHEMA_VERSION, recorded
from slcheck.baseline import known_marked
from slcheck.model import MISSES, Finding, Flag, InputFile, Judged, Measure, Policy, Report, Side
from slcheck.quarter import Quarter
from slcheck.render import FORMATS, Page
from slcheck.summary import outcome
from slcheck.verdict import judge

Q1, Q2 = "2017-18 Q1", "2017-18 Q2"
BEFORE = [
    f"SCH9 SL001,North,{Q1},90,100",
    f"SCH9 SL001,South,{Q1},965,1000",
    f"SCH9 SL003,North,{Q1},99,100",
]
WAIVER = """\
waivers:
  - {measure: SCH9 SL001, provider: North, quarter: 2017-18 Q1, reason: Flood., approved_by: A. B., expires: 2018-03-31}
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    declarations(tmp_path / "targets")
    figures(tmp_path / "old.csv", *BEFORE)
    (tmp_path / "waivers.yaml").write_text(WAIVER)
    return tmp_path


def checked(release: Path, *options: str, file: str = "new.csv", targets: str = "targets") -> Done:
    return here("check", file, "--targets", targets, "--as-of", "2018-01-01", *options, cwd=release)


def recorded_as(release: Path, name: str, *options: str, file: str = "old.csv") -> None:
    (release / name).write_text(checked(release, "-f", "json", *options, file=file).out)


def against(release: Path, *rows: str, before: tuple[str, ...] = (), options: tuple[str, ...] = ()) -> Done:
    """A check of ``rows`` with the run on ``BEFORE`` as its baseline."""
    recorded_as(release, "base.json", *before)
    figures(release / "new.csv", *rows)
    return checked(release, "-q", "--baseline", "base.json", *options)


def test_the_same_run_has_nothing_new_and_says_of_every_miss_that_it_is_known(release: Path) -> None:
    done = against(release, *BEFORE, options=("-f", "json"))
    found = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert {each["status"]: "known" in each["flags"] for each in found["results"]} == {"fail": True, "pass": False}
    assert (found["summary"]["fail"], found["summary"]["flags"]["known"], found["problems"]) == (2, 2, [])
    assert found["declarations"][-1]["path"] == "base.json"
    table = checked(release, "-q", "--baseline", "base.json").out
    assert ["known before" in line for line in table.splitlines() if line.startswith("FAIL ")] == [True, True]


@pytest.mark.parametrize(
    ("rows", "before", "options", "code", "last"),
    [
        pytest.param([f"SCH9 SL001,North,{Q1},89,100", *BEFORE[1:]], (), (), 1,
                     "slcheck: exit 1: 1 fail (of 3 figures judged)", id="a worse gap"),
        pytest.param([f"SCH9 SL001,North,{Q1},899999,1000000", *BEFORE[1:]], (), (), 1,
                     "slcheck: exit 1: 1 fail (of 3 figures judged)", id="worse by a ten-thousandth of a point"),
        pytest.param([f"SCH9 SL001,North,{Q1},29999999999,33333333333", *BEFORE[1:]], (), (), 1,
                     "slcheck: exit 1: 1 fail (of 3 figures judged)", id="worse beyond the decimals of JSON"),
        pytest.param([f"SCH9 SL001,North,{Q1},91,100", *BEFORE[1:]], (), (), 0, "", id="a better gap"),
        pytest.param([f"SCH9 SL001,North,{Q1},900,1000", *BEFORE[1:]], (), (), 0, "", id="the same share of more"),
        pytest.param([f"SCH9 SL001,North,{Q1},97,100", *BEFORE[1:]], (), (), 0, "", id="a miss that is none now"),
        pytest.param([*BEFORE[:2], f"SCH9 SL003,North,{Q1},96,100"], (), (), 1,
                     "slcheck: exit 1: 1 fail (of 3 figures judged)", id="a pass that is a miss now"),
        pytest.param([*BEFORE, f"SCH9 AB,North,{Q1},1,100"], (), (), 1,
                     "slcheck: exit 1: 1 fail (of 4 figures judged)", id="a figure that the baseline does not have"),
        pytest.param([*BEFORE, f"SCH9 AB,North,{Q1},97,100"], (), (), 0, "", id="a pass that it does not have"),
        pytest.param(BEFORE, ("--near", "0.5"), (), 1,
                     "slcheck: exit 1: 1 fail (of 3 figures judged)", id="near that is a fail now"),
        pytest.param(BEFORE, (), ("--near", "0.5"), 0, "", id="a fail that is near now"),
        pytest.param(BEFORE, ("--near", "0.5"), ("--near", "0.5"), 0, "", id="near before and now"),
        pytest.param([f"SCH9 SL001,North,{Q1},10,11", *BEFORE[1:]], (),
                     ("--fail-on", "not-distinguishable"), 1,
                     "slcheck: exit 1: 1 not_distinguishable (of 3 figures judged)", id="a flag that is new"),
        pytest.param(BEFORE, (), ("--fail-on", "fail,not-distinguishable"), 0, "", id="flags as before"),
        pytest.param([f"SCH9 SL001,North,{Q1},10,11", *BEFORE[1:]], (), ("--fail-on", "fail,not-distinguishable"), 1,
                     "slcheck: exit 1: 1 fail, 1 not_distinguishable (of 3 figures judged)",
                     id="a known miss with a flag that is new"),
        pytest.param([*BEFORE, f"SCH9 AB,North,{Q1},0,0"], (), ("--fail-on", "no-data"), 1,
                     "slcheck: exit 1: 1 no_data (of 3 figures judged)", id="no data for what was not there"),
        pytest.param(BEFORE, ("--waivers", "waivers.yaml"), (), 1,
                     "slcheck: exit 1: 1 fail (of 3 figures judged)", id="a waiver that is gone"),
        pytest.param(BEFORE, ("--waivers", "waivers.yaml"), ("--waivers", "waivers.yaml"), 0, "",
                     id="a waiver as before"),
        pytest.param(BEFORE, (), ("--waivers", "waivers.yaml"), 0, "", id="a waiver that is new"),
        pytest.param(BEFORE, (), ("--fail-on", "fail,known"), 1,
                     "slcheck: exit 1: 2 known (of 3 figures judged)", id="what is known is to fail it"),
        pytest.param([*BEFORE, f"SCH9 SL001,Wales,{Q1},120,100"], (), (), 3,
                     "slcheck: exit 3: the data could not be fully judged: 1 problem", id="a figure that is broken"),
    ],
)  # fmt: skip
def test_only_what_is_new_or_worse_fails_the_run(
    release: Path, rows: list[str], before: tuple[str, ...], options: tuple[str, ...], code: int, last: str
) -> None:
    done = against(release, *rows, before=before, options=options)
    assert (done.code, done.last) == (code, last)


def test_an_expired_waiver_is_a_new_miss(release: Path) -> None:
    recorded_as(release, "base.json", "--waivers", "waivers.yaml")
    options = ("-q", "--baseline", "base.json", "--waivers", "waivers.yaml")
    on_its_last_day = here("check", "old.csv", "--targets", "targets", *options, "--as-of", "2018-03-31", cwd=release)
    expired = here("check", "old.csv", "--targets", "targets", *options, "--as-of", "2018-04-01", cwd=release)
    assert (on_its_last_day.code, expired.code) == (0, 1)
    assert expired.last == "slcheck: exit 1: 1 fail (of 3 figures judged)"


@pytest.mark.parametrize(("level", "code", "why"), [
    ("98%", 1, "slcheck: exit 1: 2 fail (of 3 figures judged)"),
    ("96.6%", 0, ""),
    ("97%", 0, ""),
])  # fmt: skip
def test_a_target_that_was_raised_leaves_the_same_figure_further_behind(
    release: Path, level: str, code: int, why: str
) -> None:
    recorded_as(release, "base.json")
    declarations(release / "raised", level)
    done = checked(release, "-q", "--baseline", "base.json", file="old.csv", targets="raised")
    assert (done.code, done.last) == (code, why)


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([row.replace(Q1, Q2) for row in BEFORE], 0, []),
        ([BEFORE[0].replace(Q1, Q2).replace("90,", "89,"), *(row.replace(Q1, Q2) for row in BEFORE[1:])], 1, []),
        ([f"SCH9 SL001,North,{Q2},91,100", f"SCH9 AB,North,{Q2},90,100"], 1,
         ["warning: 2 figures of the baseline base.json not in the files: SCH9 SL001 South 2017-18 Q1 and SCH9 SL003 "
          "North 2017-18 Q1"]),
    ],
)  # fmt: skip
def test_the_release_of_the_quarter_before_is_a_baseline_too(
    release: Path, rows: list[str], code: int, said: list[str]
) -> None:
    """Releases of one quarter each, one after the other, are paired by measure and provider."""
    recorded_as(release, "base.json")
    figures(release / "new.csv", *rows)
    done = checked(release, "--baseline", "base.json")
    assert done.code == code
    assert [line for line in done.err.splitlines() if line.startswith("warning")] == said


@pytest.mark.parametrize("later", ["2017-18 Q3", "2018-19 Q1", "2016-17 Q4"])
def test_a_release_of_any_other_quarter_is_none(release: Path, later: str) -> None:
    done = against(release, *(row.replace(Q1, later) for row in BEFORE))
    assert (done.code, done.last) == (1, "slcheck: exit 1: 2 fail (of 3 figures judged)")


def test_figures_that_are_gone_since_the_baseline_are_a_warning(release: Path) -> None:
    done = against(release, BEFORE[0])
    assert (done.code, done.err) == (0, "")
    loud = checked(release, "--baseline", "base.json")
    assert loud.err.splitlines()[0] == (
        "warning: 2 figures of the baseline base.json not in the files: SCH9 SL001 South 2017-18 Q1 and SCH9 SL003 "
        "North 2017-18 Q1"
    )
    strict = checked(release, "--baseline", "base.json", "--strict")
    assert (strict.code, strict.last) == (3, "slcheck: exit 3: 1 warning, and --strict was given")


def test_what_was_made_with_a_baseline_is_one(release: Path) -> None:
    recorded_as(release, "base.json")
    recorded_as(release, "next.json", "--baseline", "base.json")
    done = checked(release, "-q", "--baseline", "next.json", file="old.csv")
    assert (done.code, done.err) == (0, "")
    figures(release / "new.csv", BEFORE[0].replace("90,", "89,"), *BEFORE[1:])
    assert checked(release, "-q", "--baseline", "next.json").code == 1


def test_a_run_with_filters_has_a_baseline_of_all_figures(release: Path) -> None:
    done = against(release, *BEFORE, options=("--provider", "North"))
    assert (done.code, done.err) == (0, "")


def _with(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        document = json.loads(text)
        change(document)
        return json.dumps(document)

    return changed


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (lambda _: "", "the file is empty; export it again"),
        (lambda text: text[:-20], None),
        (lambda _: "Measure,Provider\nSCH9 SL001,North\n", None),
        (_with(lambda found: found.update(schema_version="2.0")),
         f"its schema_version is 2.0, and only {SCHEMA_VERSION} is read; check the data again with this slcheck"),
        (_with(lambda found: found.pop("schema_version")),
         f"it has no schema_version, and only {SCHEMA_VERSION} is read; check the data again with this slcheck"),
        (_with(lambda found: found["policy"].update(redact=True)),
         "its results were withheld; run check again without --redact"),
        (_with(lambda found: found["policy"]["filters"].update(measures=["SL001"])),
         "only results that --measure asked for are in it; run check again without --measure"),
        (_with(lambda found: found["policy"].update(show="missed")),
         "only results that were missed are in it; run check again without --show missed"),
        (_with(lambda found: found["results"].pop()),
         "its summary counts 3 results, and 2 are in it; run check again"),
        (_with(lambda found: found["results"][0].update(status="pass")),
         f"result 1 (SCH9 SL001, North, {Q1}) contradicts itself: it is pass with a gap of -7.0; run check again"),
        (_with(lambda found: found["results"][0].update(numerator=80)),
         f"result 1 (SCH9 SL001, North, {Q1}) contradicts itself: 80 of 100 is not 90.0%; run check again"),
        (_with(lambda found: found["summary"].update(fail=1)),
         "it contradicts itself: its summary counts 1 fail, and 2 are in it; run check again"),
    ],
)  # fmt: skip
def test_a_baseline_that_is_no_whole_result_judges_nothing(
    release: Path, spoilt: Callable[[str], str], sentence: str | None
) -> None:
    recorded_as(release, "base.json")
    (release / "base.json").write_text(spoilt((release / "base.json").read_text()))
    done = checked(release, "--baseline", "base.json", file="old.csv")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert done.err.startswith("slcheck: exit 2: the baseline base.json cannot be used: ")
    if sentence:
        assert done.err == f"slcheck: exit 2: the baseline base.json cannot be used: {sentence}\n"
    as_json = json.loads(checked(release, "-f", "json", "--baseline", "base.json", file="old.csv").out)
    assert (as_json["summary"]["exit_code"], as_json["results"]) == (2, [])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--show", "missed"), "only results that were missed are in it; run check again without --show missed"),
        (("--redact",), "its results were withheld; run check again without --redact"),
        (
            ("--provider", "North"),
            "only results that --provider asked for are in it; run check again without --provider",
        ),
        (("--quarter", "never"), None),
    ],
)
def test_a_run_that_kept_something_back_is_no_baseline(
    release: Path, options: tuple[str, ...], sentence: str | None
) -> None:
    recorded_as(release, "base.json", *options)
    done = checked(release, "--baseline", "base.json", file="old.csv")
    assert (done.code, done.out) == (2, "")
    assert sentence is None or done.last.endswith(f"base.json cannot be used: {sentence}")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gone.json", "the baseline gone.json cannot be used: cannot be opened (No such file or directory); check the "
                      "name and that you may read it"),
        ("targets", "the baseline targets cannot be used: it is a folder; name the files in it, or use a wildcard such "
                    "as *.xlsx"),
    ],
)  # fmt: skip
def test_a_baseline_that_cannot_be_opened(release: Path, name: str, sentence: str) -> None:
    done = checked(release, "--baseline", name, file="old.csv")
    assert (done.code, done.out, done.err) == (2, "", f"slcheck: exit 2: {sentence}\n")


def test_a_baseline_is_never_written_over(release: Path) -> None:
    recorded_as(release, "base.json")
    before = (release / "base.json").read_bytes()
    done = checked(release, "--baseline", "base.json", "-o", "./base.json", file="old.csv")
    assert (done.code, (release / "base.json").read_bytes()) == (2, before)
    assert done.last == "slcheck: exit 2: base.json is already used for base.json; write to another file"


# Any two releases

PROVIDERS = ("London", "Wales", "Essex")
COUNTS = st.builds(lambda of, share: counts(share * of // 100, of), st.integers(1, 400), st.integers(85, 100))
STORED = st.decimals(90, 100, places=6).map(lambda number: stored(str(number)))
MEASURES = st.builds(
    lambda level, direction: measure(level=str(level), direction=direction),
    st.decimals(95, 98, places=1),
    st.sampled_from(["at least", "at most"]),
)
RELEASES = st.dictionaries(st.sampled_from(PROVIDERS), st.one_of(COUNTS, STORED), min_size=1)
POLICIES = st.sampled_from([Policy(), Policy(near=Decimal(1)), Policy(fail_on=("fail",)), Policy(near=Decimal("0.1"))])


def report(figures: dict[str, Figure], of: Measure, policy: Policy, quarter: Quarter) -> Report:
    found = [judge(observe(each, of, quarter=quarter, provider=name), policy)[0] for name, each in figures.items()]
    file = InputFile(path="quarter.xlsx", sha256="0" * 64, format="xlsx")
    return Report(policy=policy, findings=tuple(found), inputs=(file,))


def side(of: Report) -> Side:
    """A report as what its JSON says of it."""
    return recorded.load("base.json", FORMATS["json"](of, outcome(of), Page()).encode(), SCHEMA_VERSION)


def behind(finding: Finding) -> Fraction:
    assert isinstance(finding, Judged)
    return -finding.gap


@given(RELEASES, RELEASES, MEASURES, MEASURES, POLICIES, POLICIES, st.booleans())
def test_a_gate_that_is_open_has_no_miss_that_is_new_or_further_off(
    before: dict[str, Figure],
    now: dict[str, Figure],
    measure_before: Measure,
    measure_now: Measure,
    policy_before: Policy,
    policy_now: Policy,
    is_next_quarter: bool,
) -> None:
    old = report(before, measure_before, policy_before, Quarter(2017, 1))
    new = report(now, measure_now, policy_now, Quarter(2017, 2 if is_next_quarter else 1))
    marked, _ = known_marked(new.findings, side(old), policy_now)
    end = outcome(new.model_copy(update={"findings": tuple(marked)}))
    assert [each.status for each in marked] == [each.status for each in new.findings]
    was = {each.observation.provider: each for each in old.findings}
    counting = [each for each in marked if each.status in MISSES and each.status.value in policy_now.fail_on]
    newly = [
        each
        for each in counting
        if (then := was.get(each.observation.provider)) is None
        or then.status not in MISSES
        or (measure_before.direction == measure_now.direction and behind(then) < behind(each))
    ]
    if end.exit_code == 0:
        assert not newly
    for each in newly:
        assert Flag.KNOWN not in each.flags


@given(RELEASES, MEASURES, POLICIES)
def test_the_same_release_is_known_whole(now: dict[str, Figure], of: Measure, policy: Policy) -> None:
    found = report(now, of, policy, Quarter(2017, 1))
    marked, said = known_marked(found.findings, side(found), policy)
    assert not said
    for each in marked:
        assert (Flag.KNOWN in each.flags) is (each.status in MISSES and each.status.value in policy.fail_on)
    assert outcome(found.model_copy(update={"findings": tuple(marked)})).exit_code == 0


@pytest.mark.parametrize(
    ("before", "now", "is_known"),
    [
        ("96.99999941", "96.99999941", True),
        ("95.1234566", "95.1234566", True),
        ("96.9999994", "96.9999970", False),
        ("96.1234567", "96.1234500", False),
    ],
)
def test_of_a_figure_with_more_decimals_than_json_has_two_millionths_are_in_doubt(
    before: str, now: str, is_known: bool
) -> None:
    """The same run has to be known again; what is worse by more than the doubt is not."""
    old, new = (report({"London": stored(each)}, measure(), Policy(), Quarter(2017, 1)) for each in (before, now))
    ((finding,), _) = known_marked(new.findings, side(old), Policy())
    assert (Flag.KNOWN in finding.flags) is is_known
