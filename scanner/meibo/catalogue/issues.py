"""The closed table of issue codes: what could not be read, whose fault that is, and what to do about it."""

from __future__ import annotations

import enum
from typing import Final

import msgspec


class IssueClass(enum.StrEnum):
    """What an issue means for the exit code."""

    FAULT = "fault"
    """Something failed; the scan is incomplete."""
    DESIGN = "design"
    """Left out as intended; complete, unless ``--strict``."""
    NOTE = "note"
    """The file was read; worth knowing."""


class IssueCode(msgspec.Struct, frozen=True):
    """One row of the table."""

    code: str
    kind: IssueClass
    text_ja: str
    text_en: str
    remedy_ja: str
    remedy_en: str


_FAULT, _DESIGN, _NOTE = IssueClass.FAULT, IssueClass.DESIGN, IssueClass.NOTE

ISSUE_CODES: Final = (
    IssueCode("not-found", _FAULT, "対象が見つからない", "the target does not exist",
              "パスと接続を確認してください", "check the path and the connection"),
    IssueCode("permission-denied", _FAULT, "読み取り権限がない", "permission denied",
              "読み取り権限のあるアカウントで実行してください", "run under an account that may read it"),
    IssueCode("login-failed", _FAULT, "ログインできない", "logging in failed",
              "資格情報を確認してください（meibo doctor 対象）", "check the credentials (meibo doctor TARGET)"),
    IssueCode("unreachable", _FAULT, "サーバーに接続できない、または切断された", "the server cannot be reached, or broke off",
              "接続を確認し、もう一度実行してください（meibo doctor 対象）", "check the connection and scan again (meibo doctor TARGET)"),
    IssueCode("throttled", _FAULT, "サーバーが要求を制限している", "the server refused too many requests",
              "時間をおくか --workers を減らしてください", "scan later, or with fewer --workers"),
    IssueCode("io-error", _FAULT, "読み取り中の入出力エラー", "input/output error while reading",
              "媒体と接続を確認し、もう一度実行してください", "check the disk and the connection, and scan again"),
    IssueCode("vanished", _FAULT, "走査中に消えた", "it vanished during the scan",
              "もう一度実行してください", "scan again"),
    IssueCode("name-too-long", _FAULT, "パスが長すぎて開けない", "the path is too long to open",
              "より深いフォルダーを対象に指定してください", "name a deeper folder as the target"),
    IssueCode("changed-while-read", _FAULT, "読み取り中に書き換えられた", "it was rewritten while it was read",
              "書き込みのない時間に実行してください", "scan when nobody writes to it"),
    IssueCode("crash", _FAULT, "解析プロセスが異常終了した", "the worker process died",
              "ファイルが壊れていないか確認してください", "check whether the file is damaged"),
    IssueCode("time-limit", _FAULT, "制限時間を超えた", "the time limit was reached",
              "--file-timeout を延ばしてください", "raise --file-timeout"),
    IssueCode("memory-limit", _FAULT, "メモリー上限に達した", "the memory limit was reached",
              "--file-memory を増やしてください", "raise --file-memory"),
    IssueCode("size-limit", _FAULT, "サイズ上限を超えた", "larger than the size limit",
              "--max-file-size を増やしてください", "raise --max-file-size"),
    IssueCode("damaged", _FAULT, "壊れていて読めない", "damaged",
              "元のアプリケーションで開けるか確認してください", "check whether its own program can open it"),
    IssueCode("content-limit", _FAULT, "展開後の容量の上限に達した", "the limit of unpacked bytes was reached",
              "[limits] content-bytes を増やしてください", "raise content-bytes in [limits]"),
    IssueCode("held-limit", _FAULT, "中のファイルが大きすぎる", "a file inside it is too large to be held",
              "[limits] held-bytes を増やすか、取り出して走査してください", "raise held-bytes in [limits], or unpack it"),
    IssueCode("ratio-limit", _FAULT, "圧縮率が異常に高い", "it unpacks to an abnormal size",
              "圧縮爆弾でなければ [limits] ratio を増やしてください", "if it is no bomb, raise ratio in [limits]"),
    IssueCode("member-limit", _FAULT, "中のファイル数の上限に達した", "the limit of members was reached",
              "[limits] members を増やしてください", "raise members in [limits]"),
    IssueCode("depth-limit", _FAULT, "入れ子が深すぎる", "files inside of files too deep",
              "[limits] depth を増やすか、取り出して走査してください", "raise depth in [limits], or unpack it"),
    IssueCode("cell-limit", _FAULT, "セル数の上限に達した", "the limit of cells was reached",
              "[limits] cells を増やしてください", "raise cells in [limits]"),
    IssueCode("page-limit", _FAULT, "ページ数の上限に達した", "the limit of pages was reached",
              "[limits] pages を増やしてください", "raise pages in [limits]"),
    IssueCode("rule-time-limit", _FAULT, "利用者定義の規則に時間がかかりすぎた", "a user rule took too long",
              "表示された規則のパターンを見直してください", "simplify the pattern of the rule shown"),
    IssueCode("internal-error", _FAULT, "meibo の内部エラー", "an error inside meibo",
              "クラス名と場所を添えて報告してください", "report it with the class and place shown"),
    IssueCode("format-not-read", _DESIGN, "未対応の形式", "format not read",
              "テキストに変換するか、手作業で確認してください", "convert it to text, or look at it by hand"),
    IssueCode("format-no-text", _DESIGN, "文字を含まない形式", "format that holds no text",
              "対応は不要です", "nothing to do"),
    IssueCode("image-only", _DESIGN, "画像のみ", "image only",
              "--ocr を付けて走査するか、目視で確認してください", "scan with --ocr, or look at it by eye"),
    IssueCode("pictures-left", _DESIGN, "時間切れで画像を読まなかったファイル", "files whose pictures were not read in time",
              "次回の --ocr の走査が続きを読みます。--ocr-seconds を増やすと一度に多く読めます",
              "the next scan with --ocr goes on; a longer --ocr-seconds reads more at once"),
    IssueCode("encrypted", _DESIGN, "暗号化されている", "encrypted",
              "パスワードを解除してから実行してください", "remove the password and scan again"),
    IssueCode("excluded", _DESIGN, "指定により除外", "excluded by option",
              "--include / --exclude を見直してください", "review --include and --exclude"),
    IssueCode("special-file", _DESIGN, "特殊ファイル", "special file",
              "対応は不要です", "nothing to do"),
    IssueCode("link", _DESIGN, "リンクはたどらない", "links are not followed",
              "リンク先を対象に指定してください", "name what it points to as a target"),
    IssueCode("loop", _DESIGN, "フォルダーが循環している", "the folder contains itself",
              "対応は不要です", "nothing to do"),
    IssueCode("offline-stub", _DESIGN, "オフラインの実体なしファイル", "offline stub",
              "呼び戻してから実行してください", "recall it and scan again"),
    IssueCode("archived", _DESIGN, "アーカイブ層に保管されている", "kept in an archive storage class",
              "復元してから走査してください（料金がかかります）", "restore it and scan again (which costs money)"),
    IssueCode("customer-key", _DESIGN, "顧客提供の鍵で暗号化されている", "encrypted with a key that the customer keeps",
              "鍵を持つアプリケーションで確認してください", "look at it with the application that has the key"),
    IssueCode("own-inventory", _DESIGN, "meibo 自身の棚卸しファイル", "meibo's own inventory or report",
              "対応は不要です", "nothing to do"),
    IssueCode("grew-while-read", _DESIGN, "読み取り中に追記された", "it grew while it was read; the new end was not read",
              "次の走査で読み取られます", "the next scan reads the rest"),
    IssueCode("sent-outside", _NOTE, "個人情報が暗号化されずに社外へ送られている", "persons sent outside unencrypted",
              "誤送信や持ち出しでないか確認してください", "check whether it was sent by mistake"),
    IssueCode("many-recipients", _NOTE, "To または Cc に社外の宛先が 10 件以上ある", "ten or more external addresses in To or Cc",
              "宛先が互いに見えてよいか確認してください", "check whether they may see each other"),
    IssueCode("password-opened", _NOTE, "登録または発見したパスワードで開いた", "opened with a listed or found password",
              "パスワードの管理を見直してください", "review how passwords are kept"),
    IssueCode("persons-not-kept", _NOTE, "人数が多く、個人の鍵を記録していない", "too many people: counted, but their keys are not kept",
              "ファイルを分割すると、他のファイルとの重複も数えられます", "split the file to count people across files"),
    IssueCode("access-time-moved", _NOTE, "読み取りにより最終アクセス日時が変わった", "reading moved times of last access",
              "変えないためには、所有者または root で実行してください", "to keep them, run as the files' owner or as root"),
    IssueCode("undecodable", _NOTE, "読めない文字があった", "characters could not be decoded",
              "必要なら元のファイルを確認してください", "check the original if it matters"),
    IssueCode("hidden-sheet", _NOTE, "非表示のシートがある", "hidden sheets",
              "不要なら削除してください", "delete them if nobody needs them"),
    IssueCode("no-text", _NOTE, "文字がなかった", "no text was found in it",
              "空でないはずなら元のファイルを確認してください", "check the original if it should not be empty"),
    IssueCode("small-image", _NOTE, "小さな画像（飾りとみなした）", "small pictures, taken for decoration",
              "対応は不要です", "nothing to do"),
    IssueCode("outside-recipients", _NOTE, "社外の宛先がある", "addressed to people outside",
              "対応は不要です", "nothing to do"),
)  # fmt: skip

_BY_CODE: Final = {row.code: row for row in ISSUE_CODES}


_RANK: Final = {row.code: (list(IssueClass).index(row.kind), at) for at, row in enumerate(ISSUE_CODES)}

RETRIED: Final = frozenset({
    "permission-denied", "login-failed", "unreachable", "throttled", "io-error", "vanished", "changed-while-read",
    "crash", "internal-error",
})  # fmt: skip
"""What may have passed by the next scan although the file is the same; anything else would only end the same way."""


def rank_issue(code: str) -> tuple[int, int]:
    """How much a code says of a file, the lower the more: faults, then what is by design, then notes, each class in the
    order of the table."""
    return _RANK[code]


def issue_code(code: str) -> IssueCode:
    """The table's row of a code; raises KeyError for a code that is not in the table."""
    return _BY_CODE[code]
