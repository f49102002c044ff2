"""What the tables and keys of the configuration mean: one row a key, Japanese and English side by side."""

from __future__ import annotations

from typing import Final

TABLES: Final[dict[str, tuple[str, str]]] = {
    "detectors": ("検出項目（組み込みの項目と規則）ごとの設定", "settings of one detector, built in or a rule"),
    "rule": (
        "自社独自の番号など、組み込みにない検出項目（{most} 件まで）",
        "what to find besides what is built in; at most {most}",
    ),
    "allow": (
        "すべての条件に合う検出を除く。除いた件数は要約と報告書に出る",
        "findings that meet every condition of an entry are left out, and counted in the summary and in reports",
    ),
    "limits": (
        "1 ファイルの読み取りに許す量。超えたところまでを読み、理由と値を記録する。容量は `500M` のようにも書ける",
        "what reading one file may cost; what was read up to a limit is kept, with the reason and the figure; sizes also as `500M`",
    ),
    "mail": ("メールの社外宛先の判定", "which mail addresses are one's own"),
    "archives": ("暗号化されたファイルの扱い", "what encrypted files are tried with"),
    "targets": (
        "走査する対象に付ける名前。`meibo scan 名前` や `[[job]]` の `targets` で使う",
        "names for what is scanned, for `meibo scan NAME` and the `targets` of jobs",
    ),
    "job": (
        "`meibo run 名前` で実行する走査。下のキーのほか、`[scan]` のすべてのキーをこのジョブだけの値で書ける",
        "scans that `meibo run NAME` starts; besides these keys each may have any key of `[scan]`, for itself alone",
    ),
    "prices": (
        "`--plan` が示す S3 の料金（米ドル）。指定しないものは内蔵の定価表による",
        "what S3 costs, in US dollars, for `--plan`; what is not given is taken from a table of list prices",
    ),
    "risk": (
        "報告義務のしきい値、危険度の重み、想定損害額の係数",
        "thresholds of the duty to report, weights of the risk, factors of the damages",
    ),
    "notify": (
        "走査の終わりを知らせる先。`--notify` で選ぶ。資格情報は環境変数だけで指定する（[telling.md](telling.md)）",
        "who is told how a scan ended, chosen by `--notify`; credentials come from the environment only ([telling.md](telling.md))",
    ),
}

NOTIFY_WORDS: Final[dict[str, tuple[str, str]]] = {
    "kind": ("必須: `mail`、`webhook`、`syslog`、`metrics`", "required: `mail`, `webhook`, `syslog`, `metrics`"),
    "when": (
        "`always`（既定）、`failure`（終了コードが 0 でないとき）、`new-risk`（新たなリスクがあるとき、または失敗したとき）。`metrics` は常に書く",
        "`always` (default), `failure` (exit code other than 0), `new-risk` (new risks, or a failure); `metrics` are always written",
    ),
    "server": ("メールまたは syslog のホスト名（必須）", "host of the mail or syslog server (required)"),
    "port": (
        "既定: メール 587（`tls` 465、`none` 25）、syslog 514（`tls` 6514）",
        "default: mail 587 (`tls` 465, `none` 25), syslog 514 (`tls` 6514)",
    ),
    "security": (
        "メールの暗号化: `starttls`（既定）、`tls`、`none`（社内の中継用。ログインもパスの送信もしない）",
        "of mail: `starttls` (default), `tls`, `none` (a relay in the house; no login and no paths)",
    ),
    "ca-file": (
        "システムの代わりに信頼する認証局の証明書（PEM）",
        "certificates to trust instead of the system's (PEM)",
    ),
    "sender": ("差出人のアドレス（必須）", "the address that it comes from (required)"),
    "recipients": ("宛先のリスト（必須）", "list of addresses (required)"),
    "url": (
        "webhook の `https://` URL。省略すると環境変数 `MEIBO_WEBHOOK_URL`",
        "`https://` URL of a webhook; without it the variable `MEIBO_WEBHOOK_URL`",
    ),
    "transport": ("syslog: `udp`（既定）、`tcp`、`tls`、`local`", "of syslog: `udp` (default), `tcp`, `tls`, `local`"),
    "path": (
        "`metrics` が書くファイル（必須、`.prom` で終わる。`{{job}}` はジョブ名）、または syslog の `local` のソケット（既定: `/dev/log`）",
        "the file of `metrics` (required, ends in `.prom`; `{{job}}` stands for the job), or the socket of `local` syslog (default: `/dev/log`)",
    ),
    "paths": (
        "`true` なら新たなリスクのあるファイルのパスを 10 件まで送る（既定は件数だけ）。パスは人名を含むことがある",
        "`true`: up to 10 paths of files with new risks are told (default: counts only); paths may hold names of people",
    ),
}

