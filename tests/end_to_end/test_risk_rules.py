"""The table ``[risk]``: a company's own thresholds and weights decide what its reports say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from end_to_end.conftest import Command


def test_thresholds_and_weights_are_the_companys_own(
    meibo: Command, share: Path, list_files: Callable[..., dict[str, dict[str, Any]]], tmp_path: Path
) -> None:
    """Three people are more than two, and a name weighs what the table says."""
    rows = [
        f"{name},yamada{at}@yamakawa-shokai.co.jp" for at, name in enumerate(["山田 太郎", "佐藤 花子", "鈴木 一郎"])
    ]
    (share / "名簿.csv").write_text("\n".join(["氏名,メールアドレス", *rows]), "utf-8")
    assert meibo("scan", share).returncode == 0
    before = list_files()["名簿.csv"]
    settings = "[risk]\npersons = 2\nweights = [1, 10, 20, 40, 100]\nyen-per-person = {email = 9}\n"
    (tmp_path / "desk" / "meibo.toml").write_text(settings, "utf-8")
    after = list_files()["名簿.csv"]
    assert after["score"] == 2 * before["score"] > 0
    assert after["risk"] == before["risk"] == "low"
