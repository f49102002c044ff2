"""The closed table of what ``meibo doctor`` tries: of this machine, and of a target; what each means, and what to do."""

from __future__ import annotations

from typing import Final

import msgspec


class CheckWords(msgspec.Struct, frozen=True):
    """One row of the table."""

    code: str
    text_ja: str
    """What was tried."""
    text_en: str
    meaning_ja: str
    """What follows where it is missing, or not known."""
    meaning_en: str
    remedy_ja: str
    remedy_en: str


_LOGIN: Final = (
    "資格情報を確認してください（SMB は MEIBO_SMB_USERNAME と MEIBO_SMB_PASSWORD か Kerberos チケット、クラウドはその SDK の設定）",
    "check the credentials: for SMB MEIBO_SMB_USERNAME and MEIBO_SMB_PASSWORD or the Kerberos ticket, for a cloud the settings of its SDK",
)
_NETWORK: Final = (
    "サーバー名、ポート、ファイアウォール、VPN を確認してください",
    "check the server's name, its port, firewalls and VPN",
)

MACHINE_CHECKS: Final = (
    CheckWords("program", "meibo の版と検出規則の版", "meibo and its rule set", "", "", "", ""),
    CheckWords("python", "Python とプラットフォーム", "Python and platform", "", "", "", ""),
    CheckWords("kernels", "コンパイル済みの検出処理", "compiled kernels",
               "検出が動かない", "nothing can be detected",
               "この環境に合う wheel を入れ直してください: pip install --force-reinstall meibo",
               "install a wheel for this machine again: pip install --force-reinstall meibo"),
    CheckWords("parser", "解析プロセスの起動と試し読み", "starting a parser and reading a trial file",
               "テキスト以外の形式を読めない", "nothing but plain text can be read",
               "メモリー、プロセス数の上限、/dev/shm とセキュリティ設定を確認してください",
               "check memory, the limit of processes, and security settings of this machine"),
    CheckWords("sandbox", "解析プロセスを隔離する層", "layers that confine a parser",
               "かっこ内の層がこの環境では働かず、残りの層だけで隔離する", "the layers named here do not hold on this machine; the others do",
               "層ごとの条件（Linux 5.13 以降の Landlock、seccomp、名前空間など）を docs/security/sandbox.md で確認してください",
               "see docs/security/sandbox.md for what each needs: Landlock of Linux 5.13 or later, seccomp, namespaces"),
    CheckWords("library", "省略できるライブラリ", "optional library",
               "その形式は「未対応の形式」として数えるだけで読まない", "these formats are counted as not read", "", ""),
    CheckWords("connector", "接続の種類", "kind of target",
               "この種類の対象を走査できない", "targets of this kind cannot be scanned",
               "meibo を入れ直してください: pip install --force-reinstall meibo",
               "install meibo again: pip install --force-reinstall meibo"),
    CheckWords("kerberos", "Kerberos による SMB のログイン", "logging in to SMB servers with Kerberos",
               "SMB にはユーザー名とパスワードでだけログインできる", "SMB servers take a username and a password only",
               "pip install 'meibo[kerberos]'", "pip install 'meibo[kerberos]'"),
    CheckWords("temporary-space", "一時領域の空き", "temporary space",
               "大きな報告書や棚卸しを書けないことがある", "large reports and inventories may fail",
               "空きを作るか、環境変数 TMPDIR で別の場所を指定してください", "free some space, or name another place in TMPDIR"),
    CheckWords("memory", "使えるメモリーと CPU 数", "memory and processors",
               "ファイルの解析がメモリー上限で終わることがある", "files may end at the memory limit",
               "--workers 1 とするか、メモリーを増やしてください", "use --workers 1, or add memory"),
    CheckWords("locale", "ロケール", "locale",
               "日本語の名前が置き換えて表示される", "Japanese names are shown as escapes",
               "LC_ALL=ja_JP.UTF-8 か C.UTF-8 を設定してください", "set LC_ALL to ja_JP.UTF-8 or C.UTF-8"),
    CheckWords("descriptors", "同時に開けるファイル数", "files that may be open at once",
               "深いフォルダーや多くのプロセスで開けなくなる", "deep folders and many workers may fail to open files",
               "ulimit -n 1024 としてから実行してください", "run ulimit -n 1024 before"),
)  # fmt: skip

