"""What the names of fields say: headers, keys, tags and the words before a colon, matched with the labels.

A name means what its last label says (``契約者氏名（漢字）`` is a name, ``電話番号有無`` is nothing known), and the words
before that label say whose it is. Each distinct name is looked at once a process.
"""

from __future__ import annotations

import functools
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import ahocorasick
import numpy as np
import numpy.typing as npt

from meibo_detectors.fields import Meanings, Spellings
from meibo_detectors.kernels.distinct_names import find_distinct
from meibo_detectors.kernels.name_keys import make_keys
from meibo_detectors.label_table import LabelTable, is_only_field_name
from meibo_detectors.label_words import characters_of, make_label_words
from meibo_detectors.model import Layout
from meibo_detectors.normalise import Folded, Offsets, Truth, fold_label
from meibo_detectors.pieces import FAMILIES
from meibo_detectors.roles import DATE_PARTS, PART_LABELS, PERSON_ENDINGS, PERSON_WORDS, QUALIFIERS, Role
from meibo_detectors.structure.model import Cells
from meibo_detectors.word_search import spell

NAME_CHARS: Final = 60
"""A longer name is a sentence."""
KNOWN_NAMES: Final = 16_384
"""So many names are remembered from one text to the next: files of one folder have most of them in common."""
_SQUEEZED_NAMES: Final = 64
"""One name is squeezed several times while it is looked at."""
NEUTRAL: Final = frozenset(
    (
        "value",
        "values",
        "full",
        "text",
        "formatted",
        "display",
        "main",
        "primary",
        "content",
        "data",
        "string",
        "値",
        "内容",
        "入力値",
    )
)
"""Names that leave it to the name above to say what the value is."""
FREE_TEXT: Final = frozenset(
    ("備考", "摘要", "メモ", "注記", "note", "notes", "remarks", "memo", "comment", "種別", "有無", "日付", "件数")
)
"""Names of fields where anything may stand, whatever is above them."""
_SHORT_CHARS: Final = 2
_BRACKETS: Final = re.compile(r"[(\[【〔<{「『].*?[)\]】〕>}」』]")
_IGNORED: Final = re.compile(r"[\s*※★●◆■□◎○・:;#\"'`\[\]()【】<>「」『』!?、。.,/\\|~_-]+")
_TRAILING: Final = re.compile(
    r"(欄|必須|任意|等|情報|番号|\d+|その\d+|[\d一二四七八十]+桁|入力|漢字|確認|登録|ローマ字|英字|半角|全角|西暦|和暦)$"
)
_POLITE: Final = re.compile(r"^[おご御](?=.)")
_NUMBER: Final = re.compile(r"(の番号|no|ナンバー|num|number)$")
_PERSON_NAME: Final = re.compile(f"[{PERSON_ENDINGS}](氏名|名前|名|氏)")
_HOLDS_WHOLE: Final = frozenset((Role.PHONE_1, Role.PHONE_2, Role.PHONE_3, Role.POSTAL_1, Role.POSTAL_2, Role.STREET))
_QUALIFIERS: Final = {
    role: (
        frozenset(word for word in words if word.isascii()),
        re.compile("|".join(re.escape(word) for word in words if not word.isascii())),
    )
    for role, words in QUALIFIERS.items()
}
_BANKS: Final = re.compile("銀行|金融機関|支店|bank|branch", re.IGNORECASE)
"""Words that say where an account is held, not whose it is."""
_CUSTOM: Final = re.compile(r"__c$", re.IGNORECASE)
"""How a well-known sales system ends the names of fields that its users add."""
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ALTERNATIVES: Final = re.compile(r"[・/、&+]|及び|または|又は|と(?=[^と])")

FIXED_PLACES: Final = ("vcard", "zengin")
PLACED_NAMES: Final = {
    ("vcard", "N", 1): "姓",
    ("vcard", "N", 2): "名",
    ("vcard", "ADR", 2): "建物名",
    ("vcard", "ADR", 3): "番地",
    ("vcard", "ADR", 4): "市区町村",
    ("vcard", "ADR", 5): "都道府県",
    ("vcard", "ADR", 6): "郵便番号",
    ("vcard", "BDAY", 0): "生年月日",
    ("vcard", "X-PHONETIC-LAST-NAME", 0): "セイ",
    ("vcard", "X-PHONETIC-FIRST-NAME", 0): "メイ",
    ("vcard", "FN", 0): "氏名",
    ("vcard", "ORG", 0): "会社名",
    ("vcard", "ORG", 1): "会社名",
    ("zengin", "", 1): "銀行コード",
    ("zengin", "", 2): "銀行名",
    ("zengin", "", 3): "支店コード",
    ("zengin", "", 4): "支店名",
    ("zengin", "", 5): "預金種目",
    ("zengin", "", 6): "口座番号",
    ("zengin", "", 7): "フリガナ",
}
"""Fields that their place names: parts of a card's name and address (RFC 6350), columns of a transfer file."""


