"""Personal names: 氏名.

Format: surname of 1 to 5 kanji and given name of 1 to 5 kanji or kana, with a blank, a middle dot or nothing between; the
reading in katakana, half-width katakana or hiragana; Latin letters in either order; foreigners' names in katakana with
middle dots or in capitals.
Evidence: the field's name or a label; both parts in the dictionary; an honorific or title; the reading beside the kanji;
in sentences an age or a birth in brackets, a sure name beside it, the same name elsewhere in its text.
Check digit: none.
False friends: places, organisations and ordinary words that are also surnames (福島, 森, 東北), compounds, products.

>>> normalise("山田　太郎") == normalise("山田太郎"), normalise("ﾔﾏﾀﾞ ﾀﾛｳ"), normalise("やまだ たろう")
(True, 'ヤマダタロウ', 'ヤマダタロウ')
>>> mask("髙橋　智也"), mask("YAMADA Taro")
('髙*　**', 'Y***** ****')
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from meibo_detectors.columns import is_foreign, is_pure
from meibo_detectors.dictionaries.word_table import table_of_words
from meibo_detectors.evidence import Evidence, Note, has, mark
from meibo_detectors.japan.family_fields import FAMILY_NAMES
from meibo_detectors.japan.name_tables import name_tables
from meibo_detectors.japan.names_in_fields import read_fields
from meibo_detectors.japan.names_in_kana import read_kana
from meibo_detectors.japan.names_in_romaji import find_romaji_in_text, read_romaji
from meibo_detectors.japan.names_in_text import read_text
from meibo_detectors.kernels.name_fields import cover_fields, sort_name_fields
from meibo_detectors.kernels.name_relations import hold_stretches, leave_doubtful, relate_names, repeat_names
from meibo_detectors.model import Context, Detector, PersonKey, make_candidates
from meibo_detectors.normalise import fold_value
from meibo_detectors.roles import Role

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.evidence import Bits
    from meibo_detectors.normalise import Offsets
    from meibo_detectors.text import Text

ID: Final = "jp_name"
_PERSONS: Final = "者人当師員生席"
"""What words for what somebody did or is end with: 報告者, 営業担当, 代理人."""
_COMMAS: Final = "、,，・/やと"
"""Between the names of a list."""


def find(text: Text) -> npt.NDArray[np.void]:
    """Names in fields that are named as names, and in all text that is not named as something else."""
    fields, folded, tables = text.fields, text.folded, name_tables()
    if folded.is_ascii and not len(fields.start):
        return find_romaji_in_text(text)
    own, sure, refusal = _sort_fields(text)
    found = [read_fields(text, fields.start[own], fields.end[own], sure)]
    settled = np.zeros(len(refusal), np.uint8)
    settled[hold_stretches(fields.start, fields.end, *found[0][:2])] = len(refusal) > 0
    blocked, closed = cover_fields(folded.chars, fields.start, fields.end, fields.column, settled, refusal)
    found.append(read_romaji(text, blocked))
    if not folded.is_ascii:
        start, end, evidence = read_text(text, closed)
        held = hold_stretches(fields.start, fields.end, start, end)
        kept = leave_doubtful(fields.start, fields.column, refusal, held, start, evidence.view(np.uint64), tables)
        rows = np.flatnonzero(kept)
        in_text = start[rows], end[rows], evidence[rows]
        found += [in_text, *read_kana(text, blocked, in_text[1])]
    start, end, evidence = (np.concatenate(column) for column in zip(*found, strict=True))
    rows = np.argsort(start, kind="stable")
    start, end = start[rows], end[rows]
    return make_candidates(start, end, _relate(text, start, end, evidence[rows].view(np.uint64)))


def _sort_fields(text: Text) -> tuple[Offsets, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The fields named as names, whether persons surely stand in each, and how each of all fields is refused."""
    fields, cells = text.fields, text.fields.cells
    return sort_name_fields(
        text.folded.chars,
        text.look_up_codes,
        cells.name_start,
        cells.name_end,
        fields.label,
        fields.role,
        fields.meanings.names,
        fields.meanings.refuses,
        fields.bit(ID),
        (Role.ORGANISATION, Role.OTHER, Role.STAFF),
        np.array([ord(sign) for sign in _PERSONS], np.uint32),
        table_of_words(FAMILY_NAMES).keys,
    )


