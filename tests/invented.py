"""A small invented contract for runs in this process: four providers, four measures, figures as CSV."""

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from slcheck.cli.main import main
from support import ROOT


def _measure(code: str, kind: str, level: str) -> str:
    return (
        f"  - code: {code}\n    title: Seen in time\n    definition: Share of people seen in time.\n    kind: {kind}\n"
        "    numerator: people seen in time\n    denominator: people\n    direction: at least\n"
        f"    targets:\n      - {{from: 2016-17 Q1, level: {level}, source: the contract}}\n"
    )


def declarations(folder: Path, level: str = "97%") -> Path:
    """``SCH9 SL001``, ``SCH9 SL003`` and ``SCH9 AB`` of the CRCs, ``NPS SL003`` of the NPS, each at least ``level``."""
    folder.mkdir(exist_ok=True)
    crc = [("SCH9 SL001", "service level"), ("SCH9 SL003", "service level"), ("SCH9 AB", "assurance metric")]
    (folder / "crc.yaml").write_text(
        "framework: CRC\ntitle: Invented\nmeasures:\n" + "".join(_measure(*each, level) for each in crc)
    )
    (folder / "nps.yaml").write_text(
        "framework: NPS\ntitle: Invented\nmeasures:\n" + _measure("NPS SL003", "service level", level)
    )
    (folder / "providers.yaml").write_text(
        "providers:\n"
        "  - {name: North, framework: CRC, owner: Alpha, spellings: [North CRC, Borsetshire]}\n"
        "  - {name: South, framework: CRC, owner: Alpha}\n"
        "  - {name: Wales, framework: CRC, owner: Beta}\n"
        "  - {name: Wales, framework: NPS, spellings: [NPS Wales]}\n"
    )
    return folder


def figures(path: Path, *rows: str) -> Path:
    """A file of figures; a row is ``SCH9 SL001,North,2017-18 Q1,98,100``, a percentage after it where it matters."""
    path.write_text("\n".join(["Measure,Provider,Quarter,Numerator,Denominator,Percentage", *rows, ""]))
    return path


@dataclass(frozen=True)
class Done:
    """What a run of the command line ended with."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.err.splitlines()[-1] if self.err else ""


def here(
    *arguments: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Done:
    """A run of the command line in this process, as if off a terminal; ``env`` is added to the environment."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SLCHECK_")}
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n") for _ in range(2))
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, plain | dict(env or {}), clear=True),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
    ):
        code = main([str(each) for each in arguments])
    return Done(code, *(_text(stream) for stream in (out, err)))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)