class Meaning(NamedTuple):
    """What one name says; see ``fields.Meanings``."""

    label: int
    role: Role
    names: int
    refuses: int


NOTHING: Final = Meaning(-1, Role.NONE, 0, 0)


class FieldNames:
    """The labels of a table as they are met in names of fields."""

    def __init__(
        self, table: LabelTable, detector_ids: Sequence[str], refusable: int, persons: int, claiming: int
    ) -> None:
        self._table = table
        self._bits = {name: 1 << at for at, name in enumerate(detector_ids)}
        self._birth = self._bits.get("dob", 0)
        self._accounts = self._bits.get("jp_bank_account", 0) | self._bits.get("jp_yucho", 0)
        self._families = {role: (family.detector, family.label) for family in FAMILIES for role, _ in family.parts}
        self._weak_names = frozenset(np.flatnonzero(table.weak & np.uint64(persons)).tolist())
        self._refusable = refusable
        """Bits of the detectors that heed names: a name of one that claims fields speaks against every other."""
        self._claiming = claiming
        self.persons = persons
        """The bit of names of people: a field of clerks holds them, and nothing else."""
        by_words = sorted(range(len(table.spellings)), key=lambda index: table.spellings[index].count(" "))
        self._labels = {_squeeze(table.spellings[index]): index for index in by_words}
        parts = {spelling: role for role, labels in PART_LABELS.items() for one in labels for spelling in spell(one)}
        self._parts = {_squeeze(spelling): role for spelling, role in parts.items()}
        self._words = ahocorasick.Automaton()
        for word in (*self._labels, *(word for word in self._parts if len(word) > 1)):
            self._words.add_word(word, word)
        self._words.make_automaton()
        exact = {*table.spellings, *parts}
        spaced = {blank.join(word) for word in exact if not word.isascii() and len(word) <= 8 for blank in (" ", "  ")}
        strong = {word for index, word in enumerate(table.spellings) if table.positive[index] & ~table.weak[index]}
        self.label_words = make_label_words(exact | spaced, (word for word in strong if not word.isascii()))
        """What labels are told by among the words of a text."""
        self._known = _KnownNames()

    def label_index(self, label: str) -> int:
        """The index of a label in the table, -1 where no detector in use has it."""
        return self._labels.get(_squeeze(label), -1)

    def interpret(self, folded: Folded, cells: Cells, layouts: Sequence[Layout]) -> Meanings:
        """The meaning of each cell's name."""
        names = (cells.name_start, cells.name_end, cells.upper_start, cells.upper_end)
        return self._interpret(folded, names, _find_fixed_places(folded, cells, layouts))

    def interpret_stretches(self, folded: Folded, start: Offsets, end: Offsets) -> Meanings:
        """The meaning of stretches of text, if each were a name."""
        nothing = np.zeros(len(start), np.int64)
        return self._interpret(folded, (start, end, nothing, nothing), nothing - 1)

    def _interpret(self, folded: Folded, names: tuple[Offsets, ...], place: Offsets) -> Meanings:
        """Each distinct name, upper name and place is classified once, if it is not known from another text."""
        start, end, above, until = names
        if not len(start):
            return Meanings.none()
        known, text = self._known, characters_of(folded)
        which, first = find_distinct(text, start, end, above, until, place, NAME_CHARS)
        start, above, place = start[first], above[first], place[first]
        spellings = Spellings(which, start, end[first])
        end, until = np.minimum(end[first], start + NAME_CHARS + 1), np.minimum(until[first], above + NAME_CHARS)
        keys = make_keys(text, start, end, above, until, place, known.seed)
        is_written = _is_written_so(folded, start, end) & _is_written_so(folded, above, until)
        numbers = known.find(keys)
        unknown = np.flatnonzero((numbers < 0) | ~is_written)
        if len(unknown):
            columns = (start, end, above, until, place)
            meanings = [
                self._classify_placed(folded.value(name, name_end), folded.value(upper, upper_end), number)
                if name_end - name <= NAME_CHARS
                else NOTHING
                for name, name_end, upper, upper_end, number in zip(
                    *(column[unknown].tolist() for column in columns), strict=True
                )
            ]
            numbers[unknown] = known.add(keys[unknown], is_written[unknown], meanings)
            if known.is_full:
                self._known = _KnownNames()
        meanings_of_fields = known.meanings(numbers, which)
        meanings_of_fields.spellings = spellings
        return meanings_of_fields

    def _classify_placed(self, name: str, upper: str, place: int) -> Meaning:
        """As ``classify``; in layouts of fixed places the place may say what the name does not."""
        if place >= 0:
            number, kind = divmod(place, len(FIXED_PLACES))
            meant = PLACED_NAMES.get((FIXED_PLACES[kind], name.upper(), number))
            if meant is not None:
                return self.classify(meant, "")
        return self.classify(name, upper) if name else NOTHING

    def classify(self, name: str, upper: str = "") -> Meaning:
        """The meaning of a folded name; ``upper`` is the name above it."""
        name, upper = (_CUSTOM.sub("", unicodedata.normalize("NFKC", one)) for one in (name, upper))
        whole = self._classify_one(name)
        squeezed = _squeeze(name)
        if not upper or squeezed in FREE_TEXT:
            return whole
        above = self._classify_one(upper)
        if squeezed in DATE_PARTS and above.names & self._birth:
            return self._mean_part(-1, DATE_PARTS[squeezed])
        if whole.role is not Role.NONE:
            return whole
        joined = self._classify_one(f"{upper} {name}")
        if joined is not NOTHING and (whole is NOTHING or joined.label >= 0):
            return joined
        if whole is NOTHING and (len(squeezed) <= _SHORT_CHARS or squeezed in NEUTRAL):
            return above
        return whole

    def _classify_one(self, name: str) -> Meaning:
        squeezed = _POLITE.sub("", _squeeze(name))
        exact = self._look_up(_squeeze(name)) or self._look_up(squeezed)
        if exact:
            return self._qualify(exact, name, is_exact=True)
        part = self._longest_ending(name, squeezed)
        bare = _BRACKETS.sub("", name)
        if part in self._parts and bare != name:  # what stands in the bracket says which part it is
            beside = self._find_last(bare) if self._parts[part] is Role.OTHER else NOTHING
            return beside if beside.names else self._look_up(part) or NOTHING
        alternatives = [part for part in _ALTERNATIVES.split(bare) if part.strip()]
        if len(alternatives) > 1:
            found = [self._find_last(part) for part in alternatives]
            if all(meaning is not NOTHING for meaning in found):
                return _unite(found)
        return self._find_last(bare)

    def _find_last(self, name: str) -> Meaning:
        squeezed = _POLITE.sub("", _squeeze(name))
        while squeezed:
            for spelling in dict.fromkeys((squeezed, _NUMBER.sub("番号", squeezed))):
                exact = self._look_up(spelling)
                if exact:
                    return self._qualify(exact, name, is_exact=True)
                ending = self._longest_ending(name, spelling)
                if ending and not (is_only_field_name(ending) and spelling[-2] not in PERSON_ENDINGS):
                    return self._qualify(self._look_up(ending) or NOTHING, name, is_exact=False)
            shorter = _TRAILING.sub("", squeezed)
            if shorter == squeezed:
                return NOTHING
            squeezed = shorter
        return NOTHING

    def _longest_ending(self, name: str, squeezed: str) -> str:
        """The longest label that the name ends with; a Latin one must begin at a word's border."""
        best = ""
        for end, word in self._words.iter(squeezed):
            if end == len(squeezed) - 1 and len(word) > len(best) and _begins_word(name, squeezed, word):
                best = word
        return best

    def _look_up(self, squeezed: str) -> Meaning | None:
        index = self._labels.get(squeezed, -1)
        role = self._parts.get(squeezed, Role.NONE)
        if index < 0 and role is Role.NONE:
            return None
        names = int(self._table.positive[index]) if index >= 0 else 0
        if role is not Role.NONE and not names:
            return self._mean_part(index, role)
        refuses = self._refusable & ~names if names & self._claiming else int(self._table.negative[index])
        return Meaning(index, role, names, refuses)

    def _mean_part(self, index: int, role: Role) -> Meaning:
        """What the name of a part says: the whole may stand there too, where the other parts are missing."""
        if role is Role.STAFF:
            return Meaning(index, role, 0, self._refusable & ~self.persons)
        detector, label = self._families.get(role, ("", ""))
        whole = self._bits.get(detector, 0)
        if role in _HOLDS_WHOLE and whole:
            return Meaning(self.label_index(label), role, whole, self._refusable & ~whole)
        return Meaning(index, role, 0, self._refusable & ~whole)

    def _qualify(self, meaning: Meaning, name: str, *, is_exact: bool) -> Meaning:
        """The meaning with what other words of the name say about whose it is."""
        if meaning.role is not Role.NONE:
            return meaning
        if meaning.names & self._accounts:
            name = _BANKS.sub("", name)
        words = set(re.split(r"[^a-z]+", _CAMEL.sub("_", name).lower()))
        squeezed = _squeeze(name)
        for role, (latin, pattern) in _QUALIFIERS.items():
            if not (words & latin or pattern.search(squeezed)):
                continue
            if role is not Role.OTHER:
                return meaning._replace(role=role)
            of_person = words & PERSON_WORDS or _PERSON_NAME.search(squeezed)
            if not is_exact and meaning.label in self._weak_names and not of_person:
                return meaning._replace(role=role, names=0, refuses=meaning.names | meaning.refuses)
        return meaning