def _relate(text: Text, start: Offsets, end: Offsets, evidence: Bits) -> Bits:
    """The evidence of names, ascending, with what they say of each other.

    A reading beside its kanji; a possible name beside a sure one in a list; the same name near in its block, but not
    farther than the words of a document reach: where a long text is cut must change nothing.
    """
    if not len(start):
        return evidence
    folded, fields, tables = text.folded, text.fields, name_tables()
    record = np.append(fields.record, -1)[hold_stretches(fields.start, fields.end, start, end)]
    commas = np.array([ord(sign) for sign in _COMMAS], np.uint32)
    if relate_names(folded.letter_codes, start, end, record, commas, evidence, Evidence.READING_BESIDE, tables):
        block = folded.block_of(start)
        repeat_names(folded.letter_codes, text.look_up_codes, start, end, block, evidence, tables)
    return evidence


def score(candidates: npt.NDArray[np.void], context: Context) -> npt.NDArray[np.uint8]:
    """High for a name of the dictionary under a label, or with its reading; low for a surname with an honorific."""
    evidence = candidates["evidence"]
    listed, shaped = has(evidence, Evidence.DICTIONARY_NAME), has(evidence, Evidence.NAME_SHAPED)
    partial, strong = has(evidence, Note.PARTIAL), has(evidence, Note.STRONG_FORM)
    titled, paired = has(evidence, Evidence.HONORIFIC), has(evidence, Evidence.READING_BESIDE)
    labelled = context.has_label & ~context.is_other
    named = labelled & (context.is_named | context.is_touching) & ~context.is_weak
    touching = labelled & context.is_touching
    weak_named = labelled & context.is_named
    pure = is_pure(context) & context.fills_field
    scores = np.select(
        [
            partial & (titled | labelled),
            partial,
            named & listed,
            named & paired,
            named & shaped & context.is_named,
            strong & paired,
            strong & (labelled | titled),
            strong,
            listed & paired,
            listed & (titled | weak_named | touching),
            shaped & titled,
            pure,
            shaped & (weak_named | touching),
            listed,
        ],
        [40, 0, 92, 88, 70, 88, 80, 68, 65, 70, 72, 62, 40, 40],
        0,
    )
    poor = is_foreign(context) & context.fills_field & ~labelled
    beside = titled & strong & ~context.fills_field  # 件名：小暮智也様の件
    other = (context.is_named_other & ~beside) | (context.is_other & ~titled)
    mark(evidence, context.is_other, Evidence.OTHER_LABEL)
    mark(evidence, pure & labelled, Evidence.COLUMN_SHARE)
    scores = np.where(poor | other | has(evidence, Evidence.SAMPLE), np.minimum(scores, 40), scores)
    return scores.astype(np.uint8)


_JOINTS: Final = re.compile(r"[\s・･.,;'`-]+")


def normalise(value: str) -> str:
    """Widths folded, blanks and dots left out, kana as katakana, Latin letters upper-case; variant kanji are kept."""
    folded = _JOINTS.sub("", fold_value(value)).upper()
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in folded)


def mask(value: str) -> str:
    """The first character as written, blanks and dots; all else as asterisks."""
    return value[:1] + "".join(sign if sign.isspace() or sign in "・･;；" else "*" for sign in value[1:])


