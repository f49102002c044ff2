"""Kana that are read as the kanji which look like them, and lines that are read as signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo.extraction.pictures.look_alikes import put_right


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("コ一ポ星見803", "コーポ星見803"),
        ("個人番号力ード", "個人番号カード"),  # no kanji is prolonged
        ("力一ド", "カード"),
        ("口ーヤルハイツ", "ローヤルハイツ"),
        ("カ力オ", "カカオ"),
        ("サト一", "サトー"),
        ("ニュ一タウン", "ニュータウン"),
        ("夕ナカ 二シムラ", "タナカ ニシムラ"),
        # kanji that are meant
        ("メゾン一番館", None),
        ("ハイツ八重", None),
        ("二ッ森", None),
        ("三ケ島", None),
        ("千代田区一番町", None),
        ("工場 口座 力士", None),
        ("ビル八", None),
        ("十二カ月", None),
        ("三カ所 山ノ手 四ッ谷", None),
        # kanji that are read as kana
        ("水戸市タ凪野 入ロ付近 第三エ区", "水戸市夕凪野 入口付近 第三工区"),
        # upright lines
        ("番号|第630143921410号|", "番号 第630143921410号 "),
        ("1994/08/13", None),
        ("", None),
    ],
)
def test_what_is_read_and_what_is_meant(read: str, meant: str | None) -> None:
    assert put_right(read) == (read if meant is None else meant)


@given(st.text("一力口夕工二八卜千才カーァン山田|1 ", max_size=20) | st.text(max_size=40))
def test_every_sign_keeps_its_place(text: str) -> None:
    """As many signs as before; and what is right stays."""
    assert len(put_right(text)) == len(text)
    assert put_right(put_right(text)) == put_right(text)
