"""A fuzzer finds nothing in the extractors in a short time; longer: python tests/fuzz/fuzz_extractors.py all 1800"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extraction.specimens import SPECIMENS

FUZZER = Path(__file__).with_name("fuzz_extractors.py")
SECONDS = 3


@pytest.mark.slow
@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize("format_id", SPECIMENS)
def test_a_fuzzer_finds_nothing(format_id: str, tmp_path: Path) -> None:
    """In a few seconds from the specimen on: no exception, crash or hang."""
    pytest.importorskip("atheris", reason="no wheel of atheris for this Python")
    command = [sys.executable, FUZZER, format_id, f"-max_total_time={SECONDS}", f"-artifact_prefix={tmp_path}/"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    said = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=environment, timeout=120)
    assert said.returncode == 0, said.stderr.decode(errors="replace")[-3000:]
