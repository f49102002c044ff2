"""Postal address: 住所.

Grammar: ``[〒] [prefecture] [county] municipality [ward] town [chome] block [house] [building] [room]``. The places are
those of Japan Post's list; old kanji, small and large ケ and every width and hyphen are the same. Kyoto tells the way to
the house (寺町通御池上る), Hokkaido counts streets (北5条西2丁目), Iwate 地割.
False friends: places in running text (千葉市美浜区の幕張メッセ), goods of a place (宮崎産), dates and scores behind a
city's name, tables of prefectures. Addresses of companies are known by the words before them, and count little.
Rating: with a name it is a person's contact; alone it still points to a household.

>>> normalise("東京都　渋谷区道玄坂２丁目１０－７")
'東京都渋谷区道玄坂2丁目10-7'
>>> mask("東京都渋谷区道玄坂2-10-7")
'東京都渋谷区*********'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.dictionaries.places import PREFECTURES, municipalities
from meibo_detectors.dictionaries.tables import look_up_codes
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.address_extent import read_addresses
from meibo_detectors.japan.address_romaji import find_romaji
from meibo_detectors.japan.address_surroundings import has_own_code, is_of_organisation
from meibo_detectors.japan.name_titles import skip_blanks
from meibo_detectors.japan.names_in_fields import find_in_fields
from meibo_detectors.japan.place_names import find_places
from meibo_detectors.model import CANDIDATE, Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import KANJI, fold_label
from meibo_detectors.text_hash import hash_word

if TYPE_CHECKING:
    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

ORGANISATION_SCORE: Final = 40
LONGEST_MUNICIPALITY: Final = 11


def find(text: Text) -> npt.NDArray[np.void]:
    """Addresses from their first place to the room, and fields named as an address that begin with a town."""
    romaji = find_romaji(text)
    return romaji if text.folded.is_ascii else np.concatenate([romaji, _find_in_kanji(text)])


def _find_in_kanji(text: Text) -> npt.NDArray[np.void]:
    places, _ = find_places(text)
    if not len(places.start) and not len(text.fields.named("jp_address")):
        return np.zeros(0, CANDIDATE)
    found, from_places = read_addresses(text, places)
    unsure = np.flatnonzero(found.border >= 0)
    if len(unsure):
        end, border = found.end[unsure], found.border[unsure]
        found.end[unsure] = np.where(_is_addressee(text, end, border), end, border)
    is_open = np.ones(len(found.start), np.bool_)
    is_open[:from_places] = (
        found.start[:from_places] >= np.maximum.accumulate(np.append(0, found.end[:from_places]))[:-1]
    )
    from_places = int(is_open[:from_places].sum())
    found = found.take(is_open)
    has_code = has_own_code(
        text, *(column[:from_places] for column in (found.start, found.field, found.prefecture, found.packed))
    )
    mark(
        found.evidence, (found.place_end >= 0) & (found.end - found.place_end > 1), Note.PARTIAL
    )  # a town that the list misses
    mark(found.evidence[:from_places], has_code, Evidence.POSTAL_CODE_FITS)
    mark(found.evidence, is_of_organisation(text, found.start, found.end, found.field), Evidence.ORGANISATION)
    return make_candidates(found.start, found.end, found.evidence)


def _is_addressee(text: Text, start: Offsets, end: Offsets) -> Truth:
    """Whether nothing but a blank and a name stands in each stretch; 様方 after it tells with whom somebody lives."""
    found = text.folded.chars.take(start, mode="clip") == ord(" ")
    found &= text.folded.letter_codes.take(end - 1, mode="clip") != ord("方")
    found &= text.folded.chars.take(skip_blanks(text, start), mode="clip") == KANJI
    rows = np.flatnonzero(found)
    borders, first, which = np.unique(end[rows], return_index=True, return_inverse=True)
    names = find_in_fields(text, skip_blanks(text, start[rows[first]]), borders)
    sure = names["start"][has(names["evidence"], Evidence.DICTIONARY_NAME | Evidence.HONORIFIC)]
    ends_in_name = np.zeros(len(borders), np.bool_)
    ends_in_name[np.searchsorted(borders, sure, "right")] = True
    found[rows] = ends_in_name[which]
    return np.asarray(found)


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High with prefecture or postal code, municipality and number; medium without prefecture, or by its label."""
    evidence = candidates["evidence"]
    city, town = has(evidence, Evidence.MUNICIPALITY), has(evidence, Evidence.TOWN)
    number, quarter = has(evidence, Evidence.TOWN_NUMBER), has(evidence, Note.PARTIAL)
    prefecture = has(evidence, Evidence.PREFECTURE)
    sure_place = prefecture | has(evidence, Evidence.POSTAL_CODE_FITS)
    weak, romaji = has(evidence, Note.WEAK_FORM), has(evidence, Note.STRONG_FORM)
    labelled = context.has_label & ~context.is_weak
    scores = np.select(
        [
            number & city & sure_place & ~weak,
            number & city & town & context.is_named & labelled,
            number & (city | prefecture) & labelled,
            number & city & ~weak,
            number & prefecture & ~weak,
            romaji,
            number & (town | sure_place) & labelled,
            (quarter | town) & sure_place & labelled,
            quarter & city & sure_place,
            number & town & context.has_label,
            number & sure_place,
            (quarter | city) & (sure_place | labelled),
        ],
        [92, 88, 80, 70, 65, 65, 65, 65, 45, 60, 45, 35],
        0,
    )
    offices = has(evidence, Evidence.ORGANISATION)
    return np.where(offices, np.minimum(scores, ORGANISATION_SCORE), scores).astype(np.uint8)


