"""A wheel, built and installed elsewhere, carries the same targets and works from any directory."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from support import PRINTED, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_it_contains_the_targets_of_the_checkout_and_the_type_marker(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for target in (ROOT / "targets").iterdir():
            assert archive.read(f"slcheck/_targets/{target.name}") == target.read_bytes()
    assert "slcheck/py.typed" in names
    assert not [name for name in names if "test" in name or name.startswith("samples")]


def test_it_works_installed_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """The dependencies come from the environment of the tests; the package from the wheel alone."""
    environment = tmp_path / "elsewhere"
    venv.create(environment, with_pip=False)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    dependencies = [path for path in sys.path if path.endswith("site-packages")]
    code = (
        f"import sys; sys.path[:0] = {[str(site), *dependencies]!r}; import slcheck; "
        f"assert slcheck.__file__.startswith({str(site)!r}); from slcheck.cli import main; sys.exit(main())"
    )
    arguments = [str(python), "-c", code, "check", str(PRINTED)]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=tmp_path, check=False, encoding="utf-8")
    assert (done.returncode, "CRC: 8 of 21 pass" in done.stdout) == (1, True)
