"""What the files of a large inventory hold: invented profiles of office files, and people who recur in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np

from meibo_detectors.model import PersonKey
from meibo_detectors.person_sets import FIRST_BIT, KIND_BITS, Keys

SURNAMES: Final = "佐鈴高田伊渡山中小加吉松井木林斎清森池橋石前藤後岡長村近遠青坂福太西原岩"
CITIES: Final = ("北海道旭川市", "宮城県仙台市青葉区", "埼玉県川越市", "東京都府中市", "大阪府豊中市", "福岡県久留米市")
CARDS: Final = ("4337-56", "3589-16", "5366-31", "4980-12")

SLOTS: Final = (
    PersonKey.ID, PersonKey.ID, PersonKey.ID, PersonKey.EMAIL, PersonKey.PHONE, PersonKey.BIRTH, PersonKey.ADDRESS,
    PersonKey.NAME,
)  # fmt: skip
"""The keys that each person of the pool has; the first three are a My Number, a card or account, a staff number."""


class Field(msgspec.Struct, frozen=True):
    """A column of a file: what its detector says of each of its values."""

    detector: str
    score: int
    evidence: str
    """JSON list."""
    slot: int = -1
    """Index into ``SLOTS`` of the key that its values give, -1 for none."""
    kinds: tuple[str, ...] = ()


class Profile(msgspec.Struct, frozen=True):
    """A sort of file; fields in the order of their detectors."""

    names: tuple[str, ...]
    suffixes: tuple[str, ...]
    fields: tuple[Field, ...]
    weight: float


NAME = Field("jp_name", 92, '["column:氏名","column-share","dictionary-name"]', 7)
MAIL = Field("email", 95, '["column:メールアドレス","top-level-domain"]', 3)
PHONE = Field("jp_phone", 95, '["kind:mobile","column:電話番号","grouping","mobile"]', 4, ("mobile", "fixed"))
HOME = Field("jp_address", 92, '["prefecture","municipality","town","town-number","postal-code-fits"]', 6)
BIRTH = Field("dob", 95, '["column:生年月日"]', 5)
MY_NUMBER = Field("jp_my_number", 95, '["column:個人番号","check-digit","column-share"]', 0)
ACCOUNT = Field("jp_bank_account", 92, '["column:口座番号","column-share","bank-name"]', 1)
CARD = Field("payment_card", 95, '["column:カード番号","check-digit","grouping","issuer-range","expiry-beside"]', 1)
STAFF = Field("org_id", 85, '["kind:employee","column:社員番号","record"]', 2, ("employee",))
INCOME = Field("personal_attribute", 75, '["kind:income","column:年収"]', kinds=("income",))
HEALTH = Field("sensitive", 95, '["kind:health-check","column:血圧"]', kinds=("health-check", "medical-history"))
SECRET = Field(
    "credential", 90, '["kind:password","column:初期パスワード","record"]', kinds=("password", "url-password")
)
ADDRESS = Field("ip_address", 75, "[]")

PROFILES: Final = (
    Profile(("顧客名簿", "DM送付先", "会員一覧"), ("xlsx", "csv"), (MAIL, HOME, NAME, PHONE), 0.30),
    Profile(("社員名簿", "緊急連絡網"), ("xlsx", "pdf"), (BIRTH, MAIL, NAME, PHONE, STAFF), 0.15),
    Profile(("給与支払報告", "扶養控除等申告書"), ("xlsx", "csv"), (ACCOUNT, MY_NUMBER, NAME, INCOME), 0.10),
    Profile(("健康診断結果", "休職者一覧"), ("xlsx", "csv"), (BIRTH, NAME, HEALTH), 0.05),
    Profile(("決済履歴", "返金一覧"), ("csv", "txt"), (MAIL, NAME, CARD), 0.05),
    Profile(("問い合わせ対応", "案内"), ("eml", "docx"), (MAIL, NAME, PHONE), 0.25),
    Profile(("接続設定", "アカウント発行"), ("txt", "csv"), (SECRET, MAIL, ADDRESS), 0.10),
)
OTHERS: Final = (
    ("議事録", "docx"), ("見積書", "xlsx"), ("提案資料", "pptx"), ("仕様書", "pdf"), ("作業メモ", "txt"),
    ("写真", "jpg"), ("図面", "dwg"), ("週報", "docx"), ("請求書", "pdf"), ("画面", "png"), ("連絡", "eml"),
    ("バックアップ", "zip"),
)  # fmt: skip
"""Files without findings."""
FORMATS: Final = {"csv": ("text", "cp932"), "txt": ("text", "utf-8")}
"""Format and encoding by suffix, where they are not the suffix and nothing."""


class Pool:
    """People by number, from 0; whoever has the same number has the same keys, masks and fingerprints in every file."""

    def __init__(self, people: int, seed: int) -> None:
        draw = np.random.default_rng(seed)
        keys = draw.integers(0, 1 << 64, (people, len(SLOTS), 2), np.uint64)
        keys[:, -1] = keys[draw.integers(0, max(people // 3, 1), people), -1]  # namesakes
        keys[:, :, 1] &= ~np.uint64(KIND_BITS | FIRST_BIT)
        keys[:, :, 1] |= np.array(SLOTS, np.uint64)
        self.people = people
        self._keys = keys
        self._fingerprints = {
            field.detector: os.urandom(32 * people) for profile in PROFILES for field in profile.fields
        }

    def keys(self, first: int, count: int, fields: tuple[Field, ...]) -> Keys:
        """The keys of neighbours in the pool, as far as a file has them; not yet united."""
        slots = [field.slot for field in fields if field.slot >= 0]
        keys = self._keys[first : first + count, slots].copy()
        keys[:, 0, 1] |= np.uint64(FIRST_BIT)
        return keys.reshape(-1, 2)

    def fingerprint(self, detector: str, person: int) -> bytes:
        """What an inventory keeps of a person's value."""
        return self._fingerprints[detector][32 * person : 32 * person + 32]


