"""How far addresses go on behind their municipality: town, block and house number, building and room.

The reading itself is compiled: ``kernels/addresses.pyx`` and the parts that it is put together from.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.places import towns
from meibo_detectors.dictionaries.tables import base_forms
from meibo_detectors.dictionaries.word_table import WordTable, make_word_table
from meibo_detectors.evidence import Evidence, Note
from meibo_detectors.japan.address_characters import kinds_by_code
from meibo_detectors.kernels import addresses

if TYPE_CHECKING:
    from meibo_detectors.japan.place_names import Places
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

CONTACT_WORDS: Final = ("tel", "fax", "mail", "電話", "携帯", "℡")
"""What begins with them is another datum."""
BUILDING_WORDS: Final = (
    "ビル", "マンション", "アパート", "ハイツ", "コーポ", "メゾン", "レジデンス", "タワー", "ハウス", "ハイム", "コート", "パレス", "ヒルズ",
    "プラザ", "シティ", "ガーデン", "テラス", "ヴィラ", "ビラ", "ドミール", "カーサ", "スクエア", "フラット", "ホーム", "ルーム", "パーク",
    "ビルディング", "センター", "プレイス", "ステージ", "グランデ", "クレスト", "フォレスト", "ホームズ", "スカイ", "キャッスル", "住宅", "団地",
    "会館", "公舎", "官舎", "宿舎", "社宅", "別館", "本館", "新館",
)  # fmt: skip
_BITS: Final = np.array(
    [Evidence.PREFECTURE, Evidence.MUNICIPALITY, Evidence.TOWN, Evidence.TOWN_NUMBER, Note.PARTIAL, Note.WEAK_FORM],
    np.uint64,
)


class Read(NamedTuple):
    """Addresses as far as they were read; arrays of one length."""

    start: Offsets
    end: Offsets
    border: Offsets
    """Where the field ends that belongs to the address unless a name stands there, -1 where that is no question."""
    field: Offsets
    """The field that holds its place, -1 for none."""
    prefecture: Offsets
    packed: Offsets
    """As in ``Places``."""
    evidence: npt.NDArray[np.uint64]
    place_end: Offsets
    """Of addresses without a number in a field named as an address; -1 for all others."""

    def take(self, where: Truth) -> Read:
        """The addresses of a choice."""
        rows = np.flatnonzero(where)
        start, end, border, field, prefecture, packed = (column.take(rows) for column in self[:6])
        return Read(start, end, border, field, prefecture, packed, self.evidence.take(rows), self.place_end.take(rows))


def read_addresses(text: Text, places: Places) -> tuple[Read, int]:
    """The addresses that begin with a place, ascending, and behind them those of fields that begin with a town; and the
    number of the former.
    """
    folded, fields = text.folded, text.fields
    rows, from_places = addresses.read_addresses(
        folded.chars,
        folded.letter_codes,
        kinds_by_code(),
        base_forms(),
        np.array(places),
        towns().keys,
        towns().numbers,
        _building_words().keys,
        _building_words().numbers,
        (min(map(len, BUILDING_WORDS)), max(map(len, BUILDING_WORDS))),
        _contact_words(),
        fields.start,
        fields.end,
        fields.column,
        fields.named("jp_address"),
        _BITS,
    )
    start, end, border, field, prefecture, packed, evidence, place_end = np.ascontiguousarray(rows.T)
    return Read(start, end, border, field, prefecture, packed, evidence.view(np.uint64), place_end), from_places


@functools.cache
def _building_words() -> WordTable:
    return make_word_table(BUILDING_WORDS)


@functools.cache
def _contact_words() -> npt.NDArray[np.uint32]:
    """The code points of the words, each with a 0 behind it."""
    return np.array([ord(sign) for word in CONTACT_WORDS for sign in f"{word}\0"], np.uint32)
