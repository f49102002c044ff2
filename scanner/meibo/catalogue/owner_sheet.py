"""The words of the sheets that owners of files answer, in Japanese and English side by side."""

from __future__ import annotations

from typing import Final

from meibo.catalogue.language import Language

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("個人情報ファイルの確認票", "Files with personal data: please check"),
    "sheet": ("確認票", "Check"),
    "file-name": ("確認票_{owner}", "check-{owner}"),
    "unknown-owner": ("所有者不明", "unknown owner"),
    "heading": ("{owner} さんのファイル　{count:,} 件（{date} の走査）", "Files of {owner}: {count:,} (scan of {date})"),
    "line-ask": (
        "あなたが所有するファイルに個人情報が見つかりました。ファイルごとに、緑色の「回答」欄で 必要・削除・移動 のいずれかを選んでください。",
        "Personal data was found in files that you own. For each, please choose needed, delete or move in the green column “Answer”.",
    ),
    "line-meaning": (
        "必要 = 業務で使うため今の場所に残す　／　削除 = もう使わない　／　移動 = 決められた保管場所に移す（行き先を「理由」に記入）",
        "needed = used, and stays where it is / delete = no longer used / move = belongs elsewhere (please say where under “Reason”)",
    ),
    "line-return": (
        "ファイルはこの票では削除も移動もされません。記入後、この票を保存して担当者へ返送してください。わからないものは空欄のままで構いません。",
        "This sheet itself deletes and moves nothing. Store it and send it back. Leave blank what you do not know.",
    ),
    "line-capped": (
        "危険度の高い {shown:,} 件を載せています。ほかに {more:,} 件あり、回答の取り込み後にあらためてお送りします。",
        "These are the {shown:,} riskiest; {more:,} more will follow once these are answered.",
    ),
    "column-number": ("No.", "No."),
    "column-level": ("危険度", "Risk"),
    "column-file": ("ファイル名", "File"),
    "column-folder": ("フォルダー", "Folder"),
    "column-target": ("共有・対象", "Share"),
    "column-people": ("本人の数", "People"),
    "column-items": ("含まれる個人情報", "Personal data in it"),
    "column-audience": ("閲覧できる人", "Readable by"),
    "column-newest": ("最終更新日", "Last changed"),
    "column-before": ("これまでの回答", "Answer so far"),
    "column-answer": ("回答", "Answer"),
    "column-reason": ("理由・移動先", "Reason, or where to"),
    "column-person": ("回答者", "Answered by"),
    "answer-needed": ("必要", "needed"),
    "answer-delete": ("削除", "delete"),
    "answer-move": ("移動", "move"),
    "choice-title": ("選択してください", "Choose one"),
    "choice-text": ("必要・削除・移動のいずれかを選んでください。", "Please choose needed, delete or move."),
}  # fmt: skip


def word(key: str, language: Language, **values: object) -> str:
    """A term with its values filled in."""
    japanese, english = WORDS[key]
    return (japanese if language == "ja" else english).format(**values)
