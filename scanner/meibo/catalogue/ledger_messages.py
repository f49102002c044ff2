"""What commands say of the ledger and of owners' answers, in Japanese and English side by side."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes longer to import than this table
if TYPE_CHECKING:
    from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "option-ledger": (
        "個人データ管理台帳（xlsx）を書き出す。すでにある台帳の記入内容は引き継ぐ",
        "write the ledger of personal data (xlsx); what was entered into one that is there is kept",
    ),
    "option-ledger-from": (
        "記入内容を引き継ぐ台帳（既定: --ledger のファイル自身）",
        "the ledger whose entries are kept (default: the file of --ledger itself)",
    ),
    "error-ledger-from": ("--ledger-from は --ledger とともに指定してください", "--ledger-from needs --ledger"),
    "ledger-open": (
        "台帳「{subject}」はほかのプログラムで開かれています（{detail}）。閉じてからもう一度実行してください。開いていなければ {detail} を削除してください",
        "the ledger {subject} is open in another program ({detail}): close it and run again; if it is not open, remove {detail}",
    ),
    "ledger-changed": (
        "台帳「{subject}」は書き出しの間に変更されました。変更を失わないよう、書き換えていません。もう一度実行してください",
        "the ledger {subject} was changed meanwhile and has been left as it is: run again",
    ),
    "ledger-not-ours": (
        "「{subject}」は meibo の台帳ではありません。書き換えていません",
        "{subject} is no ledger of meibo; it has been left as it is",
    ),
    "ledger-other-key": (
        "台帳「{subject}」は別の棚卸し（別の鍵）のものです。書き換えていません",
        "the ledger {subject} belongs to another inventory (another key); it has been left as it is",
    ),
    "ledger-newer": (
        "台帳「{subject}」は新しい版の meibo で作られています。meibo を更新してください",
        "the ledger {subject} was made by a newer meibo: update meibo",
    ),
    "ledger-mixed": (
        "台帳「{subject}」の行がずれています（{detail}）。一部の列だけを並べ替えた可能性があります。書き換えていません。元に戻すか、控え（{subject} と同じ名前の .1）を使ってください",
        "rows of the ledger {subject} are mixed up ({detail}), as when only some columns were sorted; it has been left as it is: undo that, or use the copy of the same name with .1",
    ),
    "ledger-no-ids": (
        "台帳「{subject}」の非表示の列（meibo-id、meibo-state）が見つかりません。書き換えていません。控え（.1）から戻してください",
        "the hidden columns (meibo-id, meibo-state) of the ledger {subject} are missing; it has been left as it is: restore them from the copy (.1)",
    ),
    "ledger-special": (
        "台帳「{subject}」には引き継げないもの（{detail}）があります。失わないよう、書き換えていません。別のブックに移してください",
        "the ledger {subject} holds what cannot be carried over ({detail}); it has been left as it is: move that to a workbook of its own",
    ),
    "ledger-cell": (
        "台帳「{subject}」のセル {detail} は引き継げません。書き換えていません。値に直すか、短くしてください",
        "cell {detail} of the ledger {subject} cannot be carried over; it has been left as it is: make it a value, or shorten it",
    ),
    "ledger-no-key": (
        "この棚卸しは鍵の照合値を記録していないため、台帳を作れません（{subject}）。一度走査してください",
        "this inventory does not know its key yet, so that no ledger can be made ({subject}): scan once",
    ),
    "book-not-readable": ("「{subject}」を読めません: {detail}", "cannot read {subject}: {detail}"),
    "book-encrypted": (
        "「{subject}」はパスワードで暗号化されています。解除して保存してください。書き換えていません",
        "{subject} is encrypted with a password: remove it and store again; nothing was changed",
    ),
    "book-unknown": ("「{subject}」は Excel ブック（xlsx）ではありません", "{subject} is no Excel workbook (xlsx)"),
    "book-damaged": (
        "「{subject}」は壊れています（{detail}）。書き換えていません",
        "{subject} is damaged ({detail}); nothing was changed",
    ),
    "book-too-large": (
        "「{subject}」は大きすぎます（{detail}）。読んでいません",
        "{subject} is too large ({detail}) and was not read",
    ),
    "book-formula": (
        "「{subject}」には引き継げない数式（{detail}）があります。書き換えていません",
        "{subject} holds a formula that cannot be carried over ({detail}); nothing was changed",
    ),
    # --- the sheets that owners answer
    "option-owner-sheets": (
        "所有者別確認票（所有者ごとの xlsx）を新しいフォルダーに書き出す",
        "write a workbook for each owner to answer into a new folder",
    ),
    "owner-sheets-folder": (
        "フォルダー「{subject}」にはすでにファイルがあります。記入済みの確認票を上書きしないよう、新しいフォルダーを指定してください",
        "the folder {subject} holds files already: name a new one, so that no answers are overwritten",
    ),
    "option-force": (
        "確認票の作成後に検出が増えたファイル、別の記録が付いたファイルにも回答を適用する",
        "apply answers to files in which more was found, or which were marked otherwise, since the sheet was made",
    ),
    "option-dry-run": ("何も記録せず、結果だけを表示する", "store nothing, only tell what would be stored"),
    "answers-not-ours": ("「{subject}」は meibo の確認票ではありません", "{subject} is no owner's sheet of meibo"),
    "answers-other-key": (
        "「{subject}」は別の棚卸し（別の鍵）の確認票です。取り込んでいません",
        "{subject} belongs to another inventory (another key) and was not read",
    ),
    "answers-newer": (
        "「{subject}」は新しい版の meibo で作られています。meibo を更新してください",
        "{subject} was made by a newer meibo: update meibo",
    ),
    "answers-no-table": (
        "「{subject}」の表が見つかりません（見出しまたは非表示の列がありません）",
        "the table of {subject} is missing (its headings, or its hidden column)",
    ),
    "error-answers-none": ("「{path}」に確認票（xlsx）がありません", "there is no owner's sheet (xlsx) in '{path}'"),
    "error-answers-unread": ("確認票を 1 件も読めませんでした", "none of the owner's sheets could be read"),
    "answer-reason": ("所有者別確認票の回答", "answer of the owner"),
    "answers-imported": (
        "{books} 件の確認票から {applied} 件の回答を記録しました（必要 {needed}、削除 {delete}、移動 {move}）。変更なし {unchanged} 件、未回答 {unanswered} 件",
        "{applied} answers of {books} sheets stored (needed {needed}, delete {delete}, move {move}); {unchanged} unchanged, {unanswered} not answered",
    ),
    "answers-would": (
        "{books} 件の確認票の {applied} 件の回答を記録できます（必要 {needed}、削除 {delete}、移動 {move}）。変更なし {unchanged} 件、未回答 {unanswered} 件。記録はしていません",
        "{applied} answers of {books} sheets could be stored (needed {needed}, delete {delete}, move {move}); {unchanged} unchanged, {unanswered} not answered; nothing was stored",
    ),
    "answers-left": ("記録していない回答: {count} 件", "answers that were not stored: {count}"),
    "answer-result-done": ("すでに削除済み", "already gone"),
    "answer-result-gone": ("ファイルがなくなっている", "the file is gone"),
    "answer-result-unknown": ("棚卸しにないファイル", "not in the inventory"),
    "answer-result-grown": ("確認票の作成後に検出が増えた（--force で適用）", "more was found since (--force applies it)"),
    "answer-result-overtaken": ("確認票の作成後に別の記録が付いた（--force で適用）", "marked otherwise since (--force applies it)"),
    "answer-result-contradictory": ("同じファイルに異なる回答がある", "answered in different ways"),
    "answer-result-no-answer": ("必要・削除・移動のいずれでもない", "none of needed, delete, move"),
    "answer-result-altered": ("行の識別情報が書き換えられている", "the hidden cell of the row was altered"),
    "column-result": ("結果", "result"),
    "column-answer": ("回答", "answer"),
    "column-workbook": ("確認票", "workbook"),
    "column-row": ("行", "row"),
}  # fmt: skip
