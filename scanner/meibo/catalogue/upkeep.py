"""The closed table of what ``meibo verify`` finds wrong with an inventory, and what to do about it."""

from __future__ import annotations

from typing import Final

import msgspec


class FaultWords(msgspec.Struct, frozen=True):
    """One row of the table."""

    code: str
    text_ja: str
    text_en: str
    remedy_ja: str
    remedy_en: str
    is_note: bool = False
    """Worth knowing; the inventory is whole."""


_MEND: Final = ("meibo verify --repair で修復できます", "meibo verify --repair mends it")
_READ_AGAIN: Final = (
    "meibo verify --repair を実行すると、次の走査で該当ファイルを読み直します",
    "run meibo verify --repair; the next scan then reads these files again",
)
_ALTERED: Final = (
    "バックアップから戻し、誰が書き込めるかを調べてください。今の内容を認める場合は meibo verify --repair で封印し直します（監査記録に残り、該当ファイルは次の走査で読み直します）",
    (
        "restore a backup, and find out who can write here; to accept what is there, meibo verify --repair seals it anew,"
        " which the audit log tells, and the next scan reads these files again"
    ),
)

FAULTS: Final = (
    FaultWords("pages-damaged", "ファイルの内部が壊れている", "pages of the file are damaged",
               "バックアップから戻すか、meibo verify --repair で読める部分を新しいファイルに取り出してください。ディスクも点検してください",
               "restore a backup, or let meibo verify --repair save what can be read into a new file; examine the disk, too"),
    FaultWords("schema-damaged", "表または列が足りないか、定義が違う", "a table or column is missing, or declared otherwise",
               "バックアップから戻してください", "restore a backup"),
    FaultWords("index-damaged", "索引が表と合わない", "an index does not agree with its table", *_MEND),
    FaultWords("index-missing", "索引が足りない", "an index is missing", *_MEND),
    FaultWords("schema-older", "旧い版の meibo の棚卸しファイル", "an inventory of an older meibo",
               "対応は不要です。次の走査で新しい形式に移します", "nothing to do: the next scan brings it up to date", is_note=True),
    FaultWords("reference-missing", "参照先の行がない", "rows refer to rows that are not there", *_MEND),
    FaultWords("values-wrong", "列の型または形式に合わない値がある", "values that are not what their column holds",
               "バックアップから戻してください", "restore a backup"),
    FaultWords("scan-state", "走査の状態が不明", "scans in an unknown state", *_MEND),
    FaultWords("versions-reversed", "最初の走査より前に終わった版がある", "versions that end before they begin", *_MEND),
    FaultWords("versions-ahead", "まだない走査で終わった版がある", "versions that end with a scan that is not there", *_MEND),
    FaultWords("versions-overlap", "同じファイルの版の期間が重なっている", "versions of one file that overlap", *_MEND),
    FaultWords("readings-unused", "どの版からも使われない読み取り結果がある", "results that no version uses", *_MEND),
    FaultWords("readings-unscanned", "読み取った走査の記録がない", "results of scans that are not there", *_MEND),
    FaultWords("status-unknown", "状態または理由のコードが不明", "an unknown status or issue code", *_READ_AGAIN),
    FaultWords("persons-reversed", "人数の下限が上限より大きい", "fewer people at most than at least", *_READ_AGAIN),
    FaultWords("persons-wrong", "個人の鍵の形式が正しくない", "person keys that are not whole, or not in order", *_READ_AGAIN),
    FaultWords("counts-wrong", "負の件数がある", "counts below zero", *_READ_AGAIN),
    FaultWords("positions-wrong", "検出位置の数が件数と合わない", "positions that do not agree with the counts", *_READ_AGAIN),
    FaultWords("issue-unknown", "問題のコードまたは分類が不明", "an unknown issue code, class or stage", *_READ_AGAIN),
    FaultWords("unseen-wrong", "未確認の記録が版の期間から外れている", "files noted as not seen in a scan that they are not part of", *_MEND),
    FaultWords("parts-stale", "終わった走査の途中結果が残っている", "parts of files are left over from a scan that has ended", *_MEND),
    FaultWords("file-open", "所有者以外も使える", "others than its owner may use it",
               "meibo verify --repair か chmod 600 で所有者だけに限ってください", "meibo verify --repair or chmod 600 leaves it to its owner"),
    FaultWords("file-owner", "所有者が棚卸しファイルと異なる", "it belongs to another user than the inventory",
               "いつも同じアカウントで実行し、chown で所有者をそろえてください", "always run as one user, and chown it to that one"),
    FaultWords("key-missing", "鍵ファイルがない", "the key file is missing",
               "鍵のバックアップを戻すか、--key-file で場所を指定してください。鍵がないと新しい走査と照合できません",
               "put back a copy of the key, or name its place with --key-file; without it no scan can go on"),
    FaultWords("key-not-readable", "鍵ファイルを読めない", "the key file cannot be read",
               "棚卸しファイルの所有者として実行してください", "run as the owner of the inventory"),
    FaultWords("key-damaged", "鍵ファイルの内容が正しくない", "the key file does not hold 64 hex digits",
               "鍵のバックアップを戻してください", "put back a copy of the key"),
    FaultWords("key-differs", "この棚卸しファイルの鍵ではない", "it is not the key of this inventory",
               "元の鍵を戻すか、--key-file で指定してください", "put back its own key, or name it with --key-file"),
    FaultWords("folder-open", "だれでもファイルを差し替えられるフォルダーにある", "it lies in a folder in which anybody may exchange files",
               "chmod go-w でフォルダーを所有者だけが書き込めるようにしてください", "chmod go-w leaves the folder to its owner"),
    FaultWords("folder-shared", "グループの利用者がファイルを差し替えられるフォルダーにある",
               "it lies in a folder in which a group may exchange files",
               "グループに他の利用者がいる場合は chmod g-w を実行してください", "chmod g-w, where others belong to the group",
               is_note=True),
    FaultWords("folder-owner", "別のユーザーのフォルダーにある", "it lies in another user's folder",
               "自分だけが書き込めるフォルダーに移してください", "move it to a folder that is yours alone"),
    FaultWords("schema-foreign", "meibo のものではないトリガーまたはビューがある", "a trigger or view that is not of meibo", *_ALTERED),
    FaultWords("row-altered", "書き換えられた行がある（封印と合わない）", "rows were altered: their seals do not verify", *_ALTERED),
    FaultWords("row-added", "鍵なしで加えられた行がある（封印がない）", "rows were added without the key: they have no seal", *_ALTERED),
    FaultWords("marks-unsealed", "鍵なしで付けられた印がある（誰が付けたかは確かめられない）",
               "marks were made without the key: nobody can tell by whom",
               "meibo triage --list で確認してください。鍵の場所を設定（key-file）に書くと封印されます",
               "look at them in meibo triage --list; name the key's place in the configuration (key-file) to have marks sealed",
               is_note=True),
    FaultWords("rows-missing", "行が消されている", "rows were taken away", *_ALTERED),
    FaultWords("rows-surplus", "記録より行が多い（複製または復元された行）", "more rows than were sealed: some were copied or put back", *_ALTERED),
    FaultWords("rows-replaced", "古い行に戻されたか、入れ替えられた行がある", "rows were exchanged for others, or for what they were before", *_ALTERED),
    FaultWords("findings-altered", "検出結果が書き換えられたファイルがある", "findings of files were altered", *_ALTERED),
    FaultWords("audit-torn", "監査記録のつながりが切れている", "the audit log does not hang together", *_ALTERED),
    FaultWords("seals-state", "封印の記録が消されたか、書き換えられている", "the record of the seals was altered or taken away", *_ALTERED),
    FaultWords("seal-unknown", "--expect の封印が監査記録にない（古い複製に戻されたか、別のファイル）",
               "the audit log does not hold the seal of --expect: an older copy was put back, or it is another file", *_ALTERED),
    FaultWords("seals-none", "まだ封印されていない。書き換えを見分けられない", "not sealed yet: nobody can tell whether it was altered",
               "次の走査で封印します。この版で走査したことがあれば、封印が消されています。バックアップから戻してください",
               "the next scan seals it; where this version has scanned before, the seals were taken away: restore a backup",
               is_note=True),
    FaultWords("key-unchecked", "鍵を照合する値がまだない", "the inventory cannot tell its key from another yet",
               "対応は不要です。次の走査で記録します", "nothing to do: the next scan notes it", is_note=True),
)  # fmt: skip

_BY_CODE: Final = {row.code: row for row in FAULTS}


def describe_fault(code: str) -> FaultWords:
    """The row of a code; raises KeyError for a code that is not in the table."""
    return _BY_CODE[code]
