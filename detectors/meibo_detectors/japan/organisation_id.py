"""Numbers that an organisation gives its own people: 社員番号, 学籍番号, 会員番号, 患者番号, ログインID.

Issuer: each company, school, shop or hospital for itself. Law: personal information wherever the issuer, or anybody with
the list, can tell who it is (APPI article 2, paragraph 1, item 1).
Format: 3 to 12 letters and digits, often a letter and zeros before (``E001234``, ``A12-3456``, ``21B1234``); names of logins up
to 20 signs, digits or not. No common form and no check digit: the name of the field alone tells what it is.
Spellings: full width, hyphens, behind a label in a sentence.
False friends: numbers of orders, contracts, articles and companies; dates, amounts and telephone numbers in such a field.
People are not told apart by it (no person key): two companies' member 10023 are two people, and an inventory unites the
keys of all files.

>>> normalise("Ｅ００１２３４")
'E001234'
>>> mask("A12-3456")
'***-**56'
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from meibo_detectors.character_tables import LAST_CODE, make_code_table
from meibo_detectors.columns import cap_foreign
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Bits, Evidence, Note, has, mark
from meibo_detectors.general.ip_address import find_written
from meibo_detectors.kernels.organisation_ids import find_label_ends, find_word_ends, judge_ids
from meibo_detectors.model import CANDIDATE, Context, Detector, Kind, make_candidates
from meibo_detectors.normalise import KANJI, Offsets, fold_value, is_digit, is_letter, table_of
from meibo_detectors.text import Text
from meibo_detectors.windows import first_column, window
from meibo_detectors.word_search import spell
from meibo_detectors.words_at import ends_word

ID: Final = "org_id"
SHORTEST_CHARS: Final = 3
LONGEST_CHARS: Final = 12
LONGEST_LOGIN_CHARS: Final = 20
ADDRESS_CHARS: Final = 40
"""Of an address at the beginning of a line of a log."""
JOINT_CHARS: Final = 3
"""Between a label and its number: ``社員番号は E001234``."""

KINDS: Final = (
    Kind("employee", "社員番号", "Employee number", (
        "社員番号", "従業員番号", "職員番号", "社員id", "従業員id", "職員id", "社員コード", "従業員コード", "職員コード", "個人コード", "スタッフ番号", "スタッフno",
        "スタッフid", "スタッフコード", "社員no", "社員証番号", "職員証番号", "乗務員番号", "乗務員コード", "隊員番号", "団員番号", "作業員番号", "ドライバーコード", "ドライバーid", "従業員識別コード", "従業員識別子", "社番", "職番", "教員番号", "教職員番号", "労働者番号", "要員番号", "employee id", "employee no",
        "employee number", "employee code", "emp id", "emp no", "emp code", "staff id", "staff no", "staff number", "staff code",
        "personnel number", "personnel no", "shain no", "shain bango", "shain code", "shokuin no", "kyoshokuin no", "driver id", "shain cd",
    )),
    Kind("student", "学籍番号", "Student number", (
        "学籍番号", "学生番号", "生徒番号", "児童番号", "学生id", "学生コード", "生徒id", "学籍no", "学生証番号", "student id", "student no", "student number",
        "student code", "pupil id", "seito no", "gakusei no", "gakuseki bango",
    )),
    Kind("examinee", "受験番号", "Examinee number", (
        "受験番号", "受検番号", "受験者番号", "受検者番号", "免状番号", "受講番号", "受講者番号", "受講者id", "求職者番号", "登録者番号", "応募者番号", "応募者id", "examinee no", "examinee number",
        "examinee id", "applicant id", "applicant no",
    )),
    Kind("member", "会員番号", "Member number", (
        "会員番号", "会員id", "会員no", "会員コード", "会員証番号", "会員ナンバー", "メンバー番号", "メンバーid", "メンバーズ番号", "組合員番号", "マイレージ番号",
        "お得意様番号", "member id", "member no", "member number", "member code", "membership id", "membership no",
        "membership number", "kaiin no", "kaiin bango", "kaiin id",
    )),
    Kind("customer", "顧客番号", "Customer number", (
        "顧客番号", "顧客id", "顧客no", "顧客コード", "お客様番号", "お客さま番号", "お客様id", "お客様コード", "お客様no", "購入者id", "利用者番号", "利用者id",
        "利用者コード", "受給者番号", "申込者番号", "入居者番号", "customer id", "customer no", "customer number", "customer code", "cust id",
        "cust no", "kokyaku code", "riyosha no", "riyousha no", "kokyaku no", "kokyaku bango", "kokyaku id",
    )),
    Kind("contract", "契約者番号", "Policyholder number", (
        "契約者番号", "契約者id", "契約者コード", "subscriber id", "subscriber no", "policyholder no", "policyholder id",
    )),
    Kind("patient", "患者番号", "Patient number", (
        "健診番号", "検診番号", "受診番号", "患者番号", "患者id", "患者no", "患者コード", "カルテ番号", "カルテno", "カルテid", "診察券番号", "診察券no", "診療録番号", "入院番号", "受診者番号", "受診者id",
        "被験者番号", "patient id", "patient no", "patient number", "mrn", "medical record number", "medical record no", "karte no",
        "kanja id", "kanja no",
    )),
    Kind("login", "ログインID", "Login name", (
        "ログインid", "ログイン名", "ログインユーザ", "ログインユーザー", "ログオン名", "ユーザid", "ユーザーid", "ユーザー番号", "ユーザ番号", "ユーザーコード", "サインインid",
        "login id", "login user", "user id", "userid", "logon name", "sam account name", "user no", "user code",
    )),
    Kind("account", "アカウントID", "Account name", ("アカウントid", "アカウント名", "アカウント番号", "マイページid", "account id")),
)  # fmt: skip
LOGINS: Final = ("login", "account")
"""Kinds whose values may be words without a digit."""
SAMPLES: Final = (
    "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "00001", "000001", "0000001", "abc123", "abc12345",
    "test01", "test001", "sample01", "user01", "user001", "e12345", "a12345", "a1234567", "xxxxx", "yyyyy",
)  # fmt: skip
"""What manuals and forms print."""
NOT_PEOPLE: Final = (
    "admin", "administrator", "root", "guest", "test", "user", "users", "username", "userid", "user_id", "login", "loginid",
    "login_id", "system", "null", "none", "nil", "undefined", "unknown", "anonymous", "public", "default", "example",
    "sample", "demo", "dummy", "string", "integer", "int", "varchar", "text", "true", "false", "yes", "nobody", "daemon",
    "service", "oracle", "postgres", "mysql", "sa", "www-data", "apache", "nginx", "ec2-user", "ubuntu", "localhost",
)  # fmt: skip
"""Logins that no single person holds, and words that stand in for one."""

_IS_SIGN: Final = table_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.")
_IS_WORD_SIGN: Final = table_of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_")
_IS_STOP: Final = table_of(b" \t\r\n,;\"'`)]}>")
_IS_JOINT: Final = table_of(b" :=.\t\"'(<[")
_IS_PARTICLE: Final = make_code_table("はがの「『【#")
_LATIN_ENDINGS: Final = ("id", "no", "cd")
"""Of labels that begin with kanji or kana."""
_WIDE_LABELS: Final = tuple(
    form for kind in KINDS for label in kind.labels if not label.isascii() for form in spell(label)
)
"""Labels that are looked for in sentences: no single word of Latin letters."""
_LOGIN_NAMES: Final = tuple(
    form for kind in KINDS if kind.id in LOGINS for label in kind.labels for form in spell(label)
)
"""Names of fields that hold logins, in all forms."""
_WIDE_ENDINGS: Final = ("番号", "ード")
_WIDE_PAIRS, _LATIN_PAIRS = (
    np.array([[ord(sign) for sign in ending] for ending in endings], np.uint32)
    for endings in (_WIDE_ENDINGS, _LATIN_ENDINGS)
)
_MAY_BE: Final = 1
_IS_NUMBERED: Final = 2
"""Bits of the kernel."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Values of fields of this name, and what stands behind such a word in a sentence.

    WEAK_FORM: of a field of logins, with STRONG_FORM also beside an IP address. PARTIAL: not all of its field.
    """
    rows = [_find_in_named_fields(text), _find_in_sentences(text), _find_in_access_logs(text)]
    return np.concatenate(rows)


def _find_in_access_logs(text: Text) -> npt.NDArray[np.void]:
    """Users in lines of web servers (``address - user [01/Aug/2031:10:21:33``): IN_PATH, of no field."""
    chars = text.folded.chars
    begin = text.once(find_written) if text.folded.holds([ord("[")]) else text.runs.start[:0]
    if not len(begin):
        return np.zeros(0, CANDIDATE)
    dashed = begin + first_column(window(chars, begin, ADDRESS_CHARS) == ord(" "))
    dashed = dashed[(window(chars, dashed, 3) == np.frombuffer(b" - ", np.uint8)).all(axis=1)]
    start = dashed + 3
    until = start + first_column(~_IS_SIGN[window(chars, start, LONGEST_LOGIN_CHARS + 1)])
    behind = window(chars, until, 5)
    dated = (behind[:, 0] == ord(" ")) & (behind[:, 1] == ord("[")) & is_digit(behind[:, 2:4]).all(axis=1)
    dated &= behind[:, 4] == ord("/")
    start, until = start[dated], until[dated]
    return _weigh(text, start, until, np.full(len(start), Note.IN_PATH, np.uint64))


def _find_in_named_fields(text: Text) -> npt.NDArray[np.void]:
    fields, chars = text.fields, text.folded.chars
    named = fields.named(ID)
    if not len(named):
        return np.zeros(0, CANDIDATE)
    start, end = fields.start[named], fields.end[named]
    word = find_word_ends(chars, start, end, _IS_STOP.view(np.uint8))
    fits = word >= 0
    start, end, word = start[fits], end[fits], word[fits]
    found = _weigh(text, start, np.minimum(word, end), np.where(word < end, np.uint64(Note.PARTIAL), np.uint64(0)))
    if not len(found):
        return found
    field = fields.holding(found["start"], found["end"])
    logins = text.numbers_of_names(table_of_words(_LOGIN_NAMES))[field] >= 0
    mark(found["evidence"], logins, Note.WEAK_FORM)
    words = np.flatnonzero(logins & ~has(found["evidence"], Note.STRONG_FORM))
    if len(words):
        logged = np.isin(fields.record[field[words]], fields.record_of(text.once(find_written)))
        found["evidence"][words[logged]] |= np.uint64(Note.STRONG_FORM)
    return found


def _find_in_sentences(text: Text) -> npt.NDArray[np.void]:
    """Numbers behind a word that ends with 番号 or ID, of any text."""
    folded, chars = text.folded, text.folded.chars
    if folded.is_ascii:
        return np.zeros(0, CANDIDATE)
    codes = folded.letter_codes
    end = find_label_ends(codes, chars, _WIDE_PAIRS, _LATIN_PAIRS, KANJI)
    if not len(end):
        return np.zeros(0, CANDIDATE)
    start = end.copy()
    for _ in range(JOINT_CHARS):
        code = codes.take(start, mode="clip")
        start += _IS_JOINT[chars.take(start, mode="clip")] | _IS_PARTICLE.take(np.minimum(code, LAST_CODE))
    kept = np.flatnonzero((start < len(chars)) & _IS_SIGN[chars.take(start, mode="clip")])
    end, start = end[kept], start[kept]
    start = start[ends_word(text, end, _WIDE_LABELS)]
    until = start + first_column(~_IS_WORD_SIGN[window(chars, start, LONGEST_CHARS + 1)])
    until -= table_of(b"-_")[chars.take(until - 1, mode="clip")]
    behind = window(chars, until, 2)
    parted = table_of(b".,/@:=")[behind[:, 0]] & (is_digit(behind[:, 1]) | is_letter(behind[:, 1]))
    fits = (until - start >= SHORTEST_CHARS) & ~parted
    start, until = start[fits], until[fits]
    fresh = ~text.fields.is_filled_by(start, until)  # what is all of a field is judged there
    start, until = start[fresh], until[fresh]
    return _weigh(text, start, until, np.full(len(start), Note.PARTIAL, np.uint64))


def _weigh(text: Text, start: Offsets, end: Offsets, evidence: Bits) -> npt.NDArray[np.void]:
    """Stretches that may be such a number; those with a digit and no longer than numbers are have STRONG_FORM."""
    if not len(start):
        return np.zeros(0, CANDIDATE)
    bits = judge_ids(text.folded.chars, start, end, has(evidence, Note.PARTIAL).view(np.uint8))
    fits = (bits & _MAY_BE) != 0
    start, end, evidence, bits = start[fits], end[fits], evidence[fits], bits[fits]
    hashes = text.hashes.of(start, end)
    mark(evidence, (bits & _IS_NUMBERED) != 0, Note.STRONG_FORM)
    mark(evidence, table_of_words(SAMPLES).holds(hashes), Evidence.SAMPLE)
    found = make_candidates(start, end, evidence)
    nobody = table_of_words(NOT_PEOPLE).holds(hashes)
    return found[~nobody] if nobody.any() else found


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """Medium in a field of this name or right behind it; a record with other data of a person makes it high."""
    evidence = candidates["evidence"]
    numbered = has(evidence, Note.STRONG_FORM)
    spoken = has(evidence, Note.PARTIAL)
    login = has(evidence, Note.WEAK_FORM)
    named = context.is_named & context.fills_field
    in_column = context.column_cells > 0
    in_log = has(evidence, Note.IN_PATH)
    scores = np.select(
        [in_log, ~context.has_label, named & numbered, named & login & in_column, spoken & numbered, named & login],
        [65, 0, 70, 65, 65, 45],
        0,
    )
    mark(evidence, context.is_other, Evidence.OTHER_LABEL)
    scores = np.where(context.is_weak, np.minimum(scores, 40), scores)
    scores = np.where(has(evidence, Evidence.SAMPLE), np.minimum(scores, 35), scores)
    return cap_foreign(np.where(context.has_unit, 0, scores), context).astype(np.uint8)


def normalise(value: str) -> str:
    """The signs in capitals, of usual width."""
    return fold_value(value).strip().upper()


def mask(value: str) -> str:
    """The last two letters or digits shown."""
    signs = re.sub(r"\w", "*", value)
    return signs if len(value) < SHORTEST_CHARS else signs[:-2] + value[-2:]


DETECTOR: Final = Detector(
    id=ID,
    title_ja="社員番号・会員番号・ログインIDなど",
    title_en="Number of an employee, member, patient, student, login ...",
    risk_class="C2",
    rules_ja=(
        "項目名または見出しがあり、同じ記録に氏名・電話番号など個人のデータがある",
        "項目名または見出しがある、またはウェブサーバーのログの利用者欄にある",
        "ログイン名の項目だが数字がない、または見本によくある値",
    ),
    rules_en=(
        "a label or header, and a name, telephone number or the like in the same record",
        "a label or header, or the place of the user in the log of a web server",
        "a login without a digit outside of tables, or a value that forms print",
    ),
    labels=tuple(label for kind in KINDS for label in kind.labels),
    other_labels=("部署コード", "部門コード", "店舗コード", "会社コード", "取引先コード", "商品id", "商品コード", "法人会員番号"),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    speaks_of_person=True,
    kinds=KINDS,
)  # fmt: skip