TARGET_WORDS: Final[dict[str, tuple[str, str]]] = {
    "NAME": (
        "パスまたは URI、あるいはそのリスト。名前は文字・数字・`_`・`.`・`-` の 40 字まで",
        "a path or URI, or a list of them; a name has up to 40 letters, digits, `_`, `.` and `-`",
    ),
}

JOB_WORDS: Final[dict[str, tuple[str, str]]] = {
    "name": (
        "必須。文字・数字・`_`・`.`・`-` の 40 字まで",
        "required: up to 40 letters, digits, `_`, `.` and `-`",
    ),
    "targets": (
        "必須。パス、URI、`[targets]` の名前のリスト",
        "required: a list of paths, URIs and names of `[targets]`",
    ),
    "schedule": (
        "開始する時刻（実行するマシンの現地時刻）: `daily 22:00`、`weekdays 22:00`、`weekly Sunday 01:00`、`monthly 1 01:00`、または cron の 5 項目（`0 22 * * 1-5`）",
        "when it starts, in the machine's local time: `daily 22:00`, `weekdays 22:00`, `weekly Sunday 01:00`, `monthly 1 01:00`, or the five fields of cron (`0 22 * * 1-5`)",
    ),
    "reports": (
        "報告書のパスのリスト（種類は拡張子 {endings} による）か、種類ごとの表。`{{date}}` は開始日、`{{job}}` はジョブ名になる",
        "a list of paths of reports, whose endings ({endings}) tell the kind, or a table by kind; `{{date}}` stands for the day of the start and `{{job}}` for the name",
    ),
    "keep-scans": (
        "履歴に残す走査の数（既定: すべて）",
        "how many scans stay in the history (default: all)",
    ),
    "keep-days": (
        "履歴に残す日数（既定: すべて）",
        "for how many days scans stay in the history (default: all)",
    ),
    "notify": ("結果を知らせる先。`[notify.NAME]` の名前のリスト", "who is told: names of the tables `[notify.NAME]`"),
}

MAIL_WORDS: Final[dict[str, tuple[str, str]]] = {
    "own-domains": (
        "自社のドメイン（下位ドメインを含む）。指定しないときは差出人のドメインを自社とみなす",
        "domains of one's own, with those below them; where none is named, the sender's domain is one's own",
    ),
}

ARCHIVE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "passwords": (
        "暗号化された zip、7z、Office、PDF に試すパスワード。設定ファイルの読み取り権限に注意",
        "tried on encrypted zip, 7z, Office and PDF files; mind who can read the configuration file",
    ),
}

PRICE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "region": (
        "バケットのリージョン（既定: `AWS_REGION`、なければ `ap-northeast-1`）",
        "region of the buckets (default: `AWS_REGION`, else `ap-northeast-1`)",
    ),
    "list-per-1000": ("LIST 要求 1,000 件の料金", "1,000 LIST requests"),
    "get-per-1000": ("GET などの要求 1,000 件の料金", "1,000 GET and other requests"),
    "egress-per-gb": (
        "外へ転送する 1 GB の料金。同じリージョン内で走査するなら `0`",
        "1 GB that leaves; `0` for scans within the region",
    ),
}

RISK_WORDS: Final[dict[str, tuple[str, str]]] = {
    "persons": (
        "これを超える本人数を報告対象とする（施行規則第7条第4号。既定 1000）",
        "more people than this must be reported (APPI rule 7 item 4; default 1000)",
    ),
    "my-numbers": (
        "これを超える人数の特定個人情報を報告対象とする（既定 100）",
        "My Numbers of more people than this must be reported (default 100)",
    ),
    "weights": (
        "危険度の区分 C1～C5 の重み（既定 `[1, 5, 15, 40, 100]`）",
        "weights of the classes C1 to C5 (default `[1, 5, 15, 40, 100]`)",
    ),
    "score-cap": ("危険度の点数の上限（既定 500）", "highest score (default 500)"),
    "base-yen": ("想定損害額の基礎情報価値（円。既定 500）", "base value of the damages, in yen (default 500)"),
    "responsibility": (
        "社会的責任度（医療・金融・公的機関などは 2。既定 1）",
        "social responsibility: 2 for medicine, finance, public offices and the like (default 1)",
    ),
    "response": ("事後対応評価（不適切なら 2。既定 1）", "response to a leak: 2 where it is poor (default 1)"),
    "yen-per-person": (
        "検出項目ごとの 1 人あたりの円。モデルの値の代わりに使う（例: `{{jp_my_number = 30000}}`）",
        "yen for each person by detector, in place of the model's, such as `{{jp_my_number = 30000}}`",
    ),
    "retention-years": (
        "この年数変更のない個人データを保存期間の確認対象とする（既定 5）",
        "personal data that nobody changed for so many years are asked after (default 5)",
    ),
}

