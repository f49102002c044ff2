"""How ``detect`` shows the files of a target: a folder's below its name, a file under its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PHONE = "電話番号 090-2345-6781\n"


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("{share}", "{share}/名簿 1.txt"),
        pytest.param("{share}/", "{share}/名簿 1.txt", marks=pytest.mark.slow),
        ("{share}/名簿 1.txt", "{share}/名簿 1.txt"),
        pytest.param("{uri}", "{uri}/名簿 1.txt", marks=pytest.mark.slow),
        ("{uri}/%E5%90%8D%E7%B0%BF%201.txt", "{uri}/%E5%90%8D%E7%B0%BF%201.txt"),
        pytest.param("../share", "../share/名簿 1.txt", marks=pytest.mark.slow),
    ],
)
def test_paths_of_folders_and_files(meibo: Any, share: Path, named: str, shown: str) -> None:
    """As they were named."""
    (share / "名簿 1.txt").write_text(PHONE, "utf-8")
    words = {"share": share, "uri": share.as_uri()}
    done = meibo("detect", named.format(**words))
    assert done.returncode == 0
    assert done.stdout.startswith(f"{shown.format(**words)}:1:6: jp_phone")
