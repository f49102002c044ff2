"""Passwords, PINs, keys and tokens: パスワード, 暗証番号, 秘密鍵, API キー.

Issuer: services and their users. Law: with them an account may be used (APPI rule 7, item 2: property damage; Act on
Prohibition of Unauthorised Computer Access, 不正アクセス禁止法).
Format: tokens by the prefixes, lengths and alphabets that their vendors publish (``credential_tokens``); private keys in
PEM; user and password in URLs (``credential_urls``); anything of four signs or more that stands in a field named パスワード,
password, 暗証番号 ... (``credential_pairs``), or behind words of commands and settings (``credential_commands``).
Spellings: ``password=...``, ``パスワード：...``, columns, JSON, XML, settings, assignments of programs, sentences.
Check digit: JSON Web Tokens and HTTP's basic authentication decode to what they must hold.
False friends: what stands in for a value (``changeme``, ``${DB_PASSWORD}``, ``****``), variables, calls and types of programs,
explanations of how passwords are made.
Nothing of a value is ever shown, only its kind.

>>> mask("Kc7-dq2-Wz")
'********'
>>> normalise("Kc7-dq2-Wz")
'Kc7-dq2-Wz'
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.columns import cap_foreign
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.general.credential_kinds import (
    AWS_WORDS,
    AZURE_WORDS,
    DOUBLE_WORDS,
    HASH_WORDS,
    KINDS,
    NUMBER_OF,
    PASSWORD_WORDS,
    PIN_WORDS,
    SECRET_WORDS,
    STRING_WORDS,
)
from meibo_detectors.general.credential_pairs import ID, find_pairs
from meibo_detectors.general.credential_tokens import find_tokens
from meibo_detectors.general.credential_urls import find_url_passwords
from meibo_detectors.model import Context, Detector, join_candidates
from meibo_detectors.text import Text

MEDIUM_KINDS: Final = ("jwt", "password-hash", "secret")
"""Kinds that are medium by their form alone: a token that has run out opens nothing, a hash must be broken first."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Tokens and keys of known form, passwords in URLs, and values of fields of this name."""
    return join_candidates((find_tokens(text), find_url_passwords(text), find_pairs(text)))


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High by a vendor's form, or a strong value in a field of this name; medium for plain values; low for bare words."""
    evidence, kind = candidates["evidence"], candidates["kind"]
    paired = has(evidence, Note.NEEDS_LABEL)
    strong, drawn = has(evidence, Note.STRONG_FORM), has(evidence, Note.SEPARATED)
    wordy, spoken = has(evidence, Note.WEAK_FORM), has(evidence, Note.PARTIAL)
    beside = has(evidence, Evidence.RECORD)
    named = context.has_label & (context.is_named | context.is_touching)
    hashed = kind == NUMBER_OF["password-hash"]
    medium = np.isin(kind, [NUMBER_OF[name] for name in MEDIUM_KINDS])
    in_column = context.column_cells > 0
    pairs = np.select(
        [
            ~context.has_label | has(evidence, Evidence.PLACEHOLDER),
            context.is_weak & drawn,
            context.is_weak,
            hashed,
            wordy & beside & in_column,
            wordy,
            spoken | ~named,
            strong | beside,
        ],
        [0, 75, 35, 75, 65, 40, 70, 90],
        70,
    )
    weak_form = has(evidence, Note.WEAK_FORM)
    scores = np.where(paired, pairs, np.where(weak_form, 70, np.where(medium, 75, 95)))
    mark(evidence, paired & context.is_other, Evidence.OTHER_LABEL)
    return cap_foreign(scores, context, paired).astype(np.uint8)


def normalise(value: str) -> str:
    """The value as written; every sign of it counts."""
    return value


def mask(_: str) -> str:
    """Nothing of it, not even its length."""
    return "*" * 8


DETECTOR: Final = Detector(
    id=ID,
    title_ja="パスワード・暗証番号・秘密鍵・トークン",
    title_en="Password, PIN, key or token",
    risk_class="C4",
    rules_ja=(
        "発行元が公表する形式のトークンや秘密鍵、URL 中のパスワード、項目名がパスワードで文字種が混ざる値またはログイン ID と並ぶ値",
        "項目名がパスワード・暗証番号である短い値や数字だけの値、無作為に見える API キー、JWT、パスワードのハッシュ",
        "項目名はあるが普通の単語、または API キーなどの項目名で無作為に見えない値",
    ),
    rules_en=(
        "a token or key of a published form, a password in a URL, or a value of mixed signs, or beside a login, in a field named so",
        "a short value or digits in a field named so, a key that looks drawn at random, a JWT, a hash of a password",
        "a plain word in a field named so, or a value named as a key that does not look drawn at random",
    ),
    labels=(*PASSWORD_WORDS, *DOUBLE_WORDS, *PIN_WORDS, *HASH_WORDS, *AWS_WORDS, *AZURE_WORDS),
    weak_labels=(*STRING_WORDS, *SECRET_WORDS),
    other_labels=(
        "パスワード変更日", "パスワード更新日", "パスワード有効期限", "パスワード期限", "パスワードポリシー", "パスワード再設定", "パスワードリセット", "パスワード管理",
        "パスワード強度", "パスワード長", "password policy", "password reset", "password length", "password expiry",
        "password hint", "err password", "error password", "msg password", "message password", "token type", "max tokens", "tokens",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    refuses_reference_numbers=False,
    heeds_names=False,
    kinds=KINDS,
    hides_value=True,
)  # fmt: skip
