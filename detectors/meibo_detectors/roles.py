"""What a field's name says about its value: a whole identifier, or the part of one that several cells share.

Whole identifiers are named by the labels of their detectors. Here are the parts that are joined again before detection
(surname and given name, the three groups of a telephone number ...), and names of fields that hold a value of the same
shape which is not the record's own person (a clerk, a company).
"""

from __future__ import annotations

import enum
from typing import Final


class Role(enum.IntEnum):
    """The part that a field plays in its record; NONE where its name says nothing of that kind."""

    NONE = 0
    SURNAME = 1
    GIVEN_NAME = 2
    KANA_SURNAME = 3
    KANA_GIVEN_NAME = 4
    ROMAJI_SURNAME = 5
    ROMAJI_GIVEN_NAME = 6
    PREFECTURE = 7
    MUNICIPALITY = 8
    STREET = 9
    BUILDING = 10
    POSTAL_1 = 11
    POSTAL_2 = 12
    PHONE_1 = 13
    PHONE_2 = 14
    PHONE_3 = 15
    BIRTH_ERA = 16
    BIRTH_YEAR = 17
    BIRTH_MONTH = 18
    BIRTH_DAY = 19
    BIRTH_DATE = 20
    """A date of birth without its era, beside a field of the era: no name says so, but its value."""
    BARE_YEAR = 24
    """A year, month or day of anything: of birth where another part of the record says so."""
    BARE_MONTH = 25
    BARE_DAY = 26
    TOWN = 22
    BUILDING_2 = 23
    STAFF = 30
    """A person of the other side: a clerk in charge, an author."""
    ORGANISATION = 31
    OTHER = 32
    """A known name of something that is no personal data: amounts, products, dates of business."""
    BANK_NAME = 40
    """Of the bank that holds an account."""
    BANK_CODE = 41
    BRANCH_NAME = 42
    BRANCH_CODE = 43
    DEPOSIT_TYPE = 44
    """Whether an account is an ordinary or a current one."""
    CARD_EXPIRY = 45
    SECURITY_CODE = 46
    CONTACT = 33
    """Another person to turn to in an emergency, a guarantor, a family member."""