def mask(field: Field, person: int) -> str:
    """What may be shown of a person's value."""
    end = f"{person % 97:02d}"
    match field.detector:
        case "jp_name":
            return f"{SURNAMES[person % len(SURNAMES)]}* **"
        case "email":
            return f"{'abcdefghijkmnorsty'[person % 18]}***@mail{person % 7}.meibo-demo.ne.jp"
        case "jp_phone":
            return f"***-****-**{end}"
        case "jp_address":
            return f"{CITIES[person % len(CITIES)]}********"
        case "dob":
            return f"{1940 + person % 65}-**-**"
        case "jp_my_number":
            return f"**********{end}"
        case "jp_bank_account":
            return f"*****{end}"
        case "payment_card":
            return f"{CARDS[person % len(CARDS)]}**-****-{person % 9000 + 1000}"
        case "org_id":
            return f"****{end}"
        case "ip_address":
            return f"{person % 200 + 20}.{person % 250}.*.*"
        case "personal_attribute":
            return "***"
        case _:
            return field.kinds[0]


def place(suffix: str, row: int, column: int) -> str:
    """The location of a value as JSON, in the words of its format."""
    match suffix:
        case "xlsx":
            return f'{{"sheet":"一覧","cell":"{"ABCDEFGHIJ"[column]}{row + 2}"}}'
        case "csv":
            return f'{{"row":{row + 2},"column":{column + 1}}}'
        case "pdf":
            return f'{{"page":{row // 30 + 1}}}'
        case _:
            return f'{{"line":{row + 3},"column":{column * 20 + 5}}}'


def list_folders(count: int) -> Iterator[str]:
    """Paths of folders, one to four deep, parents before children."""
    departments = (
        "営業部",
        "経理部",
        "人事部",
        "総務部",
        "情報システム部",
        "開発部",
        "製造部",
        "品質保証部",
        "広報部",
        "法務部",
    )
    sections = ("東京", "大阪", "名古屋", "福岡", "札幌", "共有", "旧サーバー", "退職者")
    years = [f"{year}年度" for year in range(2015, 2027)]
    matters = ("顧客対応", "契約", "採用", "研修", "監査", "展示会", "移行", "Ａ案件")
    for number in range(count):
        parts = [departments[number % 10], sections[number // 10 % 8], years[number // 80 % 12]]
        turn = number // 960
        depth = 1 if number < 10 else 2 if number < 80 else 3 if turn == 0 else 4
        if depth == 4:
            parts.append(f"{matters[turn % 8]}_{turn:03d}")
        yield "/".join(parts[:depth])
