"""Options that stand in the environment or in a file: which comes first, what is refused, where a value was said."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest

from invented import Done, declarations, figures, here
from slcheck.cli.main import cli
from slcheck.cli.settings import Setting, every_key
from slcheck.deciding import fail_on

CONTEXT = click.Context(cli, **cli.context_settings)
COMMANDS = {name: command for name in cli.list_commands(CONTEXT) if (command := cli.get_command(CONTEXT, name))}
OPTIONS = [
    (name, option) for name, command in COMMANDS.items() for option in command.params if isinstance(option, Setting)
]
ROWS = ["SCH9 SL001,North,2017-18 Q1,969,1000", "SCH9 SL001,South,2017-18 Q1,99,100"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    declarations(tmp_path / "targets")
    figures(tmp_path / "data.csv", *ROWS)
    return tmp_path


def checked(folder: Path, *options: str, file: str = "", env: dict[str, str] | None = None, **more: Any) -> Done:
    """A run in ``folder`` with ``file`` as its slcheck.toml."""
    if file:
        (folder / "slcheck.toml").write_text(file)
    return here("check", "data.csv", *options, cwd=folder, env={"SLCHECK_TARGETS": "targets"} | (env or {}), **more)


def policy(folder: Path, *options: str, **settings: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(folder, "-f", "json", *options, **settings).out)["policy"]
    return found


# Every option of every command

VALUES: dict[str, str] = {
    "targets": "targets", "waivers": "waivers.yaml", "baseline": "base.json", "measure": "SL0*", "provider": "North",
    "quarter": "2017-18 Q1", "framework": "CRC", "kind": "service*", "unit": "percent", "near": "0.1",
    "rounding": "exact", "format": "json", "output": "out.json", "by": "owner", "show": "missed",
    "fail-on": "none", "as-of": "2018-03-31", "complete": "true", "strict": "true", "redact": "true",
    "color": "never", "width": "80", "quiet": "true", "verbose": "true", "compare-format": "json",
    "compare-fail-on": "worse", "on": "2017-18 Q1", "template-output": "t.xlsx", "template-quarter": "2017-18 Q1",
    "template-framework": "NPS", "template-provider": "Wales",
}  # fmt: skip


def test_every_key_has_a_value_here() -> None:
    assert every_key() == set(VALUES)


def context_of(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> click.Context:
    monkeypatch.chdir(folder)
    arguments = {"check": ["x.csv"], "explain": ["SL001"], "compare": ["a", "b"], "inspect": ["x.csv"]}.get(name, [])
    return COMMANDS[name].make_context(name, [*arguments, *(["-o", "x.xlsx"] if name == "template" else [])], CONTEXT)


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[f"{name} {option.key}" for name, option in OPTIONS])
def test_every_option_can_stand_in_the_environment_and_in_a_file(
    name: str, option: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in [each for each in os.environ if each.startswith("SLCHECK_")]:
        monkeypatch.delenv(variable)
    if option.key == "template-output":
        pytest.skip("the one option that the command line has to have here")
    plain = context_of(name, tmp_path, monkeypatch).params[option.name or ""]
    text = VALUES[option.key]
    (tmp_path / "slcheck.toml").write_text(f"{option.key} = {text if option.is_flag else json.dumps(text)}\n")
    in_file = context_of(name, tmp_path, monkeypatch).params[option.name or ""]
    (tmp_path / "slcheck.toml").unlink()
    variable = f"SLCHECK_{option.key.upper().replace('-', '_')}"
    assert option.envvar == variable
    monkeypatch.setenv(variable, text)
    in_environment = context_of(name, tmp_path, monkeypatch).params[option.name or ""]
    assert in_environment != plain
    if option.is_path or option.key == "output":
        assert str(tmp_path / text) in str(in_file)
    else:
        assert in_file == in_environment


def test_options_that_are_written_alike_mean_the_same_in_every_command() -> None:
    """A key stands for one thing: what two commands understand differently has two keys."""
    words = {"fail-on": {"check"}, "compare-fail-on": {"compare"}, "format": {"check"}, "output": {"check"}}
    for key, commands in words.items():
        assert {name for name, option in OPTIONS if option.key == key} == commands


# Which comes first


def test_the_command_line_comes_first_then_the_environment_then_the_file(folder: Path) -> None:
    file, env = 'near = "0.3"\n', {"SLCHECK_NEAR": "0.2"}
    assert policy(folder)["near"] is None
    assert policy(folder, file=file)["near"] == 0.3
    assert policy(folder, env=env)["near"] == 0.2
    assert policy(folder, "--near", "0.1")["near"] == 0.1
    assert policy(folder, "--near", "0.1", file=file, env=env)["near"] == 0.1


def test_several_values_of_one_place_replace_those_of_another(folder: Path) -> None:
    file = 'provider = ["North", "South"]\n'
    assert policy(folder, file=file)["filters"]["providers"] == ["North", "South"]
    assert policy(folder, env={"SLCHECK_PROVIDER": "South"})["filters"]["providers"] == ["South"]
    assert policy(folder, "--provider", "North")["filters"]["providers"] == ["North"]


@pytest.mark.parametrize(
    ("given", "providers"),
    [
        ("North", ["North"]),
        ("North;South", ["North", "South"]),
        (" North ;\n South\n", ["North", "South"]),
        ("North CRC", ["North CRC"]),
        ("No*, x;South", None),
        ("", []),
        (";\n", []),
    ],
)
def test_several_values_in_the_environment_stand_between_semicolons_or_in_lines(
    folder: Path, given: str, providers: list[str] | None
) -> None:
    done = checked(folder, "-f", "json", env={"SLCHECK_PROVIDER": given})
    if providers is None:
        assert (
            done.last == "slcheck: exit 2: no figure in the files matches --provider No*, x; did you mean South?"
            or (done.last.startswith("slcheck: exit 2: no figure in the files matches --provider No*, x; "))
        )
    else:
        assert json.loads(done.out)["policy"]["filters"]["providers"] == providers


@pytest.mark.parametrize("key", sorted(VALUES))
def test_an_empty_variable_is_none(folder: Path, key: str) -> None:
    variable = f"SLCHECK_{key.upper().replace('-', '_')}"
    plain = here("check", "data.csv", "-f", "json", cwd=folder, env={"SLCHECK_PROVIDER": "North"})
    if variable != "SLCHECK_PROVIDER":
        done = here("check", "data.csv", "-f", "json", cwd=folder, env={"SLCHECK_PROVIDER": "North", variable: ""})
        assert done == plain


@pytest.mark.parametrize(
    ("value", "is_strict"),
    [
        ("1", True),
        ("true", True),
        ("yes", True),
        ("on", True),
        ("0", False),
        ("false", False),
        ("no", False),
        ("", False),
    ],
)
def test_a_flag_in_the_environment_is_yes_or_no(folder: Path, value: str, is_strict: bool) -> None:
    assert policy(folder, env={"SLCHECK_STRICT": value})["strict"] is is_strict


def test_a_flag_of_the_file_can_be_taken_back(folder: Path) -> None:
    assert policy(folder, file="strict = true\n")["strict"] is True
    assert policy(folder, env={"SLCHECK_STRICT": "0"})["strict"] is False
    assert policy(folder, "--strict", file="strict = false\n")["strict"] is True


# Which file


def test_the_nearest_file_is_used_alone(folder: Path) -> None:
    (folder / "slcheck.toml").write_text("near = 0.1\nstrict = true\n")
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "data.csv").write_text((folder / "data.csv").read_text())
    (folder / "a" / "pyproject.toml").write_text("[tool.other]\nnear = 9\n")
    env = {"SLCHECK_TARGETS": str(folder / "targets")}
    assert policy(inner, env=env)["near"] == 0.1
    (folder / "a" / "pyproject.toml").write_text("[tool.slcheck]\nnear = 0.2\n")
    assert (policy(inner, env=env)["near"], policy(inner, env=env)["strict"]) == (0.2, False)
    (folder / "a" / "slcheck.toml").write_text("near = 0.3\n")
    assert policy(inner, env=env)["near"] == 0.3
    (inner / "slcheck.toml").write_text("")
    assert policy(inner, env=env)["near"] is None


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'\n", "tool = 1\n", "[tool]\n", "[tool.slchek]\nnear = 9\n"])
def test_a_project_that_says_nothing_of_slcheck_has_no_settings(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text)
    assert policy(folder)["near"] is None


def test_paths_are_those_beside_the_file(folder: Path) -> None:
    (folder / "slcheck.toml").write_text('targets = "targets"\noutput = ["out.json", "csv=rows.txt"]\n')
    inner = folder / "inner"
    inner.mkdir()
    done = here("check", "../data.csv", cwd=inner)
    assert done.code == 1
    assert json.loads((folder / "out.json").read_text())["declarations"][0]["path"] == str(folder / "targets/crc.yaml")
    assert (folder / "rows.txt").read_text().startswith("framework,measure")
    assert not list(inner.iterdir())
    here("check", "../data.csv", cwd=inner, env={"SLCHECK_OUTPUT": "here.json"})
    assert [each.name for each in inner.iterdir()] == ["here.json"]


# What may stand in a file


@pytest.mark.parametrize(
    ("file", "near"),
    [("near = 0.1\n", "0.1"), ("near = 0.10000000000000000001\n", "0.10000000000000000001"), ("near = 1\n", "1"),
     ('near = "0.1"\n', "0.1"), ("near = 1e-1\n", "0.1")],
)  # fmt: skip
def test_numbers_are_exact(folder: Path, file: str, near: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A binary tenth is more than 0.1, and a miss by a tenth of a point and a bit would be near."""
    (folder / "slcheck.toml").write_text(file)
    found = context_of("check", folder, monkeypatch).params["near"]
    assert (type(found), found) == (Decimal, Decimal(near))
    assert policy(folder)["near"] == float(near)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ('fail-on = "fail, unproven"\n', ["fail", "unproven"]),
        ('fail-on = ["fail", "not-distinguishable"]\n', ["fail", "not_distinguishable"]),
        ("fail-on = []\n", []),
        ('fail-on = "none"\n', []),
    ],
)
def test_a_list_of_words_may_be_a_list(folder: Path, file: str, expected: list[str]) -> None:
    assert policy(folder, file=file)["fail_on"] == expected


