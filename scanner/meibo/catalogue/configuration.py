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
}

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
