"""The words of the draft of a preliminary report, which is Japanese as the authority is; beside each item, what it asks
for in English.

The items are those of article 8, paragraph 1 of the enforcement rules of the Act on the Protection of Personal
Information, in their order. The reporting rule under the My Number Act (article 3, paragraph 1) asks for the same of
specific personal information.
"""

from __future__ import annotations

from typing import Final

BLANK: Final = "[要記入]"

ITEMS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("overview", "概要", "概要", "What happened, when and where, how it became known, and what has been done since."),
    ("items", "漏えい等が発生し、又は発生したおそれがある個人データの項目",
     "漏えい等が発生し、又は発生したおそれがある特定個人情報の項目", "Which data of the persons."),
    ("persons", "漏えい等が発生し、又は発生したおそれがある個人データに係る本人の数",
     "漏えい等が発生し、又は発生したおそれがある特定個人情報に係る本人の数", "Of how many persons."),
    ("cause", "原因", "原因", "Why it happened, and where: at yourselves, or at a contractor."),
    ("harm", "二次被害又はそのおそれの有無及びその内容", "二次被害又はそのおそれの有無及びその内容",
     "Whether the data was or may be misused, and how."),
    ("response", "本人への対応の実施状況", "本人への対応の実施状況", "What has been done for the persons, notice to them included."),
    ("publication", "公表の実施状況", "公表の実施状況", "Whether, when and how it was or will be made public."),
    ("prevention", "再発防止のための措置", "再発防止のための措置", "What has been and will be done so that it does not happen again."),
    ("other", "その他参考となる事項", "その他参考となる事項", "Anything else that helps to judge it."),
)  # fmt: skip
"""Key, title for personal data, title for specific personal information, explanation."""

