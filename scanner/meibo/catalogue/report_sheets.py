"""The words of the workbook's further sheets: groups, law, damages, coverage, mail sent outside, terms."""

from __future__ import annotations

from typing import Final

SHEET_WORDS: Final[dict[str, tuple[str, str]]] = {
    "sheet-folders": ("フォルダー別", "Folders"),
    "sheet-owners": ("所有者・部署別", "Owners"),
    "sheet-kinds": ("種類別", "Kinds of data"),
    "sheet-readers": ("アクセス権", "Who can read"),
    "sheet-coverage": ("確認範囲", "Coverage"),
    "sheet-outside": ("社外送信", "Sent outside"),
    "sheet-differences": ("差分", "Changes"),
    "sheet-terms": ("用語と基準", "Terms"),
    # --- groups
    "dimension-all": ("全体", "all"),
    "dimension-share": ("対象", "target"),
    "dimension-folder": ("フォルダー", "folder"),
    "dimension-owner": ("所有者", "owner"),
    "dimension-audience": ("閲覧できる人", "readers"),
    "dimension-detector": ("検出項目", "detector"),
    "dimension-level": ("危険度", "risk"),
    "owner-unknown": ("（不明）", "(unknown)"),
    "column-dimension": ("区分", "Of"),
    "column-group": ("名前", "Name"),
    "column-files": ("ファイル数", "Files"),
    "column-found-files": ("検出のあるファイル", "Files with findings"),
    "column-copies-within": ("うち複製", "Copies among them"),
    "column-copies": ("同じ内容のファイル", "Files of equal content"),
    "column-kinds": ("データの種類（検出数）", "Kinds of data (findings)"),
    "column-not-read": ("未読", "Not read"),
    "column-partial": ("一部のみ", "Partial"),
    "column-newest": ("最終更新（{zone}）", "Last change ({zone})"),
    "and-more": ("ほか {count} 種", "{count} more"),
    # --- law and damages
    "raised-sure": ("該当", "yes"),
    "raised-possible": ("可能性", "possible"),
    "column-clock": ("漏えい時の報告期限", "Reports due after a leak"),
    "clock": ("速報 {first}～{last} 日・確報 {final} 日", "first {first}-{last} days, full {final} days"),
    "column-yen-likely": ("想定損害額（推定・円）", "Yen at risk (likely)"),
    "column-yen-least": ("想定損害額（最少・円）", "Yen at risk (least)"),
    "column-yen-most": ("想定損害額（最多・円）", "Yen at risk (most)"),
    "column-yen-each": ("1 人あたり（円）", "Yen a person"),
    "column-factors": ("損害額の根拠", "Factors"),
    "factors": (
        "{item}: {base:,} × 機微 {sensitivity} × 特定 {ease} × 責任 {responsibility:g} × 対応 {response:g}",
        "{item}: {base:,} × sensitivity {sensitivity} × identification {ease} × responsibility {responsibility:g} × response {response:g}",
    ),
    "factors-own": ("{item}: 設定した金額", "{item}: the configured sum"),
    # --- the summary
    "section-whole": ("対象全体で漏えいした場合", "If all of it leaked"),
    "fact-people": ("本人の数（重複を除く）", "People, each counted once"),
    "fact-yen": ("想定損害額（JNSA モデル）", "Yen at risk (JNSA model)"),
    "fact-reportable": ("報告義務", "Duty to report"),
    "fact-widest": ("最も広い閲覧範囲", "Widest readers"),
    "people": ("{count} 人", "{count} people"),
    "yen": ("{count} 円", "{count} yen"),
    "duty-none": ("件数・種類による報告事由はありません", "none by number or kind"),
    "duty-possible": ("報告事由に当たる可能性があります", "possible"),
    "duty-sure": ("あり（{clock}）", "yes ({clock})"),
    "figure-judged": ("全体での判定", "As a whole"),
    "section-folders": ("人数の多いフォルダー（上位 {count}）", "Folders with most people (top {count})"),
    "section-audiences": ("閲覧できる人ごとの人数", "People by who can read"),
    "chart-levels": ("危険度別のファイル数", "Files by risk"),
    "chart-folders": ("フォルダー別の人数（最多）", "People by folder (most)"),
    "chart-audiences": ("閲覧できる人別の人数（最多）", "People by readers (most)"),
    # --- coverage
    "coverage-title": ("確認範囲の証明", "Certificate of coverage"),
    "coverage-statement": (
        "走査 {scan}（{started}～{ended}）は、対象で一覧できたファイル {listed:,} 件のうち {complete:,} 件（{share}）を最後まで読みました。",
        "Scan {scan} ({started} to {ended}) read {complete:,} of the {listed:,} files that it could list ({share}) to their end.",
    ),
    "coverage-known": (
        "これまでに把握したファイルは {known:,} 件です。",
        "{known:,} files have ever been known of these targets.",
    ),
    "coverage-unread": ("読まなかった理由", "Why files were not read"),
    "coverage-share": ("割合", "Share"),
    "coverage-unseen": (
        "今回は確認できず（フォルダーや対象を一覧できない）",
        "unseen: their folder could not be listed",
    ),
    "coverage-gone": ("なくなった（以前の走査にはあった）", "gone since earlier scans"),
    "coverage-remark": (
        "読まなかったファイルや部分に何があるかは、この棚卸しでは分かりません。本人の数・報告事由・損害額にも含まれていません。",
        "Nothing is known of what was not read: it is in no count of people, no trigger and no estimate.",
    ),
    # --- mail
    "column-mail": ("送信の状況", "What was seen"),
    "column-sent": ("件数・人数", "Number"),
    "mail-sent-outside": ("暗号化されずに社外へ送られた個人情報の人数", "people sent outside unencrypted"),
    "mail-many-recipients": ("To・Cc の社外宛先の数", "external addresses in To or Cc"),
    "mail-outside-recipients": ("社外の宛先の数", "external addresses"),
    # --- differences
    "differences-first": (
        "これが最初の走査か、同じ対象の以前の走査がないため、差分はありません。",
        "There is no earlier scan of the same targets to compare with.",
    ),
    # --- terms
    "terms-levels": ("危険度の区分と重み", "Risk classes and weights"),
    "terms-class": ("区分", "Class"),
    "terms-weight": ("重み", "Weight"),
    "terms-items": ("検出項目", "Detectors"),
    "terms-triggers": ("漏えい時の報告事由", "When a leak must be reported"),
    "terms-clock": ("報告の期限", "Deadlines"),
    "terms-clock-text": (
        "速報: 知った日からおおむね {first}～{last} 日以内。確報: {final} 日以内（不正の目的によるおそれがあるときは {wrongful} 日以内）。本人への通知も必要です。高度な暗号化などの措置を講じたものは除かれます。",
        "First report: within some {first} to {last} days of learning of it. Full report: within {final} days, {wrongful} where a wrongful purpose is possible. The persons must be told, too. Data under strong encryption are excepted.",
    ),
    "terms-wrongful": (
        "不正の目的によるおそれがある漏えい（施行規則第7条第3号など）は、ファイルの中身からは判断できません。発生の状況により 1 人分でも報告が必要です。",
        "Whether a leak may have had a wrongful purpose (rule 7 item 3 and the like) cannot be told from files; then even one person's data must be reported.",
    ),
    "terms-damages": ("想定損害額の式", "How yen at risk are estimated"),
    "terms-damages-text": (
        "1 人あたり = 基礎情報価値 {base:,} 円 × 機微情報度（10^(精神的苦痛 − 1) + 5^(経済的損失 − 1) の最大）× 本人特定容易度（氏名と住所 6、氏名または住所と電話 3、その他 1）× 社会的責任度 {responsibility:g} × 事後対応評価 {response:g}。日本ネットワークセキュリティ協会（JNSA）の算定モデルによる目安で、判決や和解の額を約束するものではありません。",
        "For each person: base value of {base:,} yen × sensitivity (the largest 10^(distress − 1) + 5^(loss − 1)) × identification (6 name and address, 3 name, or address and telephone, else 1) × social responsibility {responsibility:g} × response {response:g}. The model is that of the JNSA; it promises no sum of a judgment or settlement.",
    ),
    "terms-damages-own": (
        "マイナンバー、口座番号、認証情報など、モデルの表に名前のない項目の段階は本ツールが定めたものです。[risk] で金額を指定できます。",
        "Levels of what the model's table does not name (My Number, accounts, credentials) are this tool's own; [risk] takes sums of yours.",
    ),
    "terms-words": ("用語", "Words"),
    "terms-sure": (
        "「該当」は最少の人数でも当たるもの、「可能性」は最多の人数なら当たるもの、または「全員」が不特定多数に当たるかの判断が必要なものです。",
        "“yes” holds for the least number of people, “possible” for the most only, or where somebody must judge whether “everyone” are unspecified many.",
    ),
    "terms-union": (
        "フォルダーの数字は、その下のすべてのフォルダーを含みます。同じ内容のファイルの検出は 1 回だけ数えます。",
        "Figures of a folder hold all folders below it. Findings of files with equal content are counted once.",
    ),
}