def test_days_and_numbers_need_no_quotes(folder: Path) -> None:
    done = checked(folder, "-v", file="as-of = 2018-03-31\nwidth = 80\nquarter = '2017-18 Q1'\n")
    assert "setting as-of: 2018-03-31 (slcheck.toml)" in done.err.splitlines()
    assert "setting width: 80 (slcheck.toml)" in done.err.splitlines()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("nere = 1\n", "slcheck.toml: 'nere' is no setting; did you mean near?"),
        ("fail_on = 'fail'\n", "slcheck.toml: 'fail_on' is no setting; did you mean fail-on?"),
        ("x = 1\n", "slcheck.toml: 'x' is no setting; slcheck check --help lists what there is"),
        ("[check]\nnear = 1\n", "slcheck.toml: 'check' is no setting; slcheck check --help lists what there is"),
        ('"a\\u001b[31mb" = 1\n',
         "slcheck.toml: 'a[31mb' is no setting; slcheck check --help lists what there is"),
        ("strict = 1\n", "slcheck.toml: strict is neither true nor false; write one of them, without quotes"),
        ("strict = 'true'\n", "slcheck.toml: strict is neither true nor false; write one of them, without quotes"),
        ("near = true\n", "slcheck.toml: near is no text, number, day or list of them; write it in quotes"),
        ("near = {a = 1}\n", "slcheck.toml: near is no text, number, day or list of them; write it in quotes"),
        ("near = 12:30:00\n", "slcheck.toml: near is no text, number, day or list of them; write it in quotes"),
        ("provider = [['North']]\n",
         "slcheck.toml: provider is no text, number, day or list of them; write it in quotes"),
        ("near = [0.1]\n", "slcheck.toml: near is a list, and can be given once only; write one value"),
        ("near = []\n", "slcheck.toml: near is a list, and can be given once only; write one value"),
        (f"near = 0x{'f' * 4000}\n",
         "slcheck.toml: near is a number of more digits than any setting has; write a shorter one"),
        ('waivers = "a\\u0000b"\n',
         "slcheck.toml: waivers has a null character, which no setting can have; leave it out"),
        ("near = 0.1\nnear = 0.2\n",
         "slcheck.toml: it is no TOML: Cannot overwrite a value (at line 2, column 11); mend it or move it"),
        ("near 0.1\n",
         "slcheck.toml: it is no TOML: Expected '=' after a key in a key/value pair (at line 1, column 6); mend it or "
         "move it"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_its_rules_is_wrong_use(folder: Path, file: str, sentence: str) -> None:
    done = checked(folder, file=file)
    assert (done.code, done.out) == (2, "")
    assert done.err.removesuffix("(see slcheck check --help)\n").removesuffix("(see slcheck --help)\n").strip() == (
        f"slcheck: exit 2: {sentence}".replace("slcheck.toml: it", f"{folder}/slcheck.toml: it")
    )
    as_json = json.loads(checked(folder, "-f", "json").out)
    assert (as_json["summary"]["exit_code"], as_json["problems"][0]["kind"]) == (2, "wrong_use")


@pytest.mark.parametrize("data", [b"\xff\xfenear", b"near = '\xff'\n", b"x = " + b"[" * 5000, b"#" * 1_000_001])
def test_a_file_that_is_no_text_of_settings_is_wrong_use(folder: Path, data: bytes) -> None:
    (folder / "slcheck.toml").write_bytes(data)
    done = checked(folder)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert done.err.startswith(f"slcheck: exit 2: {folder}/slcheck.toml: it is ")


@pytest.mark.parametrize("text", ["[tool]\nslcheck = 1\n", "[[tool.slcheck]]\n"])
def test_a_table_that_is_none(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text)
    done = checked(folder)
    assert done.code == 2
    assert "pyproject.toml: tool.slcheck is no table; write [tool.slcheck] and a setting a line below it" in done.err


@pytest.mark.parametrize("word", ["slcheck.toml", "pyproject.toml"])
def test_a_folder_of_the_name_of_a_file_of_settings_is_none(folder: Path, word: str) -> None:
    (folder / word).mkdir()
    assert checked(folder).code == 1


@pytest.mark.parametrize(
    ("file", "env", "last"),
    [
        ("near = 'x'\n", {},
         "slcheck: exit 2: Invalid value for '--near': 'x' is no number of percentage points; write one from 0 to 100, "
         "like 0.5 (slcheck.toml) (see slcheck check --help)"),
        ("near = inf\n", {},
         "slcheck: exit 2: Invalid value for '--near': 'inf' is no number of percentage points; write one from 0 to "
         "100, like 0.5 (slcheck.toml) (see slcheck check --help)"),
        ("", {"SLCHECK_FAIL_ON": "fial"},
         "slcheck: exit 2: Invalid value for '--fail-on': 'fial' is no status or flag; did you mean fail? "
         "(environment, SLCHECK_FAIL_ON) (see slcheck check --help)"),
        ("fail-on = ' '\n", {},
         "slcheck: exit 2: Invalid value for '--fail-on': it is empty; write none if nothing is to fail the run "
         "(slcheck.toml) (see slcheck check --help)"),
        ("baseline = ['a.json', 'b.json']\n", {},
         "slcheck: exit 2: Invalid value for '--baseline': it is given twice; name one "
         "(slcheck.toml) (see slcheck check --help)"),
        ("width = 10\n", {},
         "slcheck: exit 2: Invalid value for '--width': 10 is not in the range 40<=x<=1000. (slcheck.toml) (see "
         "slcheck check --help)"),
    ],
)  # fmt: skip
def test_a_wrong_value_says_where_it_stands(folder: Path, file: str, env: dict[str, str], last: str) -> None:
    done = checked(folder, file=file, env=env)
    assert (done.code, done.out, done.last) == (2, "", last)


def test_verbose_says_of_every_setting_where_it_was_said(folder: Path) -> None:
    done = checked(
        folder,
        "-v",
        "--by",
        "provider",
        file="near = 0.5\nprovider = ['North', 'South']\n",
        env={"SLCHECK_WIDTH": "90"},
    )
    lines = [line for line in done.err.splitlines() if line.startswith("setting ")]
    keys = [option.key for name, option in OPTIONS if name == "check"]
    assert [line.split(":")[0].removeprefix("setting ") for line in lines] == keys
    assert {
        "setting near: 0.5 (slcheck.toml)",
        "setting provider: North, South (slcheck.toml)",
        "setting width: 90 (environment, SLCHECK_WIDTH)",
        "setting targets: targets (environment, SLCHECK_TARGETS)",
        "setting by: provider (command line)",
        "setting fail-on: fail, near (default)",
        "setting rounding: none (default)",
        "setting verbose: True (command line)",
    } <= set(lines)
    assert not [line for line in checked(folder).err.splitlines() if line.startswith("setting ")]


# What settings have no part in


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_is_that_of_slcheck_whatever_is_set(name: str, folder: Path) -> None:
    plain = here(name, "--help", cwd=folder)
    assert (plain.code, plain.err) == (0, "")
    every = "".join(
        f"{key} = {text if text == 'true' else json.dumps(text)}\n" for key, text in VALUES.items() if key != "near"
    )
    (folder / "slcheck.toml").write_text(every)
    assert here(name, "--help", cwd=folder) == plain
    (folder / "slcheck.toml").write_text("broken")
    assert here(name, "--help", cwd=folder) == plain
    assert here(name, "-h", cwd=folder, env={"SLCHECK_FAIL_ON": "x", "SLCHECK_NEAR": "x"}) == plain


def test_a_word_that_looks_like_help_is_not_what_it_takes_to_pass_a_broken_file_over(folder: Path) -> None:
    (folder / "slcheck.toml").write_text("broken")
    (folder / "-h").write_text((folder / "data.csv").read_text())
    for arguments in (["--", "-h"], ["data.csv", "--provider", "-h"]):
        assert here("check", *arguments, cwd=folder).code == 2


def test_the_version_is_told_whatever_is_set(folder: Path) -> None:
    (folder / "slcheck.toml").write_text("broken")
    done = here("--version", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("slcheck ")


def test_settings_of_other_commands_are_passed_over(folder: Path) -> None:
    (folder / "slcheck.toml").write_text("fail-on = 'none'\ntemplate-quarter = '2017-18 Q1'\n")
    for arguments in (["targets", "--targets", "targets"], ["lint", "targets"], ["schema", "results"]):
        assert here(*arguments, cwd=folder).code == 0


def test_a_working_folder_that_is_gone_has_no_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", staticmethod(gone))
    done = here("check", folder / "data.csv", "--targets", folder / "targets", "-q", cwd=folder)
    assert (done.code, done.last) == (1, "slcheck: exit 1: 1 fail (of 2 figures judged)")


def test_every_word_of_the_shipped_default_is_one() -> None:
    default = next(option.default for name, option in OPTIONS if (name, option.key) == ("check", "fail-on"))
    assert fail_on(str(default)) == ("fail", "near")


@pytest.mark.parametrize(
    "verb", [["explain", "SCH9 SL001", "data.csv"], ["compare", "data.csv", "data.csv"], ["inspect", "data.csv"]]
)
@pytest.mark.parametrize(
    ("text", "env", "where"), [("redact = true\n", {}, "slcheck.toml"), ("", {"SLCHECK_REDACT": "1"}, "SLCHECK_REDACT")]
)
def test_a_command_that_cannot_withhold_figures_does_not_run_where_they_are_to_be(
    folder: Path, verb: list[str], text: str, env: dict[str, str], where: str
) -> None:
    (folder / "slcheck.toml").write_text(text)
    done = here(*verb, cwd=folder, env=env)
    assert (done.code, done.out) == (2, "")
    assert f"redact is set in {where}, and {verb[0]} tells figures; only check withholds them" in done.err


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("SLCHECK_STRCT", "SLCHECK_STRICT"),
        ("SLCHECK_FAILON", "SLCHECK_FAIL_ON"),
        ("SLCHECK_REDACTION", "SLCHECK_REDACT"),
        ("SLCHECK_RED", "SLCHECK_REDACT"),
        ("SLCHECK_redact", "SLCHECK_REDACT"),
        ("slcheck_redact", "SLCHECK_REDACT"),
    ],
)
def test_a_variable_that_was_meant_for_a_setting_is_not_passed_over(folder: Path, name: str, meant: str) -> None:
    done = here("check", "data.csv", cwd=folder, env={name: "1"})
    assert done.code == 2
    assert f"{name} in the environment is no setting; did you mean {meant}?" in done.err