WORDS: Final[dict[str, str]] = {
    "title": "漏えい等報告（速報）下書き",
    "note-draft": "これは下書きです。報告書ではありません。報告は個人情報保護委員会のウェブサイトの報告フォーム（権限が委任された分野では所管の省庁など）で行い、様式と記載事項はそのフォームに従ってください。",
    "note-filled": "記入済みの内容は、meibo の棚卸し（{when}）による見積もりです。実際に漏えいした範囲に合わせて確かめ、直してください。",
    "note-blank": f"「{BLANK}」は棚卸しでは分からない欄です。報告の時点で分かっていることだけを書き、分からないことは「確認中」としてかまいません。",
    "note-values": "個人情報の値は含みません。ファイル名に氏名などが含まれることがあるため、取り扱いに注意してください。",
    "part-head": "報告の前に",
    "part-appi": "個人データの漏えい等（個人情報の保護に関する法律第26条第1項、同法施行規則第8条第1項）",
    "part-my-number": "特定個人情報の漏えい等（番号法第29条の4第1項、特定個人情報の漏えい等に関する報告等に関する規則第3条第1項）",
    "item": "{number}　{title}",
    # --- before the items
    "label-reporter": "報告する事業者",
    "reporter": f"{BLANK} 名称、所在地、代表者、業種、従業員数",
    "label-contact": "担当者・連絡先",
    "contact": f"{BLANK} 部署、氏名、電話番号、メールアドレス",
    "label-addressee": "報告先",
    "addressee": f"個人情報保護委員会（権限が委任された分野では事業所管大臣など）　{BLANK} 報告先を確認",
    "addressee-my-number": "特定個人情報については個人情報保護委員会",
    "label-deadline": "期限",
    "deadline": "速報: {first}から{last}まで（知った時からおおむね 3～5 日以内）。確報: {final}まで（30 日以内）。不正の目的によるおそれがある場合の確報: {wrongful}まで（60 日以内）。知った日を 1 日目として数え、確報の最終日が土日・祝日・12 月 29 日～1 月 3 日に当たる場合はその翌日",
    "duty-sure": "必要。該当: {triggers}",
    "duty-possible": "必要になる可能性あり。おそれ: {triggers}",
    "duty-none": f"中身から分かる要件（第3号以外）には当たらない見込み　{BLANK} 不正の目的によるおそれ（第3号）の有無で決まる",
    "duty-my-number": f"人数と公開の要件（第3号・第4号）には当たらない見込み　{BLANK} 情報提供ネットワークシステムなどの特定個人情報（第1号）、不正の目的によるおそれ（第2号）の有無で決まる",
    # --- 1
    "label-occurred": "発生日（期間）",
    "occurred": f"{BLANK} 年月日（不明な場合は「不明」、期間のときはその期間）",
    "label-known": "発覚日（知った日）",
    "known": "{day}",
    "known-today": f"{{day}}（meibo を実行した日）　{BLANK} 実際に知った日に直す",
    "label-event": "発生事案",
    "event": f"{BLANK} 漏えい・滅失・毀損の別。確定していない場合は「おそれ」",
    "label-reason": "報告の対象となる事態",
    "label-wrongful": "不正の目的によるおそれ",
    "wrongful": f"{BLANK} 有・無（不正アクセス、盗難、従業者による持ち出しなど。有の場合は 1 人から報告が必要）",
    "label-scope": "対象の範囲",
    "scope": "{places}。ファイル {files} 件（個人データを検出したもの {found} 件）",
    "scope-copies": "同じ内容の複製 {copies} 件は人数を 1 回だけ数えた",
    "label-course": "発覚の経緯・その後の経過",
    "course": f"{BLANK} 発覚の経緯、発覚後の事実経過（時系列）",
    "label-trust": "委託の有無",
    "trust": f"{BLANK} 取扱いの委託元・委託先の有無と名称",
    # --- 2
    "label-medium": "媒体",
    "medium": f"電子データ　{BLANK} 保存していた機器・媒体（サーバー、PC、USB メモリー、メールなど）",
    "label-people": "情報の種類",
    "people": f"{BLANK} 顧客情報・従業員情報などの別",
    "label-items": "項目",
    "kind": "{name}（{count} 件）",
    "nothing": "検出なし",
    "label-special-care": "要配慮個人情報",
    "label-property": "財産的被害のおそれのある情報",
    "label-my-number": "個人番号",
    "my-number-apart": "あり（特定個人情報として、別に記載）",
    "label-beside": "同じファイルなどにある項目",
    "beside-check": f"{BLANK} 個人番号とひも付く項目だけにする",
    "cards": "クレジットカード番号",
    # --- 3
    "label-number": "本人の数（見積もり）",
    "number": "{people}",
    "number-most": "最大 {people} 人（個人番号 {count} 件）",
    "label-range": "幅がある理由",
    "range": "ファイルごとに手掛かり（番号、メールアドレス、生年月日など）が異なり、同じ人かどうかを確かめられない人がいるため",
    "label-share": "内訳（それぞれ最大）",
    "share": "{name} {people} 人",
    "label-unread": "数えていないもの",
    "unread": "{what} {count} 件",
    "unread-more": "これらの中の人数は含まない（本人の数は増えることがある）",
    "label-confirmed": "確定した本人の数",
    "confirmed": f"{BLANK} 判明していれば記入（未確定なら「確認中」）",
    # --- 4
    "label-cause": "原因",
    "cause": f"{BLANK} 紛失、盗難、誤送付・誤送信、誤廃棄、設定の誤り、不正アクセス（手口・脆弱性）、従業者の不正など",
    "label-place": "発生元",
    "place": f"{BLANK} 自社・委託先の別",
    "label-access": "参考: 閲覧できた範囲",
    "access": "{audience}: {files} ファイル、{people} 人分",
    "label-mail": "参考: メールの記録",
    "mail": "{what}: {count} ファイル",
    # --- 5
    "label-harm": "二次被害（おそれ）の有無",
    "harm": f"{BLANK} 有・無・不明",
    "label-harm-kinds": "想定される内容",
    "harm-payment_card": "カードの不正利用",
    "harm-credential": "アカウントへの不正なログイン",
    "harm-bank": "口座番号の悪用（振り込め詐欺など）",
    "harm-document": "本人確認書類の番号や写しによるなりすまし",
    "harm-special-care": "差別・偏見その他の不利益（要配慮個人情報）",
    "harm-contact": "不審な電話・メール・郵便物",
    "harm-my-number": "個人番号の不正な利用・提供、なりすまし",
    "harm-check": f"（見つかった項目からの想定）　{BLANK} 実際の状況",
    # --- 6 to 8
    "label-notice": "本人への通知",
    "notice": f"{BLANK} 済・予定（時期、方法）・困難（代替措置: 公表、問い合わせ窓口）",
    "label-care": "その他の対応",
    "care": f"{BLANK} 問い合わせ窓口、カード・口座の停止、パスワードの変更など",
    "label-publication": "公表",
    "publication": f"{BLANK} 済・予定（時期、方法、内容）・なし（理由）",
    "label-done": "実施済みの措置",
    "done": f"{BLANK} 回収、公開の停止、アカウントの停止、権限の見直しなど",
    "label-planned": "今後の措置",
    "planned": f"{BLANK} 内容と完了の予定",
    # --- 9
    "label-encrypted": "暗号化",
    "encrypted-none": f"パスワードで保護されたファイルは見つからなかった　{BLANK} 機器・媒体全体の暗号化の有無（方式、鍵の管理）",
    "encrypted-some": f"開けなかった暗号化ファイル {{closed}} 件、meibo がパスワードで開けたファイル {{opened}} 件　{BLANK} 暗号化の方式と鍵の管理。高度な暗号化などで保護されたデータは報告の対象外（施行規則第7条第1号）",
    "label-dates": "データの新しさ",
    "dates": "個人データを検出したファイルの最終更新: {dates}（直近 1 年の更新 {recent} 件）",
    "label-bodies": "ほかの機関への連絡",
    "bodies": f"{BLANK} 警察、所管の省庁、委託元、認定個人情報保護団体など",
    "label-source": "記入の根拠",
    "source": "meibo {version} による棚卸し: {when}。検出の確度: {least}",
    "list": "、",
}
"""The values of ``{name}`` are filled in; the blanks are for people."""


def fill(key: str, **values: object) -> str:
    """A sentence of the draft with its values filled in."""
    return WORDS[key].format(**values)
