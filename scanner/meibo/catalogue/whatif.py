"""The words of ``meibo whatif``: one row a term, Japanese and English side by side."""

from __future__ import annotations

from typing import Final

from meibo.catalogue.language import Language

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("もし漏えいしたら", "If this leaked"),
    "place-target": ("{target} の全体", "all of {target}"),
    "place": ("{path}（{target}）", "{path} ({target})"),
    "range": ("～", "–"),
    "list": ("、", ", "),
    "place-owner": ("うち所有者が {owner} のファイルのみ", "of these, only the files of owner {owner}"),
    "seen": ("走査 {scan}（{when}）の時点", "as of scan {scan} ({when})"),
    # --- what it means
    "duty-sure": (
        "個人情報保護委員会への報告と、本人への通知が必要です。",
        "It must be reported to the Personal Information Protection Commission, and the people must be told.",
    ),
    "duty-possible": (
        "個人情報保護委員会への報告と、本人への通知が必要になる可能性があります。下の「おそれ」を確かめてください。",
        "It may have to be reported to the Personal Information Protection Commission: look into what is “possible” below.",
    ),
    "duty-none": (
        "中身から分かる範囲では、報告が義務となる要件に当たりません。ただし、不正の目的（盗難、不正アクセス、従業者の持ち出しなど）のおそれがあれば 1 人でも報告と通知が必要です。",
        "As far as the content tells, nothing here makes a report a duty. But where a wrongful purpose is possible (theft, hacking, an insider), even one person's data must be reported.",
    ),
    "duty-nobody": (
        "読めたファイルからは、個人データは見つかっていません。",
        "No personal data was found in the files that were read.",
    ),
    "duty-unread": (
        "判断できません。どのファイルも読めていないため、中身が分かりません。",
        "Nothing can be said: none of these files was read.",
    ),
    # --- how much
    "people": ("本人の数: {people}", "People: {people}"),
    "nameless": (
        "このほかに、氏名のない記載が {count} 件あります（メールアドレスや電話番号だけの一覧など）。上の人と同じ人かどうかは分からないため、推定には加えていません。",
        "Besides, {count} entries have no name (lists of mail addresses or telephone numbers, say). They may be the same people, and are not in the likely number.",
    ),
    "people-range": (
        "「約」は、氏名（読みが分かれば仮名やローマ字も）と生年月日で人を見分けた推定です。幅があるのは、ファイルごとに手掛かり（番号、メール、生年月日など）が違い、同じ人かどうか確かめられない人がいるためです。報告には確かめた数か、多い方を使ってください。",
        "“About” takes people of one name as one, but for different birth dates. The range is there because files give different clues (number, mail address, birth date), so that some may be one person or two. Report what you have verified, or the larger figure.",
    ),
    "people-unread": (
        "読めていないファイルがあるため、実際はもっと多いことがあります（下の「見えていないもの」）。",
        "Some files were not read, so there may be more people (see “What was not seen”).",
    ),
    "files": (
        "ファイル: {files} 件（{size}）。うち個人データを検出 {found} 件",
        "Files: {files} ({size}), of which {found} hold personal data",
    ),
    "copies": (
        "同じ内容の複製 {copies} 件があります。人数と件数は 1 回だけ数えています。",
        "Copies of the same content among them: {copies}; people and findings are counted once.",
    ),
    "unseen": (
        "{count} 件は、最後の走査で確認できませんでした。前回分かっていた内容で数えています。",
        "{count} of them could not be seen again by the last scan; what was known before is told.",
    ),
    # --- triggers
    "section-triggers": ("報告の要件", "What makes a report a duty"),
    "state-sure": ("該当", "sure"),
    "state-possible": ("おそれ", "possible"),
    "state-no": ("なし", "no"),
    "basis-rule7-1": (
        "1 人から。{found} 件、最大 {people} 人",
        "one person is enough; {found} findings, up to {people} people",
    ),
    "basis-rule7-2": (
        "1 人から。カード番号 {found} 件、最大 {people} 人",
        "one person is enough; {found} card numbers, up to {people} people",
    ),
    "basis-rule7-4": (
        "{threshold} 人を超えると対象。ここでは {people}",
        "more than {threshold} people; here {people}",
    ),
    "basis-mynumber-any": (
        "{found} 件、最大 {people} 人。漏えいだけでは報告義務にならないが、保管は税・社会保険などに限られる",
        "{found} numbers, up to {people} people; no duty by itself, but they may be kept for tax and social insurance only",
    ),
    "basis-mynumber-100": (
        "{threshold} 人を超えると対象。ここでは最大 {people} 人",
        "more than {threshold} people; here up to {people}",
    ),
    "basis-mynumber-public": (
        "不特定多数が閲覧できる状態なら 1 人から。閲覧範囲: {audience}",
        "one person is enough where unspecified many could read it; readable by: {audience}",
    ),
    "no-my-number": ("マイナンバー（番号法）", "My Number (My Number Act)"),
    "basis-none": ("見つかっていない", "none found"),
    "wrongful": (
        "不正の目的（盗難、不正アクセス、従業者の持ち出しなど）のおそれは中身からは分かりません。あれば、個人データが 1 人分でも報告が必要です（規則7条3号。マイナンバーは番号法の規則2条2号）。",
        "A wrongful purpose (theft, hacking, an insider) cannot be seen in files. Where it is possible, even one person's data must be reported (rule 7 item 3; for My Number, reporting rule item 2).",
    ),
    "strong": (
        "高度な暗号化などで保護されたデータは対象外です（規則7条1号かっこ書き）。",
        "Data under strong encryption or the like is exempt (rule 7 item 1).",
    ),
    # --- the clock
    "section-clock": ("期限（知った日 {known}を 1 日目として）", "Deadlines (day 1 is the day you knew: {known})"),
    "clock-if": (
        "報告する場合の期限（知った日 {known} を 1 日目として）",
        "Deadlines, if you report (day 1 is the day you knew: {known})",
    ),
    "preliminary": ("速報", "preliminary report"),
    "preliminary-by": (
        "{first}から{last}まで（おおむね 3～5 日以内）",
        "by {first}, at the latest {last} (about 3-5 days)",
    ),
    "final": ("確報", "final report"),
    "final-by": ("{final}まで（30 日以内）", "by {final} (30 days)"),
    "wrongful-by": (
        "不正の目的のおそれがある場合は {wrongful}まで（60 日以内）",
        "by {wrongful} (60 days) where a wrongful purpose is possible",
    ),
    "clock-holidays": (
        "確報の最終日が土日・祝日・12 月 29 日～1 月 3 日なら、その翌日まで。",
        "Where the last day of the final report is a weekend, a holiday or 29 December to 3 January, the next working day is in time.",
    ),
    "day": ("{year}-{month:02}-{day:02}（{weekday}）", "{weekday} {year}-{month:02}-{day:02}"),
    "weekdays": ("月火水木金土日", "Mon Tue Wed Thu Fri Sat Sun"),
    # --- whom to tell
    "section-tell": ("知らせる先", "Whom to tell"),
    "tell-commission": (
        "個人情報保護委員会: ウェブサイトの「漏えい等報告」フォームから。権限が委任された分野（金融、医療、通信など）では事業所管の省庁など",
        "Personal Information Protection Commission: by the form on its web site; in sectors whose oversight is delegated (finance, health, telecoms and others) the ministry in charge",
    ),
    "tell-my-number": (
        "マイナンバー: 特定個人情報として、個人データとは別の様式で個人情報保護委員会へ",
        "My Number: as specific personal information, by a form of its own, to the Personal Information Protection Commission",
    ),
    "tell-people": (
        "本人: 状況に応じて速やかに通知。難しければ公表や問い合わせ窓口などの代替措置",
        "The people: without delay; where that is difficult, publication or a contact point instead",
    ),
    "tell-principal": (
        "委託元: 他社から取り扱いを委託されたデータなら、まず委託元へ連絡",
        "Your client: where you handle the data for somebody else, tell them first",
    ),
    "tell-voluntary": (
        "義務でない場合も、社内の記録と再発防止は必要。委員会への任意の報告もできます",
        "Even where it is no duty: keep a record and prevent a repetition; you may report of your own accord",
    ),
    # --- what it is
    "section-kinds": ("含まれる個人データ", "What is in it"),
    "head-kind": ("種類", "kind"),
    "head-level": ("危険度", "risk"),
    "head-found": ("件数", "findings"),
    "head-people-most": ("最大人数", "people up to"),
    "head-files": ("ファイル", "files"),
    "head-people": ("人数", "people"),
    "head-path": ("パス", "path"),
    "head-audience": ("閲覧できる人", "who could read it"),
    "special-care": ("うち要配慮個人情報", "of these, special care"),
    "kinds-more": ("ほか {count} 種類", "{count} more kinds"),
    "section-unread": (
        "見えていないもの（この中の人数は含みません）",
        "What was not seen (people in it are not counted)",
    ),
    "unread": ("{count} 件 {what}（{code}）", "{count} {what} ({code})"),
    "closed": (
        "一覧できなかったフォルダーなど {count} 件 {what}（{code}）",
        "{count} folders or entries: {what} ({code})",
    ),
    "unread-none": ("ありません。すべてのファイルを読みました", "nothing: every file was read"),
    "encrypted": (
        "パスワードで開けなかったファイル {closed} 件、meibo が開けたファイル {opened} 件。弱い方式や、パスワードが一緒に漏れた場合は保護とみなされません",
        "{closed} files under a password that is not known; {opened} that meibo opened. Weak methods, or a password that leaked with them, do not count as protection",
    ),
    "section-mails": ("メールの宛先", "Mails"),
    "mail": ("{count} ファイル: {what}", "{count} files: {what}"),
    "section-audience": ("漏えい前に閲覧できた人", "Who could read it before"),
    "section-dates": ("いつのデータか", "How recent"),
    "dates": (
        "最終更新は {oldest}～{newest}。この 1 年に更新されたファイル {recent} 件",
        "last changed {oldest} to {newest}; {recent} files within the last year",
    ),
    "dates-one": (
        "すべて {newest} に更新。この 1 年に更新されたファイル {recent} 件",
        "all last changed on {newest}; {recent} files within the last year",
    ),
    "section-riskiest": ("危険度の高いファイル（上位 {count}）", "Riskiest files (top {count})"),
    "section-yen": ("想定される損害額（JNSA のモデルによる目安）", "Damages, as the JNSA's model estimates them"),
    "yen": ("{yen} 円", "JPY {yen}"),
    "yen-sum": (
        "本人 1 人につき、その人が含まれる最も重いファイルの額を 1 回だけ足した額です。",
        "Each person counts once, at the sum of the gravest file that holds him or her.",
    ),
    "yen-factors": (
        "最も重いもの（{gravest}）の 1 人当たり: 基礎 {base} 円 × 機微度 {sensitivity} × 特定容易度 {identifiability} × 社会的責任度 {responsibility} × 事後対応 {response} = {yen} 円",
        "per person at the gravest ({gravest}): base JPY {base} x sensitivity {sensitivity} x identifiability {identifiability} x responsibility {responsibility} x response {response} = JPY {yen}",
    ),
    "yen-own": (
        "最も重いもの（{gravest}）の 1 人当たり: {yen} 円（設定ファイルの値）",
        "per person at the gravest ({gravest}): JPY {yen} (as configured)",
    ),
    "drafted": ("速報の下書きを書きました: {path}", "draft of the preliminary report: {path}"),
    "draft-hint": (
        "速報の下書き: --draft ファイル.docx または .md を付けてもう一度実行してください",
        "for a draft of the preliminary report, run it again with --draft FILE.docx or FILE.md",
    ),
    "estimate": (
        "棚卸しの記録による見積もりです。法的な判断は専門家に確認してください。個人情報の値は含みません。",
        "An estimate from the inventory, and no legal advice. No personal data is shown.",
    ),
}


def word(key: str, language: Language, /, **values: object) -> str:
    """A term with its values filled in."""
    japanese, english = WORDS[key]
    return (japanese if language == "ja" else english).format(**values)
