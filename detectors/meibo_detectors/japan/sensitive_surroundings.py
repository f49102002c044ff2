"""What stands around a word of sensitive data and shows that it is nobody's: faults of machines, authors and speakers."""

from __future__ import annotations

from typing import Final

import numpy as np

from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.normalise import Offsets, Truth
from meibo_detectors.roles import Role
from meibo_detectors.text import Text

FAULT_NAMES: Final = (
    "障害", "障害名", "障害種別", "障害種類", "障害内容", "障害の内容", "障害の種類", "障害の種別", "障害の程度", "障害の状況", "障害状況", "障害部位", "障がい", "障害の有無",
)  # fmt: skip
"""Names of fields that speak of people and of machines alike."""
FAULT_WORDS: Final = (
    "障害報告", "障害番号", "障害管理", "障害発生", "障害一覧", "障害対応", "障害復旧", "障害連絡", "障害受付", "システム障害", "ハード障害", "ソフト障害", "通信障害", "ネットワーク障害",
    "回線障害", "復旧", "インシデント", "サーバ", "故障",
)  # fmt: skip
"""Words of documents about faults of machines."""
PERSON_WORDS: Final = ("手帳", "障害者", "障がい者", "身体障害", "知的障害", "精神障害", "聴覚", "視覚", "肢体", "療育")
"""Words that show that people are spoken of all the same."""
AUTHORS: Final = (
    "監修", "監修者", "講師", "講師名", "講師氏名", "著者", "著者名", "執筆者", "編者", "訳者", "翻訳者", "講演者", "発表者", "出演者", "登壇者", "編集者", "発行者", "取材", "文責", "報告者",
    "担当医師", "医師名", "医師氏名", "診断医", "執刀医", "指導医", "点検者", "検査者", "検査員", "作業者", "作業員", "実施者", "責任医師", "問い合わせ先", "お問い合わせ", "お問合せ", "連絡先",
    "管理者", "管理者氏名", "管理者名", "施設長", "施設長名", "施設長氏名", "代表者", "代表者名", "代表者氏名", "理事長", "園長", "校長", "author", "lecturer", "speaker", "inspector",
)  # fmt: skip
"""Names of fields with people of whom the rest of the record tells nothing."""
PEOPLE: Final = ("jp_name", "dob", "org_id", "jp_my_number", "jp_health_insurance", "jp_kaigo")


def is_of_machine(text: Text, field: Offsets) -> Truth:
    """Whether these fields are named 障害 or the like and the text is about faults of machines."""
    cells = text.fields.cells
    found = table_of_words(FAULT_NAMES).holds(text.hashes.of(cells.name_start[field], cells.name_end[field]))
    if found.any():
        letters = text.folded.letters
        about = any(word in letters for word in FAULT_WORDS) and not any(word in letters for word in PERSON_WORDS)
        found &= about
    return found


def has_only_authors(text: Text, offsets: Offsets) -> Truth:
    """Whether the record of each offset has a field of an author or a clerk, and none of anybody else."""
    fields = text.fields
    holds = np.zeros(len(fields.records) + 1, np.bool_)
    if not len(fields.start) or not len(offsets):
        return holds[np.zeros(len(offsets), np.int64)]
    authors = np.zeros(len(fields.start), np.bool_)
    authors[text.fields_named(table_of_words(AUTHORS))] = True
    holds[fields.record[np.flatnonzero(authors | (fields.role == Role.STAFF))]] = True
    if not holds.any():
        return holds[np.zeros(len(offsets), np.int64)]
    for name in PEOPLE:
        named = fields.named(name)
        holds[fields.record[named[~authors[named] & (fields.role[named] != Role.STAFF)]]] = False
    return holds[np.maximum(fields.record_of(offsets), 0)]