PART_LABELS: Final[dict[Role, tuple[str, ...]]] = {
    Role.SURNAME: (
        "姓", "氏", "苗字", "名字", "名前姓", "氏名姓", "お名前姓", "漢字姓", "姓漢字", "名前_姓", "last name", "lastname", "family name",
        "surname", "sei", "name sei", "family", "name family", "name last", "last name kanji", "sei kanji",
    ),
    Role.GIVEN_NAME: (
        "名", "名前名", "氏名名", "お名前名", "漢字名", "名漢字", "名前_名", "first name", "firstname", "given name", "mei", "name mei", "given", "name given", "name first",
        "first name kanji", "mei kanji",
    ),
    Role.KANA_SURNAME: (
        "セイ", "せい", "姓カナ", "カナ姓", "姓フリガナ", "フリガナ姓", "姓ふりがな", "ふりがな姓", "氏名カナ姓", "姓かな", "かな姓", "姓ヨミ",
        "シメイ姓", "last kana", "last name kana", "sei kana", "kana sei", "sei k", "family name kana", "surname kana", "kana last", "lastname kana",
    ),
    Role.KANA_GIVEN_NAME: (
        "メイ", "めい", "名カナ", "カナ名", "名フリガナ", "フリガナ名", "名ふりがな", "ふりがな名", "氏名カナ名", "名かな", "かな名", "名ヨミ",
        "シメイ名", "first kana", "first name kana", "mei kana", "kana mei", "mei k", "given name kana", "kana first", "firstname kana",
    ),
    Role.ROMAJI_SURNAME: ("姓ローマ字", "ローマ字姓", "last name romaji", "romaji sei", "sei romaji", "surname romaji", "姓英字", "英字姓"),
    Role.ROMAJI_GIVEN_NAME: ("名ローマ字", "ローマ字名", "first name romaji", "romaji mei", "mei romaji", "given name romaji", "名英字", "英字名"),
    Role.PREFECTURE: ("都道府県", "都道府県名", "府県", "県名", "pref", "prefecture", "住所都道府県", "state", "province", "住所1都道府県"),
    Role.MUNICIPALITY: (
        "市区町村", "市区町村名", "市町村", "市区郡", "市区", "郡市区", "city", "municipality", "住所市区町村", "ward", "city ward", "市郡区",
    ),
    Role.STREET: (
        "番地", "町名番地", "町名・番地", "丁目番地", "丁目・番地", "住所番地", "住所町名番地", "番地等", "addr1", "address1",
        "address line 1", "street", "street address", "住所1", "jusho1", "町村番地", "字丁目", "字番地", "以降の住所", "それ以降の住所",
    ),
    Role.TOWN: ("町名", "町域", "町域名", "大字", "字", "町", "town"),
    Role.BUILDING_2: ("addr3", "address3", "address line 3", "住所3", "jusho3"),
    Role.BUILDING: (
        "建物名", "建物", "建物名等", "建物名・部屋番号", "マンション名", "ビル名", "方書", "addr2", "address2", "address line 2", "building", "住所2", "jusho2",
        "部屋番号", "建物名・号室", "アパート・マンション名", "様方",
    ),
    Role.POSTAL_1: ("zip1", "郵便番号1", "〒1", "postal1", "郵便番号上3桁", "郵便番号上", "zip code1", "postal code1", "yubin1", "〒3桁", "〒上", "郵便番号前半", "郵便番号3桁", "郵便番号前"),
    Role.POSTAL_2: ("zip2", "郵便番号2", "〒2", "postal2", "郵便番号下4桁", "郵便番号下", "zip code2", "postal code2", "yubin2", "〒4桁", "〒下", "郵便番号後半", "郵便番号4桁", "郵便番号後"),
    Role.PHONE_1: ("tel1", "電話番号1", "電話1", "phone1", "市外局番", "tel a", "携帯番号1", "携帯1", "mobile1"),
    Role.PHONE_2: ("tel2", "電話番号2", "電話2", "phone2", "市内局番", "tel b", "携帯番号2", "携帯2", "mobile2"),
    Role.PHONE_3: ("tel3", "電話番号3", "電話3", "phone3", "加入者番号", "tel c", "携帯番号3", "携帯3", "mobile3"),
    Role.BIRTH_ERA: ("元号", "生年元号", "和暦元号", "生年月日元号", "年号", "era", "birth era", "元号コード", "生年月日年号", "和暦コード", "年号コード", "元号区分", "和暦区分", "年号区分", "生年月日元号コード", "元号cd", "年号cd", "gengo", "gengo code", "era code"),
    Role.BIRTH_YEAR: ("生年", "生まれ年", "生年月日年", "誕生年", "birth year", "year of birth", "birth y"),
    Role.BIRTH_MONTH: ("生月", "生まれ月", "生年月日月", "誕生月", "birth month", "month of birth", "birth m"),
    Role.BIRTH_DAY: ("生日", "生まれ日", "生年月日日", "day of birth", "birth d"),
    Role.BARE_YEAR: ("年", "year"),
    Role.BARE_MONTH: ("月", "month"),
    Role.BARE_DAY: ("日", "day"),
    Role.STAFF: (
        "担当", "担当者", "担当者名", "営業担当", "営業担当者", "担当営業", "担当社員", "受付者", "受付担当", "作成者", "更新者", "登録者", "入力者",
        "承認者", "確認者", "上長", "上司", "責任者", "記入者", "起票者", "担当医", "主治医", "staff", "staff name", "created by", "updated by",
        "owner", "sales rep", "person in charge", "assignee", "author", "操作者", "対応者", "取扱者", "応対者", "面接官", "評価者",
        "資料作成", "資料作成者", "議事録作成", "議事録作成者", "記録者", "記録係", "文責", "起案者", "決裁者", "審査者", "点検者", "検査者", "検査員", "実施者", "作業者",
        "立会者", "立会人", "同行者", "同席者", "面会者", "面談者", "来訪者", "訪問者", "目撃者", "当事者", "発見者", "通報者", "代理者", "届出担当者", "司会", "司会者", "書記",
        "座長", "モデレーター", "パネリスト", "登壇者", "講演者", "演者", "主担当", "副担当", "担任", "副担任", "監修者", "執筆者", "著者", "編集者", "翻訳者",
        "リーダー", "サブリーダー", "チームリーダー", "プロジェクトリーダー", "プロジェクトマネージャー", "メンバー", "レビュアー", "レビューア", "担当看護師", "担当医師",
        "報告担当", "発行担当者", "管理責任者", "現場責任者", "安全管理者", "衛生管理者", "reviewer", "approver", "reporter", "assigned to", "approved by",
        "reviewed by", "prepared by",
    ),
    Role.ORGANISATION: (
        "会社名", "社名", "法人名", "企業名", "団体名", "組織名", "店舗名", "店名", "取引先名", "取引先", "得意先名", "得意先", "仕入先",
        "仕入先名", "勤務先", "勤務先名", "所属", "部署", "部署名", "所属部署", "学校名", "病院名", "事業所名", "施設名",
        "company", "company name", "organization", "organisation", "org", "department", "dept", "school", "employer",
        "運送会社", "販売元", "メーカー", "メーカー名", "屋号",
    ),
    Role.BANK_NAME: (
        "銀行名", "銀行", "金融機関名", "金融機関", "取引銀行", "振込銀行", "振込先銀行", "給与振込銀行", "bank name", "bank", "financial institution", "ginko", "ginkou",
    ),
    Role.BANK_CODE: (
        "銀行コード", "銀行番号", "銀行cd", "金融機関コード", "金融機関番号", "金融機関cd", "統一金融機関コード", "bank code", "bank cd", "bank no",
        "ginko code", "ginkou code",
    ),
    Role.BRANCH_NAME: ("支店名", "支店", "本支店名", "取引店", "branch name", "branch", "bank branch", "bank branch name", "shiten"),
    Role.BRANCH_CODE: (
        "支店コード", "支店番号", "支店cd", "店番", "店番号", "取引店番号", "branch code", "branch cd", "branch no", "branch number",
        "bank branch code", "shiten code",
    ),
    Role.DEPOSIT_TYPE: (
        "預金種目", "預金種別", "預金科目", "預金種類", "口座種別", "口座種類", "口座種目", "種目", "account type", "deposit type", "kouza type",
    ),
    Role.CARD_EXPIRY: (
        "有効期限", "カード有効期限", "有効期限月年", "カード期限", "exp", "expiry", "exp date", "expiry date", "expiration", "expiration date",
        "card expiry", "card exp", "valid thru",
    ),
    Role.SECURITY_CODE: (
        "セキュリティコード", "セキュリティーコード", "セキュリティナンバー", "カード確認番号", "cvv", "cvv2", "cvc", "cvc2", "cid", "security code",
    ),
    Role.OTHER: (
        "商品名", "品名", "製品名", "品目", "ファイル名", "項目名", "科目名", "案件名", "役職", "役職名", "職業", "業種",
        "用途", "種別", "区分", "状態", "ステータス", "product name", "product", "item", "item name", "file name", "filename", "host name", "hostname", "project name", "table name", "column name", "display name jp", "status", "type",
        "category", "地名", "駅名", "路線名", "色", "単位", "国籍", "国名", "nationality",
        "country", "続柄", "性別", "sex", "gender", "年齢", "age", "登録日", "作成日", "更新日", "発行日", "契約日", "入社日", "退職日", "納期",
        "期限", "施行日", "設立日", "入会日", "受付日", "注文日", "処理日", "利用日", "支払日", "申込日", "created at", "updated at",
        "created", "updated", "date", "日付", "日時", "年月日", "hire date", "joined", "在留期限", "購入日", "来院日", "受診日", "開始日",
        "終了日", "取得日", "交付日", "届出日", "記入日", "提出日", "締切日", "給与", "年収", "月給", "salary", "amount", "price", "金額",
    ),
}  # fmt: skip
"""Names of fields, compared with the whole name (folded, without blanks, brackets and signs); a longer label inside the
name wins. Only names of fields are compared with them, never running text."""