TARGET_CHECKS: Final = (
    CheckWords("resolve", "サーバー名の解決", "finding the server's address",
               "サーバーが見つからない", "the server is not found",
               "名前と DNS の設定を確認してください", "check the name, and the DNS of this machine"),
    CheckWords("connect", "サーバーへの接続", "connecting to the server",
               "走査できない", "nothing can be scanned", *_NETWORK),
    CheckWords("login", "ログイン", "logging in",
               "走査できない", "nothing can be scanned", *_LOGIN),
    CheckWords("share", "共有への接続", "opening the share",
               "この共有を走査できない", "the share cannot be scanned",
               "共有名と、このアカウントの共有アクセス許可（読み取り）を確認してください",
               "check the share's name, and the right of this account to read it"),
    CheckWords("credentials", "資格情報", "credentials",
               "走査できない", "nothing can be scanned", *_LOGIN),
    CheckWords("endpoint", "サービスへの接続", "reaching the service",
               "走査できない", "nothing can be scanned",
               "URL（--s3-endpoint）、プロキシ、ファイアウォールを確認してください",
               "check the URL (--s3-endpoint), proxies and firewalls"),
    CheckWords("bucket", "バケットへの接続", "reaching the bucket",
               "このバケットを走査できない", "the bucket cannot be scanned",
               "バケット名、資格情報、s3:ListBucket の許可を確認してください",
               "check the bucket's name, the credentials, and that s3:ListBucket is allowed"),
    CheckWords("mount", "マウントされた共有", "mounted share",
               "サーバー側のアクセス権は分からない", "who has access on the server is not known",
               "smb:// で直接走査すると、アクセス権も分かります", "scan it as smb:// to learn who has access"),
    CheckWords("list", "一覧の取得", "listing",
               "走査できない", "nothing can be scanned",
               "対象の名前と読み取り権限を確認してください", "check the target's name, and the right to read it"),
    CheckWords("read", "ファイルの読み取り", "reading a file",
               "内容を調べられない", "no content can be examined",
               "このアカウントの読み取り権限を確認してください", "check the right of this account to read files"),
    CheckWords("read-access", "アクセス権の読み取り", "reading who has access",
               "だれが閲覧できるかが「不明」になる", "who can read is then unknown",
               "権利の名前が出ていれば、それを許可してください（SMB は READ_CONTROL、S3 は docs/connections/s3-permissions.md）",
               "where a right is named, allow it: READ_CONTROL on SMB, on S3 as in docs/connections/s3-permissions.md"),
    CheckWords("keep-access-time", "アクセス日時の保持", "keeping access times",
               "読み取るとアクセス日時が変わることがある", "reading may change access times",
               "ファイルの所有者か root（CAP_FOWNER）で実行するか、SMB では属性の書き込みを許可してください",
               "run as the files' owner or root (CAP_FOWNER); on SMB, allow writing attributes"),
)  # fmt: skip

REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "login-failed": _LOGIN,
    "unreachable": _NETWORK,
    "throttled": ("時間をおいて、もう一度実行してください", "try again later"),
}
"""Remedies by the issue code with which a step was refused, where they say more than the step's own."""

_BY_CODE: Final = {row.code: row for row in (*MACHINE_CHECKS, *TARGET_CHECKS)}


def describe_check(code: str) -> CheckWords:
    """The row of a code; for one that the table does not know, a row that says nothing but the code."""
    return _BY_CODE.get(code) or CheckWords(code, code, code, "", "", "", "")