def normalise(value: str) -> str:
    """Widths folded, hyphens as one, no blanks; kanji numerals as written."""
    folded = "".join(sign for sign in fold_label(value) if not sign.isspace())
    return re.sub(r"(?<=\d)ー(?=\d)", "-", folded)


def mask(value: str) -> str:
    """Prefecture and municipality shown, an asterisk for each further character."""
    shown = _length_of_place(value)
    return value[:shown] + "*" * (len(value) - shown)


def _length_of_place(value: str) -> int:
    """How many characters of an address name its prefecture and municipality."""
    codes = look_up_codes(np.array([ord(sign) for sign in fold_label(value)], np.uint32))
    word = "".join(map(chr, codes.tolist()))
    begin = next((len(name) for name in PREFECTURES if word.startswith(name)), 0)
    start = begin + (word[begin : begin + 1] == " ")
    ends = np.arange(min(len(word), start + LONGEST_MUNICIPALITY), start, -1)
    known = municipalities().holds(np.array([hash_word(word[start:end]) for end in ends], np.uint64))
    return int(ends[np.argmax(known)]) if known.any() else begin


DETECTOR: Final = Detector(
    id="jp_address",
    title_ja="住所",
    title_en="Postal address",
    risk_class="C2",
    rules_ja=(
        "都道府県または一致する郵便番号と、実在する市区町村と、番地がある",
        "都道府県のない実在する市区町村と番地、または項目名のある番地なしの町域まで",
        "都道府県と市区町村だけ、または会社・事業所の所在地",
    ),
    rules_en=(
        "prefecture or fitting postal code, existing municipality, and block number",
        "existing municipality and block number without prefecture; or town without number under a label",
        "prefecture and municipality only; or the address of a company or office",
    ),
    labels=(
        "住所", "現住所", "自宅住所", "ご住所", "お住まい", "居所", "居住地", "送付先", "送付先住所", "届け先", "届け先住所", "お届け先",
        "お届け先住所", "転居先", "転居先住所", "旧住所", "新住所", "前住所", "住民票住所", "連絡先住所", "配送先", "配送先住所", "発送先",
        "請求先住所", "現住所番地", "本籍", "本籍地", "勤務先住所", "帰省先", "帰省先住所", "実家住所", "address", "addr", "adr",
        "home address", "mailing address", "street address", "postal address", "shipping address", "billing address",
        "jusho",
    ),
    other_labels=("メールアドレス", "ipアドレス", "mail address", "email address", "ip address", "mac address"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    weak_labels=("所在地", "所在", "勤務地", "会社住所", "会社所在地", "本社住所", "本社所在地", "本店所在地", "店舗住所", "事業所住所"),
    speaks_of_person=True,
    person_key=PersonKey.ADDRESS,
    gains_from_record=True,
)  # fmt: skip