class _KnownNames:
    """The meanings of names that were met before, by their keys; no name is kept itself."""

    def __init__(self) -> None:
        self.seed: int = secrets.randbits(64)
        self._lock = threading.Lock()
        self._numbers: dict[int, int] = {}
        """The number of each name's meaning, by its key."""
        self._distinct: dict[Meaning, int] = {NOTHING: 0}
        """Each meaning has a number: there are no more than a few for a label."""
        self._columns = _columns_of(self._distinct)

    @property
    def is_full(self) -> bool:
        """So many are known that it is time to begin anew."""
        return max(len(self._numbers), len(self._distinct)) > KNOWN_NAMES

    def find(self, keys: npt.NDArray[np.uint64]) -> Offsets:
        """The number of each name's meaning, -1 where it is not known."""
        known = self._numbers
        return np.array([known.get(key, -1) for key in keys.tolist()], np.int64)

    def add(self, keys: npt.NDArray[np.uint64], is_lasting: Truth, meanings: Sequence[Meaning]) -> Offsets:
        """Give each meaning its number, and remember those of names that last."""
        with self._lock:
            before = len(self._distinct)
            numbers = [self._distinct.setdefault(meaning, len(self._distinct)) for meaning in meanings]
            if len(self._distinct) > before:
                self._columns = _columns_of(self._distinct)
            rows = zip(keys.tolist(), numbers, is_lasting.tolist(), strict=True)
            self._numbers.update((key, number) for key, number, lasts in rows if lasts)
        return np.array(numbers, np.int64)

    def meanings(self, numbers: Offsets, which: npt.NDArray[np.int32]) -> Meanings:
        """The meanings of fields; ``which`` is the index of each field's number."""
        label, role, names, refuses = self._columns
        met = np.flatnonzero(np.bincount(numbers))
        each = numbers.take(which)
        return Meanings(
            label.take(each),
            role.take(each),
            names.take(each),
            refuses.take(each),
            roles=frozenset(role[met].tolist()),
            all_names=int(np.bitwise_or.reduce(names[met])),
        )


