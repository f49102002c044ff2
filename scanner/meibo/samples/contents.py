"""What stands on a sample share: one line a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from meibo.samples.access_log import write_access_log
from meibo.samples.account_forms import write_debit_form, write_postal_debit_form, write_refunds
from meibo.samples.bank_transfer import write_salary_transfer
from meibo.samples.card_payments import write_card_payments
from meibo.samples.care_files import (
    write_disabilities,
    write_physician_notes,
    write_statement,
    write_union_members,
)
from meibo.samples.chat import write_chat
from meibo.samples.contact_memo import write_contact_memo
from meibo.samples.deliveries import write_order_details, write_orders, write_parcels
from meibo.samples.draw import Dice
from meibo.samples.environment_files import write_connections, write_environment, write_environment_template
from meibo.samples.exports import write_applicants, write_escaped_users, write_users
from meibo.samples.foreign_staff import write_passport_scans, write_residence_cards, write_residence_notices
from meibo.samples.forms import (
    write_collection_form,
    write_driver_cards,
    write_membership_form,
    write_move_notice,
)
from meibo.samples.gate_permits import write_gate_permits, write_visitor_log
from meibo.samples.general_health import write_health_news, write_illness_statistics, write_work_rules
from meibo.samples.health import write_check_ups, write_leaves, write_referral
from meibo.samples.hr_export import write_employees, write_visa_export
from meibo.samples.ledgers import (
    write_emergency_contacts,
    write_honorarium_records,
    write_licence_ledger,
    write_my_number_list,
    write_salary_accounts,
)
from meibo.samples.logins import write_accounts, write_login_log
from meibo.samples.look_alikes import write_order_numbers
from meibo.samples.mail import write_delivery_mail, write_quotation_mail
from meibo.samples.markup import write_member_export, write_member_page
from meibo.samples.minutes import write_deal_notes, write_handover, write_interview_notes, write_sales_meeting
from meibo.samples.negatives import (
    write_assets,
    write_batch_log,
    write_blank_form,
    write_partners,
    write_privacy_policy,
    write_products,
    write_read_me,
    write_statistics,
)
from meibo.samples.page import Encoding, Page
from meibo.samples.payment_log import write_payment_log
from meibo.samples.people import Cast
from meibo.samples.personnel import write_personnel_ledger
from meibo.samples.rosters import (
    write_customer_roster,
    write_mailing_list,
    write_retired_roster,
    write_split_roster,
    write_staff_roster,
)
from meibo.samples.settings_file import write_notification_settings
from meibo.samples.social_insurance import (
    write_care_users,
    write_insurance_card,
    write_insured_list,
    write_leaving_certificates,
    write_offices,
    write_pension_claims,
)
from meibo.samples.source_code import write_import_test
from meibo.samples.sql_dump import write_dump
from meibo.samples.suppliers import write_suppliers
from meibo.samples.table_layouts import (
    write_boxed_form,
    write_card_list,
    write_cut_roster,
    write_damaged_roster,
    write_event_roster,
    write_headless_roster,
)
from meibo.samples.vcard import write_address_book, write_vcards

Writer = Callable[[Page, Cast, Dice], None]


class Document(msgspec.Struct, frozen=True):
    """One file of the share."""

    path: str
    """Relative to the share, ``/``-separated."""
    writer: Writer
    encoding: Encoding = "utf-8"
    newline: str = "\n"
    copy_of: str = ""
    """The path of the file that this one repeats byte by byte."""
    is_roster: bool = False
    """Everybody in it has a record of their own, with a name."""


_CRLF: Final = "\r\n"
_STAFF: Final = "人事部/社員名簿_2026.csv"
_CUSTOMERS: Final = "営業部/顧客名簿/顧客名簿_全件.csv"

DOCUMENTS: Final = (
    Document(_STAFF, write_staff_roster, "utf-8-sig", _CRLF, is_roster=True),
    Document(
        "人事部/社員名簿_2026 - コピー.csv", write_staff_roster, "utf-8-sig", _CRLF, copy_of=_STAFF, is_roster=True
    ),
    Document("人事部/免許証台帳.csv", write_licence_ledger, "cp932", _CRLF, is_roster=True),
    Document("人事部/採用/応募者一覧.json", write_applicants, is_roster=True),
    Document("人事部/採用/面接メモ.md", write_interview_notes),
    Document("人事部/採用/身上調書.txt", write_statement, "cp932", _CRLF),
    Document("人事部/障害者雇用状況.csv", write_disabilities, "cp932", _CRLF, is_roster=True),
    Document("人事部/労使/組合加入状況.csv", write_union_members, "utf-8-sig", _CRLF, is_roster=True),
    Document("人事部/人事台帳.csv", write_personnel_ledger, "utf-8-sig", _CRLF, is_roster=True),
    Document("人事部/外国人社員/在留カード管理.csv", write_residence_cards, "utf-8-sig", _CRLF, is_roster=True),
    Document("人事部/外国人社員/旅券_読取結果.txt", write_passport_scans, is_roster=True),
    Document("人事部/外国人社員/在留期間更新届.txt", write_residence_notices, is_roster=True),
    Document("人事部/休職者一覧.csv", write_leaves, "cp932", _CRLF, is_roster=True),
    Document("総務部/緊急連絡網.txt", write_emergency_contacts, "cp932", _CRLF, is_roster=True),
    Document("総務部/年末調整/個人番号一覧_令和7年.tsv", write_my_number_list, "utf-16", _CRLF, is_roster=True),
    Document("総務部/年末調整/個人番号届出書_01.txt", write_collection_form),
    Document("総務部/年末調整/個人番号届出書_02.txt", write_collection_form, "cp932", _CRLF),
    Document("総務部/年末調整/個人番号届出書_03.txt", write_collection_form, "iso2022_jp"),
    Document("総務部/年末調整/個人番号届出書_様式.txt", write_blank_form, "cp932", _CRLF),
    Document("総務部/年末調整/個人番号届出書_枠付き.csv", write_boxed_form, "cp932", _CRLF),
    Document("総務部/規程/個人情報取扱方針.txt", write_privacy_policy, "utf-8", _CRLF),
    Document("総務部/規程/就業規則_抜粋.txt", write_work_rules, "cp932", _CRLF),
    Document("総務部/社会保険/被保険者一覧.csv", write_insured_list, "cp932", _CRLF, is_roster=True),
    Document("総務部/社会保険/資格確認書_写し_01.txt", write_insurance_card),
    Document("総務部/社会保険/資格確認書_写し_02.txt", write_insurance_card, "cp932", _CRLF),
    Document("総務部/社会保険/離職証明書_控え.txt", write_leaving_certificates, "cp932", _CRLF, is_roster=True),
    Document("総務部/社会保険/年金請求者一覧.csv", write_pension_claims, "utf-8", _CRLF, is_roster=True),
    Document("総務部/社会保険/事業所番号一覧.csv", write_offices, "cp932", _CRLF),
    Document("総務部/健康管理/健康診断結果一覧_2026.csv", write_check_ups, "cp932", _CRLF, is_roster=True),
    Document("総務部/健康管理/産業医面談記録.txt", write_physician_notes, is_roster=True),
    Document("総務部/健康管理/診療情報提供書_01.txt", write_referral),
    Document("総務部/健康管理/診療情報提供書_02.txt", write_referral, "cp932", _CRLF),
    Document("総務部/健康管理/健康だより_2026春.md", write_health_news),
    Document("総務部/健康管理/傷病別休職者数.csv", write_illness_statistics, "cp932", _CRLF),
    Document("総務部/車両/入構許可一覧.csv", write_gate_permits, "cp932", _CRLF, is_roster=True),
    Document("総務部/車両/来客車両_受付簿.txt", write_visitor_log, "cp932", _CRLF, is_roster=True),
    Document("総務部/車両/運転者台帳.txt", write_driver_cards, "euc_jp", is_roster=True),
    Document("総務部/転居届_01.txt", write_move_notice, "cp932", _CRLF),
    Document("総務部/転居届_02.txt", write_move_notice),
    Document(_CUSTOMERS, write_customer_roster, "cp932", _CRLF, is_roster=True),
    Document(
        "営業部/顧客名簿/旧/顧客名簿_全件(1).csv",
        write_customer_roster,
        "cp932",
        _CRLF,
        copy_of=_CUSTOMERS,
        is_roster=True,
    ),
    Document("営業部/顧客名簿/会員_項目別.csv", write_split_roster, "euc_jp", is_roster=True),
    Document("営業部/顧客名簿/DM送付先.csv", write_mailing_list, "utf-8", _CRLF, is_roster=True),
    Document("営業部/顧客名簿/お客様感謝祭_参加者.csv", write_event_roster, "cp932", _CRLF, is_roster=True),
    Document("営業部/顧客名簿/カタログ請求_2026.csv", write_cut_roster, "utf-8-sig", _CRLF, is_roster=True),
    Document("営業部/顧客名簿/年賀状送付先_2026.csv", write_card_list, "cp932", _CRLF, is_roster=True),
    Document("営業部/入会申込書/申込書_26-001.txt", write_membership_form),
    Document("営業部/入会申込書/申込書_26-002.txt", write_membership_form, "cp932", _CRLF),
    Document("営業部/入会申込書/申込書_26-003.txt", write_membership_form, "iso2022_jp"),
    Document("営業部/議事録/20260415_営業会議.md", write_sales_meeting),
    Document("営業部/議事録/商談記録_2026年5月.txt", write_deal_notes, "cp932", _CRLF),
    Document("営業部/名刺.vcf", write_vcards, "utf-8", _CRLF, is_roster=True),
    Document("営業部/アドレス帳.vcf", write_address_book, "utf-8", _CRLF, is_roster=True),
    Document("営業部/メール/お見積りの件.eml", write_quotation_mail, "iso2022_jp", _CRLF),
    Document("営業部/メール/Re_納品日のご相談.eml", write_delivery_mail, "utf-8", _CRLF),
    Document("営業部/受注/受注一覧_202604.csv", write_orders, "utf-8-sig", _CRLF),
    Document("営業部/受注/受注明細_2026Q1.csv", write_order_details, "cp932", _CRLF),
    Document("営業部/受注/注文番号対照表.csv", write_order_numbers, "utf-8", _CRLF),
    Document("営業部/商品/商品マスタ.csv", write_products, "cp932", _CRLF),
    Document("営業部/集計/都道府県別売上.csv", write_statistics, "utf-8-sig", _CRLF),
    Document("営業部/取引先/仕入先一覧.csv", write_suppliers, "cp932", _CRLF),
    Document("経理部/給与振込口座.tsv", write_salary_accounts, "utf-16", _CRLF, is_roster=True),
    Document("経理部/支払調書_控え.txt", write_honorarium_records, "cp932", _CRLF),
    Document("経理部/報酬支払先_2026.csv", write_damaged_roster, "utf-8-sig", _CRLF, is_roster=True),
    Document("経理部/振込/給与振込_202604.txt", write_salary_transfer, "cp932", _CRLF, is_roster=True),
    Document("経理部/取引先_法人番号.csv", write_partners, "utf-8-sig", _CRLF),
    Document("経理部/決済/payment_202604.log", write_payment_log),
    Document("経理部/決済/電話注文_カード決済一覧.csv", write_card_payments, "utf-8-sig", _CRLF, is_roster=True),
    Document("経理部/振込/返金先一覧_202605.csv", write_refunds, "cp932", _CRLF, is_roster=True),
    Document("経理部/口座振替/預金口座振替依頼書_01.txt", write_debit_form),
    Document("経理部/口座振替/預金口座振替依頼書_02.txt", write_debit_form, "cp932", _CRLF),
    Document("経理部/口座振替/自動払込利用申込書.txt", write_postal_debit_form, "cp932", _CRLF, is_roster=True),
    Document("情報システム部/log/access_20260401.log", write_access_log),
    Document("情報システム部/log/batch_202604.log", write_batch_log),
    Document("情報システム部/log/login_202604.log", write_login_log),
    Document("情報システム部/dump/members.sql", write_dump, is_roster=True),
    Document("情報システム部/export/users.json", write_users, is_roster=True),
    Document("情報システム部/export/users_escaped.json", write_escaped_users, is_roster=True),
    Document("情報システム部/export/hr_employees.json", write_employees, is_roster=True),
    Document("情報システム部/export/visa_status.tsv", write_visa_export, "utf-16", _CRLF, is_roster=True),
    Document("情報システム部/export/旧会員.csv", write_headless_roster, "cp932", _CRLF, is_roster=True),
    Document("情報システム部/export/members.xml", write_member_export, is_roster=True),
    Document("情報システム部/web/member_search.html", write_member_page, is_roster=True),
    Document("情報システム部/src/test_member_import.py", write_import_test),
    Document("情報システム部/設定/notify.ini", write_notification_settings),
    Document("情報システム部/設定/アカウント一覧.csv", write_accounts, "utf-8-sig", _CRLF, is_roster=True),
    Document("情報システム部/設定/app.env", write_environment),
    Document("情報システム部/設定/app.env.template", write_environment_template),
    Document("情報システム部/設定/report.ini", write_connections, "cp932", _CRLF),
    Document("情報システム部/機器台帳.csv", write_assets, "cp932", _CRLF),
    Document("共有/連絡先メモ.txt", write_contact_memo, "utf-8-sig", _CRLF),
    Document("共有/営業2課_トーク履歴.txt", write_chat),
    Document("共有/配送状況.tsv", write_parcels, "cp932", _CRLF, is_roster=True),
    Document("介護事業部/要介護認定一覧.csv", write_care_users, "cp932", _CRLF, is_roster=True),
    Document("共有/はじめにお読みください.txt", write_read_me, "cp932", _CRLF),
    Document("退職者/退職者名簿_2024.csv", write_retired_roster, "cp932", _CRLF, is_roster=True),
    Document("退職者/引継ぎ資料.md", write_handover, "utf-8", _CRLF),
)
"""Every file, folder by folder."""