LIMIT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "block-bytes": ("一度に解析する文字のおよその量", "nominal size of a block of text that is examined at once"),
    "context-chars": ("前後の文脈として見る文字数", "characters before and after a block that it is seen with"),
    "lookahead-bytes": ("行の終わりを探す範囲", "how far the end of a line is looked for"),
    "content-bytes": ("1 ファイルから展開する容量の合計", "bytes unpacked from one file in all"),
    "held-bytes": ("メモリーに置く中のファイル 1 つの容量", "bytes of one member that is held in memory"),
    "ratio": (
        "圧縮前後の比（`ratio-from-bytes` を超えて展開したとき）",
        "bytes unpacked for each byte of the file, once `ratio-from-bytes` are unpacked",
    ),
    "ratio-from-bytes": ("比を調べ始める展開容量", "bytes unpacked from which on the ratio counts"),
    "members": ("中のファイル、部品、添付の合計数", "members of archives, parts of documents and attachments in all"),
    "depth": ("入れ子の深さ", "files inside of files"),
    "cells": ("表のセルの合計数", "cells of tables in all"),
    "pages": ("ページとスライドの合計数", "pages and slides"),
    "seconds": ("解析の秒数", "seconds of the parser"),
    "seconds-per-megabyte": ("大きなファイルに足す、1 MB あたりの秒数", "more seconds for each megabyte of the file"),
    "memory-bytes": ("解析プロセスのメモリー", "memory of the parser's process"),
    "large-sheet-bytes": ("これより大きいシートは 1 行ずつ読む", "a larger sheet is read row by row"),
    "least-image-bytes": (
        "文書中のこれより小さい画像は飾りとみなす",
        "a smaller picture in a document is taken for decoration",
    ),
}
"""Defaults are read from the struct itself."""

DETECTOR_WORDS: Final[dict[str, tuple[str, str]]] = {
    "enabled": (
        "`false` で使わない（`--detectors` で指定したときは使う）",
        "`false` leaves it out, unless `--detectors` names it",
    ),
    "min_confidence": (
        "位置・報告・`--fail-on` の対象とする確度の下限を、この項目だけ上げる: `low`、`medium`、`high`",
        "raises `--min-confidence` for this detector alone: `low`, `medium`, `high`",
    ),
}

RULE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "id": (
        "必須。英小文字で始まる 2～40 字の英小文字・数字・下線。組み込みの id とは重ねられない",
        "required: 2 to 40 small letters, digits and underscores, a letter first; no id of a built-in detector",
    ),
    "pattern": (
        "必須。正規表現。全角・半角・大文字・小文字は区別しない。英字・数字の並びの途中からの一致は数えない。`\\b` は英数字とそれ以外の境",
        "required: a regular expression; width and case do not matter; a match inside a longer run of letters or of digits does not count; `\\b` stands between a Latin letter or digit and anything else",
    ),
    "labels": (
        "項目名。近くや列見出しにあれば確度が高くなる",
        "words that raise the confidence, near the value or as the name of its field",
    ),
    "check": ("検査数字。値の数字だけを並べて調べる: {checks}", "check digit, of the digits of the value: {checks}"),
    "severity": (
        "危険度: `low`、`medium`（既定）、`high`、`critical`",
        "risk of a file that holds it: `low`, `medium` (default), `high`, `critical`",
    ),
    "title": ("報告書に出す名前（既定: id）", "its name in reports (default: the id)"),
    "person": ("`true` なら 1 つの値を 1 人と数える", "`true`: each value stands for one person, who is counted"),
}

ALLOW_WORDS: Final[dict[str, tuple[str, str]]] = {
    "fingerprint": (
        "指紋（JSON Lines の 16 進 64 桁）。鍵が同じ棚卸しでだけ使える",
        "of a value, 64 hex digits as in JSON lines; holds for inventories with the same key",
    ),
    "path": (
        "対象からのパス。書き方は `--exclude` と同じ（フォルダーなら配下すべて）",
        "of a file, or of a folder with all below it, as in `--exclude`",
    ),
    "pattern": (
        "値全体に一致する正規表現。書かれたままの形か、区切りを除いた形と比べる",
        "a regular expression for the whole value, as written or without separators",
    ),
    "detector": ("この項目の検出だけ", "only findings of this detector"),
    "reason": ("必須。除いた件数とともに表示する", "required; shown with the count"),
    "expires": (
        "この日まで有効（例: `2027-03-31`）。過ぎるとその旨を表示し、使わない",
        "the last day on which it holds, such as `2027-03-31`; later it is told and not used",
    ),
}