def _columns_of(
    meanings: Iterable[Meaning],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8], npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    label, role, names, refuses = zip(*meanings, strict=True)
    return np.array(label, np.int32), np.array(role, np.uint8), np.array(names, np.uint64), np.array(refuses, np.uint64)


def _is_written_so(folded: Folded, start: Offsets, end: Offsets) -> Truth:
    """Whether each stretch is written in as many code points, none of them an escape: its key tells it from all others."""
    if folded.origin is None:
        return end <= folded.joined_start
    within = (start < end) & (end <= folded.joined_start)
    length = folded.restore_end(np.where(within, end, 0)) - folded.restore(np.where(within, start, 0))
    return np.asarray((start >= end) | (within & (length == end - start)))


def _find_fixed_places(folded: Folded, cells: Cells, layouts: Sequence[Layout]) -> Offsets:
    """For cells of layouts of fixed places their place and layout as one number, -1 for all others."""
    if not any(layout.kind in FIXED_PLACES for layout in layouts):
        return np.full(len(cells.start), -1)
    kinds = np.array([FIXED_PLACES.index(layout.kind) if layout.kind in FIXED_PLACES else -1 for layout in layouts])
    kind = kinds[folded.block_of(cells.start)]
    return np.where(kind >= 0, cells.place * len(FIXED_PLACES) + kind, -1)


def _unite(found: list[Meaning]) -> Meaning:
    names = functools.reduce(lambda bits, meaning: bits | meaning.names, found, 0)
    refuses = functools.reduce(lambda bits, meaning: bits & meaning.refuses, found, (1 << 64) - 1)
    return Meaning(found[0].label, Role.NONE, names, refuses & ~names)


@functools.lru_cache(_SQUEEZED_NAMES)
def _squeeze(name: str) -> str:
    """A folded name without blanks and signs."""
    return _IGNORED.sub("", name.lower() if name.isascii() else fold_label(name))


def _begins_word(name: str, squeezed: str, word: str) -> bool:
    """Whether a Latin label at the end of a name begins a word: ``home_tel``, ``homeTel``, not ``hotel``."""
    if not word[0].isascii() or not word[0].isalpha() or len(word) == len(squeezed):
        return True
    before = squeezed[-len(word) - 1]
    if not (before.isascii() and before.isalpha()):
        return True
    pattern = r"[\s_.-]*".join(re.escape(character) for character in word)
    parted = _CAMEL.sub("_", name).lower()
    return re.search(rf"[\s_.-]{pattern}[\s\W\d_]*$", parted) is not None