DATE_PARTS: Final[dict[str, Role]] = {
    **dict.fromkeys(("年", "year", "yyyy", "yy", "y"), Role.BIRTH_YEAR),
    **dict.fromkeys(("月", "month", "mm", "m"), Role.BIRTH_MONTH),
    **dict.fromkeys(("日", "day", "dd", "d"), Role.BIRTH_DAY),
    **dict.fromkeys(("元号", "年号", "和暦", "era", "gengo", "g"), Role.BIRTH_ERA),
}
"""Parts of a birth date where the name above says that it is one; alone they are any year, month and day."""

PERSON_ENDINGS: Final = "者人客員生様方手師主長児徒親子"
"""A kanji before 名 that makes it the name of a person: 購入者名, but not 病名."""
PERSON_WORDS: Final = frozenset(
    (
        "user",
        "member",
        "student",
        "participant",
        "owner",
        "person",
        "customer",
        "client",
        "employee",
        "patient",
        "guest",
        "applicant",
        "holder",
    )
)

QUALIFIERS: Final[dict[Role, tuple[str, ...]]] = {
    Role.STAFF: ("担当", "作成者", "受付者", "営業員", "上司", "上長", "承認者", "医師", "staff", "clerk", "operator"),
    Role.ORGANISATION: (
        "会社", "勤務先", "法人", "店舗", "事業所", "支店", "取引先", "得意先", "仕入先", "本社", "病院", "学校", "施設", "銀行", "金融機関", "company",
        "office", "employer", "bank", "branch", "shop", "store", "メーカー", "出荷元", "発送元", "販売元", "物件", "工事", "現場", "納品", "事務所", "営業所",
    ),
    Role.CONTACT: (
        "緊急", "保証人", "配偶者", "世帯主", "保護者", "家族", "扶養", "父", "母", "代理人", "紹介者", "emergency", "guarantor", "spouse", "parent",
    ),
    Role.OTHER: (
        "商品", "製品", "品", "ファイル", "ホスト", "サーバ", "テーブル", "項目", "カラム", "プロジェクト", "案件", "部署", "地域", "地区", "路線", "コース",
        "プラン", "サービス", "イベント", "セミナー", "画像", "file", "host", "server", "table", "project", "product", "item", "course", "plan", "event",
        "domain", "service", "class", "method", "function", "module", "package", "category", "group", "team", "city", "country", "device",
    ),
}  # fmt: skip
"""Words before a label inside a field's name: whose it is. ``担当者電話番号`` is not the telephone of the record's person."""
