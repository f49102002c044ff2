"""The words of the ledger of personal data and of the sheets that owners answer: Japanese and English side by side.

The officer's columns are those that the guideline of the Personal Information Protection Commission (通則編, 10-3 (3):
means of knowing how personal data is handled) and JIS Q 15001 A.3.3.1 name, with what the Act asks of handing data on.
"""

from __future__ import annotations

from typing import Final

from meibo.catalogue.language import Language

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("個人データ管理台帳", "Ledger of personal data"),
    "sheet": ("管理台帳", "Ledger"),
    "sheet-guide": ("記入要領", "How to fill in"),
    # --- columns that the scan fills
    "column-number": ("管理番号", "No."),
    "column-status": ("前回との比較", "Since the last ledger"),
    "column-level": ("危険度", "Risk"),
    "column-folder": ("保管場所（フォルダー）", "Place (folder)"),
    "column-target": ("保管場所（共有・対象）", "Share (target)"),
    "column-people-likely": ("本人の数（推定）", "People (likely)"),
    "column-people-least": ("本人の数（最少）", "People (least)"),
    "column-people-most": ("本人の数（最多）", "People (most)"),
    "column-change": ("本人の数の増減", "People (change)"),
    "column-files": ("ファイル数", "Files"),
    "column-items": ("個人データの項目", "Kinds of personal data"),
    "column-special": ("要配慮個人情報", "Special care-required"),
    "column-my-number": ("マイナンバー", "My Number"),
    "column-raised": ("漏えい時の報告要件", "Would have to be reported"),
    "column-owners": ("ファイルの所有者", "File owners"),
    "column-audience": ("閲覧できる人", "Readable by"),
    "column-newest": ("最終更新日", "Last changed"),
    "column-first-seen": ("初回確認日", "First seen"),
    "column-last-seen": ("最終確認日", "Last seen"),
    "column-moved": ("移動の候補", "May have moved"),
    # --- columns that the officer fills
    "column-name": ("個人データの名称", "Name of the data"),
    "column-needed": ("要否", "Needed"),
    "column-purpose": ("利用目的", "Purpose of use"),
    "column-subjects": ("本人の範囲", "Whose data"),
    "column-source": ("取得方法・取得日", "How and when obtained"),
    "column-department": ("取扱部署", "Department"),
    "column-person": ("取扱責任者", "Person responsible"),
    "column-access": ("アクセス権を有する者", "Who is meant to have access"),
    "column-period": ("保存期間", "Retention period"),
    "column-disposal-date": ("廃棄予定日", "To be disposed of on"),
    "column-disposal": ("廃棄方法", "Way of disposal"),
    "column-entrusted": ("委託先", "Entrusted to"),
    "column-provided": ("第三者提供", "Provided to third parties"),
    "column-abroad": ("国外移転", "Transferred abroad"),
    "column-measures": ("安全管理措置", "Security measures"),
    "column-takes-over": ("引継元の管理番号", "Takes over from No."),
    "column-remark": ("備考", "Remarks"),
    # --- what the officer chooses from
    "choices-needed": ("必要,削除,移動,確認中", "needed,delete,move,being checked"),
    "choices-subjects": (
        "顧客,会員,従業者,従業者の家族,採用応募者,退職者,取引先の担当者,株主,患者・利用者,その他",
        "customers,members,employees,families of employees,applicants,former employees,business contacts,shareholders,patients,others",
    ),
    "choices-disposal": ("データ消去,専用ソフトによる消去,媒体の物理破壊,返却,その他", "deletion,secure erasure,destruction of the medium,return,other"),
    "choices-provided": ("なし,あり（本人の同意）,あり（法令に基づく）,あり（オプトアウト）,共同利用", "no,with consent,required by law,opt-out,joint use"),
    "choices-abroad": ("なし,あり（本人の同意）,あり（基準適合体制）,あり（同等水準の国）", "no,with consent,equivalent measures,adequate country"),
    "choice-title": ("選択してください", "Choose one"),
    "choice-text": ("一覧から選んでください。", "Please choose from the list."),
    "date-title": ("日付を入力してください", "Enter a date"),
    "date-text": ("例: 2027/03/31", "For example 2027-03-31."),
    # --- how a place compares with the last ledger
    "status-new": ("新規", "new"),
    "status-changed": ("変更あり", "changed"),
    "status-unchanged": ("変更なし", "unchanged"),
    "status-unseen": ("未確認", "not looked at"),
    "status-gone": ("消滅", "no longer found"),
    "top-folder": ("（最上位）", "(top folder)"),
    "my-number-held": ("あり（{count:,} 件）", "yes ({count:,})"),
    "owners-more": ("ほか {count:,} 人", "{count:,} more"),
    "list-separator": ("、", ", "),
    "possible": ("{trigger}（可能性）", "{trigger} (possible)"),
    "moved-from": ("No. {number} から移動した可能性（内容の約 {share} % が一致）", "perhaps moved from No. {number} (about {share} % of its content)"),
    "moved-to": ("No. {number} へ移動した可能性（内容の約 {share} % が一致）", "perhaps moved to No. {number} (about {share} % of its content)"),
    "taken-over": ("No. {number} に引継済み", "taken over by No. {number}"),
    # --- the guide
    "guide-lead": (
        "この台帳は、走査で見つかった個人データの保管場所（フォルダー）を 1 行ずつ並べたものです。紺色の列は走査のたびに更新され、緑色の列は担当者が記入します。",
        "Each row is a place (folder) in which a scan found personal data. Blue columns are filled by each scan, green ones by you.",
    ),
    "guide-kept": (
        "緑色の列、追加した列・行・シート、コメント、入力規則は、次回の更新でもそのまま引き継がれます。文字の色や罫線などの書式は引き継がれません。",
        "Green columns, and the columns, rows, sheets, comments and drop-downs that you add, are kept at each update. Colours and borders are not.",
    ),
    "guide-gone": (
        "見つからなくなった保管場所の行は「消滅」と表示され、記入内容とともに残ります。今回の走査の対象外だった場所は「未確認」です。",
        "The row of a place that is no longer found stays, with all that you wrote. “Not looked at” is a place that this scan did not cover.",
    ),
    "guide-moved": (
        "フォルダーが移動したと思われるときは「移動の候補」に表示されます。同じものであれば、新しい行の「{column}」に元の管理番号を記入してください。次回の更新で、空欄に元の行の記入内容が写されます。",
        "Where a folder seems to have moved, “May have moved” says so. If it has, enter the former number in “{column}” of the new row: the next update copies what you wrote into its empty cells.",
    ),
    "guide-rows": (
        "紙の書類やクラウドサービスなど、走査の対象にない個人データは、表の下に行を足して記入できます。",
        "Data that no scan sees, such as paper or a cloud service, may be added in rows of your own below the table.",
    ),
    "guide-people": (
        "本人の数は「最少」と「最多」の範囲です。同じ人は、フォルダー内の複数のファイルにあっても 1 人と数えます。",
        "People are a range. A person in several files of the folder is counted once.",
    ),
    "guide-hidden": (
        "左端の非表示の 2 列は行を見分けるためのものです。削除や変更をしないでください。並べ替えは表全体で行ってください。",
        "Two hidden columns at the left tell rows apart: please leave them alone, and always sort the whole table.",
    ),
    "guide-rewritten": (
        "このシート「{sheet}」は更新のたびに作り直されます。メモは別のシートに書いてください。",
        "This sheet (“{sheet}”) is made anew by each update: please take notes on a sheet of your own.",
    ),
    "guide-columns": ("列の説明", "Columns"),
    "guide-column": ("列", "Column"),
    "guide-meaning": ("記入すること・意味", "What it means, or what to enter"),
    "meaning-number": ("行ごとの番号。一度付いた番号は変わりません。", "The number of the row, which never changes."),
    "meaning-status": ("新規・変更あり・変更なし・未確認・消滅。本人の数、項目、危険度、閲覧できる人のいずれかが変わると「変更あり」。", "new, changed, unchanged, not looked at, no longer found. Changed: people, kinds of data, risk or readers."),
    "meaning-raised": ("この保管場所のデータがすべて漏えいした場合に当てはまる、個人情報保護法施行規則 7 条・番号法の報告要件。", "What would apply if all data of the place leaked: APPI enforcement rules, article 7, and the My Number Act."),
    "meaning-audience": ("この保管場所のファイルのうち、最も広いもの。", "The widest of the files of the place."),
    "meaning-moved": ("消滅した行と新しい行の内容が似ているときに表示。自動では引き継ぎません。", "Shown where a new row looks like one that is no longer found. Nothing is taken over by itself."),
    "meaning-name": ("社内での呼び名（例: 顧客名簿、給与台帳）。", "What it is called, such as customer list or payroll."),
    "meaning-needed": ("業務に必要か。必要・削除・移動・確認中から選択。", "Whether the business needs it."),
    "meaning-purpose": ("個人情報保護法 17 条により特定した利用目的。", "The purpose as specified under APPI article 17."),
    "meaning-subjects": ("誰の個人データか。一覧にないものは直接入力できます。", "Whose data it is; other words than those of the list may be typed."),
    "meaning-source": ("取得の方法と時期（例: 申込書、2024 年 4 月）。", "How and when it was obtained, such as application forms, April 2024."),
    "meaning-department": ("取り扱う部署。", "The department that handles it."),
    "meaning-person": ("取扱いの責任者。", "Who answers for it."),
    "meaning-access": ("業務上アクセスしてよい者。「閲覧できる人」と違えば権限を見直してください。", "Who is meant to have access; where “Readable by” differs, review the rights."),
    "meaning-period": ("保存期間と根拠（例: 契約終了後 5 年、法定 7 年）。", "How long it is kept and why."),
    "meaning-disposal-date": ("廃棄する予定の日。", "The day on which it is to go."),
    "meaning-disposal": ("廃棄の方法。", "How it is disposed of."),
    "meaning-entrusted": ("取扱いを委託している会社（同法 25 条）。", "Companies that handle it on your behalf (article 25)."),
    "meaning-provided": ("第三者への提供の有無と根拠（同法 27 条）。", "Whether and why third parties get it (article 27)."),
    "meaning-abroad": ("外国にある第三者への提供の有無と根拠（同法 28 条）。", "Whether and why third parties abroad get it (article 28)."),
    "meaning-measures": ("講じている安全管理措置（同法 23 条）。", "Security measures in place (article 23)."),
    "meaning-takes-over": ("移動前の行の管理番号。", "The number of the row before the move."),
    "meaning-remark": ("自由記入。", "Anything else."),
    "fact-scan": ("走査", "Scan"),
    "fact-scan-value": ("{scan}（{date}）", "{scan} ({date})"),
    "fact-made": ("更新日時（{zone}）", "Updated ({zone})"),
    "fact-targets": ("対象", "Targets"),
    "fact-counts": ("保管場所", "Places"),
    "fact-counts-value": (
        "{total:,} 件（新規 {new:,}、変更あり {changed:,}、変更なし {unchanged:,}、未確認 {unseen:,}、消滅 {gone:,}）",
        "{total:,} (new {new:,}, changed {changed:,}, unchanged {unchanged:,}, not looked at {unseen:,}, no longer found {gone:,})",
    ),
}  # fmt: skip


def word(key: str, language: Language, **values: object) -> str:
    """A term with its values filled in."""
    japanese, english = WORDS[key]
    return (japanese if language == "ja" else english).format(**values)