@pytest.mark.parametrize(
    "name", ["SLCHECK_VERSION", "SLCHECK_GOLDEN", "SLCHECK_TOKEN", "SLCHECK_IMAGE", "SLCHECK_COMPARE_FAIL_ON"]
)
def test_other_variables_are_nobodys_business(folder: Path, name: str) -> None:
    plain = here("check", "data.csv", cwd=folder)
    assert here("check", "data.csv", cwd=folder, env={name: "x"}) == plain


def test_settings_are_looked_for_as_far_as_the_project_reaches(folder: Path) -> None:
    (folder / "slcheck.toml").write_text("near = 'x'\n")
    inside = folder / "project" / "data"
    inside.mkdir(parents=True)
    (inside / "data.csv").write_text((folder / "data.csv").read_text())
    assert "slcheck.toml" in here("check", "data.csv", cwd=inside).err
    (folder / "project" / ".git").mkdir()
    assert "slcheck.toml" not in here("check", "data.csv", cwd=inside).err


def test_a_file_of_settings_is_named_where_it_may_bear_on_verdicts(folder: Path) -> None:
    (folder / "slcheck.toml").write_text("near = 0.1\n")
    assert "with the settings of slcheck.toml" in here("check", "data.csv", cwd=folder).err
    assert "with the settings" not in here("check", "data.csv", "-q", cwd=folder).err


@pytest.mark.parametrize("option", ["--targets", "--waivers", "--baseline"])
def test_an_empty_path_is_not_the_working_folder(folder: Path, option: str) -> None:
    done = here("check", "data.csv", option, "", cwd=folder)
    assert done.code == 2
    assert f"Invalid value for '{option}': it is empty; name a file" in done.err
    (folder / "slcheck.toml").write_text(f'{option.lstrip("-")} = ""\n')
    assert f"slcheck.toml: {option.lstrip('-')} is empty; name a file" in here("check", "data.csv", cwd=folder).err
