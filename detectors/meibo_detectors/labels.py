"""Words beside numbers that name no identifier of ours: they tell that a number is something else."""

from __future__ import annotations

from typing import Final

REFERENCE_NUMBERS: Final = (
    "注文番号", "受注番号", "発注番号", "オーダー番号", "伝票番号", "送り状番号", "送り状", "お問い合わせ番号", "お問合せ番号",
    "追跡番号", "管理番号", "受付番号", "予約番号", "整理番号", "品番", "型番", "製品番号", "商品コード", "商品番号", "シリアル番号",
    "シリアル", "製造番号", "ロット番号", "ロット", "図面番号", "図番", "バージョン", "ビルド", "チケット番号", "請求書番号",
    "請求番号", "見積番号", "契約番号", "処理番号", "取引番号", "決済番号", "承認番号", "案件番号", "資産番号", "勘定科目コード",
    "問合せ番号", "問い合わせ番号", "問合番号", "荷物番号", "配送番号", "出荷番号", "入出庫番号", "納付書番号", "通知書番号", "領収書番号", "文書番号", "規程番号",
    "稟議番号", "申請番号", "申込番号", "確認番号", "機器番号", "端末番号", "機番", "製番", "工番", "棚番", "部品番号", "品目コード", "品目番号", "仕訳番号", "明細番号",
    "レコード番号", "行番号", "工事番号", "物件番号", "検体番号", "検査番号", "処方箋番号", "証券番号", "宛名番号", "資産コード", "備品番号",
    "管理コード", "製品コード", "店舗番号", "座席番号", "コンテナ番号", "資産タグ",
    "jan", "ean", "isbn", "issn", "sku", "imei", "guid", "uuid", "order", "order no", "order id", "order number", "tracking",
    "tracking no", "tracking number", "invoice", "invoice no", "ticket", "lot", "lot no", "serial", "serial no",
    "serial number", "version", "ver", "build", "commit", "revision", "part no", "part number", "model no", "request id",
    "req", "trace id", "session id", "transaction id", "transaction", "txn", "txn id", "timestamp", "epoch", "elapsed", "slip no", "reservation no",
)  # fmt: skip
"""Specification section 1.3, negative context, with the words of logs and slips."""

OTHER_IDENTIFIERS: Final = (
    "運転免許証番号", "免許証番号", "免許番号", "運転免許証", "運転免許", "運転経歴証明書", "旅券番号", "パスポート番号", "パスポート",
    "旅券", "在留カード番号", "在留カード", "基礎年金番号", "年金番号", "保険者番号", "被保険者番号", "被保険者証記号", "記号番号",
    "雇用保険", "住民票コード", "介護保険", "口座番号", "支店番号", "店番", "法人番号", "登録番号", "会員番号", "顧客番号",
    "お客様番号", "社員番号", "従業員番号", "職員番号", "学籍番号", "学生番号", "患者番号", "患者id", "診察券番号", "契約者番号",
    "郵便番号", "生年月日", "誕生日", "金額", "合計", "数量", "単価", "残高", "ポイント", "driver license", "drivers license",
    "license no", "license number", "passport", "passport no", "passport number", "residence card", "pension number",
    "account no", "account number", "employee id", "emp no", "member id", "customer id", "user id", "patient id",
    "corporate number", "zip", "zipcode", "postal code", "birthday", "birth date", "amount", "price", "total",
    "会社法人等番号", "会社法人番号", "法人等番号", "適格請求書", "適格請求書発行事業者", "適格請求書発行事業者登録番号", "事業者登録番号", "登録事業者番号",
    "インボイス", "インボイス番号", "インボイス登録番号", "corporate no", "houjin bango", "hojin bango", "houjin number", "hojin number",
    "registration no", "registration number", "invoice registration number", "qualified invoice issuer number",
)  # fmt: skip
"""Labels of identifiers, whether their detector is in use or not, and of plain quantities."""

UNITS_AFTER: Final = "円万千億兆件個点名人回台本枚冊箱株％%"
CURRENCY_BEFORE: Final = "￥¥$＄€"