DETECTOR: Final = Detector(
    id=ID,
    title_ja="氏名",
    title_en="Personal name",
    risk_class="C2",
    rules_ja=(
        "氏名の項目にある、姓と名が辞書にあるもの、または漢字とふりがなが並ぶもの",
        "氏名の項目にある氏名らしい文字列、敬称や役職の付いた姓名、文字の連なり全体が辞書の姓と名であるもの、または中点で結んだ外国人名",
        "敬称の付いた姓、弱い項目名の下の文字列、項目名のないローマ字や読みがな、見本の氏名",
    ),
    rules_en=(
        "surname and given name of the dictionary under a name's label, or kanji with their reading",
        "name-shaped under a label, full name with an honorific or title, a whole run of kanji that is surname and given name, or a foreigner's name with a middle dot",
        "surname with an honorific, weak labels, unlabelled Latin letters or readings, names of samples",
    ),
    labels=(
        "氏名", "お名前", "ご氏名", "御氏名", "おなまえ", "しめい", "姓名", "フルネーム", "フリガナ", "ふりがな", "振り仮名", "ヨミガナ", "よみがな", "読み仮名",
        "カナ氏名", "氏名カナ", "氏名かな", "氏名フリガナ", "氏名ふりがな", "名前カナ", "名前フリガナ", "お名前カナ", "お名前フリガナ", "シメイ", "カナ名", "カナ",
        "漢字氏名", "氏名漢字", "ローマ字氏名", "氏名ローマ字", "英字氏名", "氏名英字", "患者名", "患者氏名", "契約者名", "契約者", "契約者氏名", "被保険者名",
        "被保険者氏名", "会員名", "会員氏名", "顧客名", "顧客氏名", "お客様名", "お客様氏名", "申込者", "申込者名", "申込者氏名", "申請者", "申請者名", "申請者氏名",
        "届出人", "届出者", "受取人", "受取人名", "受取人氏名", "名義人", "口座名義", "口座名義人", "名義人カナ", "カード名義", "カード名義人", "cardholder", "cardholder name", "card holder", "card holder name", "世帯主", "世帯主名", "世帯主氏名", "保護者",
        "保護者名", "保護者氏名", "従業員名", "従業員氏名", "社員名", "社員氏名", "職員名", "職員氏名", "生徒名", "生徒氏名", "学生氏名", "児童名", "園児名",
        "利用者名", "利用者氏名", "入居者名", "入居者氏名", "講師名", "講師氏名", "株主名", "株主氏名", "寄附者名", "寄附者氏名", "寄付者名", "依頼人名",
        "依頼人氏名", "依頼者名", "依頼者氏名", "相続人氏名", "被相続人氏名", "運転者氏名", "借主氏名", "貸主氏名", "受講生名", "受講生氏名", "加入者名", "加入者氏名", "担当者名", "担当者氏名", "緊急連絡先氏名", "保証人", "保証人氏名", "連帯保証人", "配偶者氏名",
        "被扶養者氏名", "扶養親族氏名", "家族氏名", "本人氏名", "宛名", "受信者名", "差出人", "差出人名", "送付先氏名", "届け先氏名", "お届け先名", "ご依頼主",
        "参加者名", "参加者氏名", "出席者名", "出席者氏名", "受講者名", "受講者氏名", "応募者名", "応募者氏名", "受験者氏名", "代表者名", "代表者氏名", "署名",
        "full name", "customer name", "patient name", "employee name", "member name", "person name", "contact name",
        "applicant name", "holder name", "account holder", "cardholder name", "card holder", "student name", "recipient name", "staff name",
        "shimei kanji", "kanji shimei", "user nm", "cust nm", "customer nm", "emp nm", "member nm", "shimei", "simei", "namae", "name kana", "kana name", "name kanji", "kanji name", "furigana", "kana", "yomigana", "fn",
        "name jp", "name ja", "name en", "name romaji", "romaji name", "user full name", "real name", "legal name",
        "x phonetic first name", "x phonetic last name", "phonetic name",
    ),
    weak_labels=(
        "名前", "姓", "名", "氏", "担当", "担当者", "営業担当", "宛先", "様", "作成者", "承認者", "責任者", "参加者", "出席者", "記入者", "報告者", "発表者",
        "受講者", "受講生", "入居者", "利用者", "従業員", "社員", "講師", "借主", "貸主", "株主", "寄附者", "寄付者", "依頼人", "依頼者", "相続人", "被相続人",
        "本人", "運転者", "園児", "生徒", "児童", "代表", "出席", "欠席", "欠席者", "発信者", "受信者", "よみ", "読み", "ルビ", "お届け先", "届け先", "送付先",
        "name", "n", "first name", "last name", "given name", "surname", "family name", "first kana", "last kana", "author", "contact person",
        "assignee", "owner", "holder", "cardholder", "ship to", "bill to", "account name", "from", "to", "cc", "bcc", "sender", "recipient", "attendee", "attendees", "participants",
    ),
    other_labels=(
        "会社名", "社名", "法人名", "企業名", "団体名", "組織名", "店舗名", "店名", "支店名", "取引先", "取引先名", "得意先", "得意先名", "仕入先", "仕入先名",
        "学校名", "大学名", "病院名", "銀行名", "金融機関名", "事業所名", "施設名", "部署名", "部署", "所属", "商品名", "品名", "製品名", "件名", "題名", "書名",
        "作品名", "曲名", "地名", "駅名", "町名", "建物名", "マンション名", "ビル名", "ファイル名", "ホスト名", "サーバー名", "サーバ名",
        "プロジェクト名", "案件名", "項目名", "科目名", "コース名", "イベント名", "サービス名", "車名", "品種", "ニックネーム", "ペンネーム", "ハンドルネーム",
        "file name", "host name", "server name", "project name", "product name", "company name", "brand name", "store name", "shop name",
        "school name", "bank name", "branch name", "department name", "event name", "service name", "group name", "team name", "table name",
        "column name", "class name", "method name", "function name", "package name", "domain name", "nickname", "login name", "subject",
    ),
    find=find,
    score=score,
    normalise=normalise,
    mask=mask,
    person_key=PersonKey.NAME,
    refuses_reference_numbers=False,
    speaks_of_person=True,
)  # fmt: skip
