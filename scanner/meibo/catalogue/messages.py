"""The words of the command line: one row a message, Japanese and English side by side."""

from __future__ import annotations

from meibo.catalogue.ledger_messages import MESSAGES as LEDGER_MESSAGES
from meibo.catalogue.picture_messages import MESSAGES as PICTURE_MESSAGES

TYPE_CHECKING = False  # typing itself takes longer to import than this table
if TYPE_CHECKING:
    from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    # --- the program and its commands
    "program": (
        "ファイルサーバーを巡回し、個人情報の在りかを棚卸しします。",
        "Walks file shares, finds personal data, and writes an inventory of where it lies.",
    ),
    "command-scan": ("対象を走査して棚卸しファイルに記録する", "scan into an inventory"),
    "command-report": ("棚卸しファイルから報告書を作る", "write reports from an inventory"),
    "command-list": ("ファイルを危険度順に一覧する", "assets, riskiest first"),
    "command-diff": (
        "2 回の走査の違いを表示する: 新規、なくなった、増加、移動、閲覧範囲の変化など",
        "new, gone, grown, moved, access changed between two scans",
    ),
    "command-show": (
        "1 ファイルの検出・権限・履歴を表示する",
        "one asset: findings, evidence, persons, access, issues, history",
    ),
    "command-detect": (
        "検出結果を表示する（保存しない）",
        "findings of files, folders or standard input, stored nowhere",
    ),
    "command-text": ("抽出した文字を表示する（保存しない）", "the extracted text, stored nowhere"),
    "command-detectors": ("検出できる項目と確度の基準を表示する", "what is found, with confidence rules"),
    "command-demo": ("架空の業務ファイルと正解表を作る", "make a synthetic sample share with its answer key"),
    "command-doctor": (
        "この環境で読めるもの、対象につながるか、足りないものを調べる",
        "what this machine can read and reach, and what is missing",
    ),
    "command-run": ("設定ファイルのジョブを実行する", "run a job of the configuration"),
    "command-schedule": (
        "ジョブを定期実行するための systemd、cron、Windows タスクの定義を表示する",
        "print a systemd timer, cron line or Windows task for a job",
    ),
    "command-verify": (
        "棚卸しファイルを点検・修復・複製・整理する",
        "check an inventory; copy, mend, prune or compact it",
    ),
    "command-serve": ("棚卸しファイルをブラウザーで見る", "browse an inventory on loopback"),
    "command-triage": (
        "ファイルの扱い（必要・削除・移動・誤検出）を記録し、許可リストや確度の設定に生かす",
        "mark files (needed, delete, move, false-positive), and make settings from the marks",
    ),
    "usage": ("使い方: ", "usage: "),
    "commands": ("コマンド", "commands"),
    "arguments": ("引数", "arguments"),
    "options": ("オプション", "options"),
    # --- options
    "option-help": ("この説明を表示する", "show this help"),
    "option-version": ("版を表示する", "show the version"),
    "option-target": (
        "フォルダー、ファイル、または URI（smb://サーバー/共有、s3://バケット/プレフィックスなど）",
        "a folder, a file, or a URI such as smb://server/share or s3://bucket/prefix",
    ),
    "option-job": ("設定ファイルの [[job]] の名前", "name of a [[job]] of the configuration"),
    "option-list-jobs": (
        "ジョブの一覧と、前回の実行、その結果、次回の予定を表示する",
        "list the jobs instead: last run, how it ended, next run",
    ),
    "option-as": (
        "定義の種類（既定: Windows では windows、ほかでは systemd）",
        "what to print (default: windows on Windows, systemd elsewhere)",
    ),
    "option-unit": ("systemd の 2 つの定義のうち、これだけを表示する", "print only this one of the two systemd units"),
    "option-user": ("systemd で実行するユーザー（既定: meibo）", "who runs it under systemd (default: meibo)"),
    "option-inventory": ("棚卸しファイル（既定: meibo.db）", "inventory file (default: meibo.db)"),
    "option-config": (
        "設定ファイル（既定: あれば meibo.toml）",
        "configuration file (default: meibo.toml when present)",
    ),
    "option-workers": ("並列プロセス数（既定: CPU 数）", "worker processes (default: number of processors)"),
    "option-include": ("この名前のファイルだけを読む（繰り返し可）", "read only files of this name (repeatable)"),
    "option-exclude": (
        "この名前のファイル・フォルダーを除く（繰り返し可）",
        "leave out files and folders of this name (repeatable)",
    ),
    "option-detectors": ("検出する項目（コンマ区切り）", "detectors to use, separated by commas"),
    "option-min-confidence": (
        "位置・報告・--fail-on の対象とする確度の下限（既定: medium）。件数は常に全確度を記録",
        "least confidence of positions, reports and --fail-on (default: medium); counts of all levels are always kept",
    ),
    "option-least-shown": ("表示する確度の下限（既定: medium）", "least confidence that is shown (default: medium)"),
    "option-inventory-key": (
        "この棚卸しの鍵で指紋を作る（既定: 毎回新しい鍵）",
        "make fingerprints with this inventory's key (default: a new key each time)",
    ),
    "option-full": (
        "変更のないファイルも読む（既定では、前回と同じファイルは読まずに結果を引き継ぐ）",
        "read unchanged files too (what an earlier scan has read as it is would be carried over)",
    ),
    "option-again": (
        "前回この状態で終わったファイルは変更がなくても読む（partial、skipped、complete をコンマ区切りで）",
        "read files again that ended so although they have not changed (partial, skipped, complete; with commas)",
    ),
    "option-plan": (
        "一覧だけを調べ、内容は読まない: 件数、容量、見込み時間、S3 の要求数と料金（--log-format json なら JSON で表示）",
        "list only, read no content: files, bytes, expected time, S3 requests and their price (as JSON with --log-format json)",
    ),
    "option-strict": (
        "未対応の形式など、読まないと決めているものがあっても終了コード 3 とする",
        "exit 3 also for what is left out by design",
    ),
    "option-nice": ("CPU とディスクの優先度を最低にする", "run at the lowest priority of processor and disk"),
    "option-rate-limit": (
        "対象から読む速さの上限。1 秒あたりの容量と、コンマに続けてファイル数（例: 20M、20M,100、,100）。全プロセスの合計",
        "bytes, and after a comma files, read in a second by all workers together (such as 20M; 20M,100; ,100)",
    ),
    "option-hours": (
        "走査してよい時間帯（現地時刻。例: 20:00-06:00、12:00-13:00,20:00-06:00）。始まるまで待ち、終われば中断する。次に同じコマンドを実行すると続きから再開",
        "hours of the day in which to scan, local time (such as 20:00-06:00 or 12:00-13:00,20:00-06:00): waits until they begin, stops when they end, and the same command goes on from there",
    ),
    "option-max-file-size": (
        "これより大きいファイルは読まない（例: 500M、既定: 16T）",
        "do not read larger files (such as 500M; default: 16T)",
    ),
    "option-file-timeout": ("1 ファイルの制限秒数（既定: 300）", "seconds allowed for one file (default: 300)"),
    "option-file-memory": ("1 プロセスのメモリー上限（既定: 1G）", "memory allowed for one worker (default: 1G)"),
    "option-all-locations": (
        "検出位置をすべて記録する（既定は 1 項目 20 件まで）",
        "keep every position, not only the first 20",
    ),
    "option-key-file": (
        "指紋の鍵ファイル（既定: 棚卸しファイル名.key）",
        "key of the fingerprints (default: inventory name and .key)",
    ),
    "option-xlsx": ("Excel 報告書を書く", "write a spreadsheet"),
    "option-csv": ("ファイル一覧を CSV で書く", "write the file list as CSV"),
    "option-html": ("1 ファイルで完結する HTML 報告書を書く", "write a page that needs no other file"),
    "option-jsonl": ("検出位置を JSON Lines で書く", "write the findings as JSON lines"),
    "option-sarif": (
        "検出位置と未読を SARIF 2.1.0 で書く",
        "write the findings, and what was not read, as SARIF 2.1.0",
    ),
    "option-parquet": (
        "検出位置を Parquet で書く（pip install 'meibo[columnar]' が必要）",
        "write the findings as Parquet (needs pip install 'meibo[columnar]')",
    ),
    "option-fail-on": ("この危険度以上があれば終了コード 1", "exit 1 when a file reaches this risk"),
    "option-notify": (
        "終わりを知らせる先（設定の [notify.名前]、コンマ区切り）",
        "who is told how it ended: names of [notify.NAME] in the configuration, separated by commas",
    ),
    "option-health": (
        "棚卸しの対象ごとに、最後に完了した走査が何時間前かを表示する。古ければ終了コード 3",
        "how long ago each target of the inventory was last scanned completely; exit 3 where that is too long",
    ),
    "option-max-age": (
        "--health で許す古さ（例: 26h、90m、7d。既定: 26h）",
        "with --health, how old a complete scan may be (such as 26h, 90m, 7d; default: 26h)",
    ),
    "option-lang": ("表示言語（既定: ロケール）", "language (default: the locale)"),
    "option-log-format": ("ログの形式", "format of the log on standard error"),
    "option-quiet": ("要約と経過を表示しない", "no summary, no progress"),
    "option-no-progress": ("経過を表示しない", "no progress"),
    "option-path-glob": ("パスの絞り込み", "only paths that match"),
    "option-detector": ("この項目を含むファイルだけ", "only files with this detector"),
    "option-status": ("状態で絞り込む（例: partial,skipped）", "only these statuses (such as partial,skipped)"),
    "option-audit": ("監査記録を表示する（だれがいつ何をしたか）", "list the audit log: who did what, and when"),
    "option-expect": (
        "走査の終わりに表示された封印が監査記録にあることを確かめる（古い複製への差し替えを見つける）",
        "check that the audit log holds this seal, as a scan printed it: else an older copy was put back",
    ),
    "option-scans": ("走査の一覧を表示する", "list the scans instead"),
    "option-format": ("出力の形式", "output format"),
    "option-path": ("棚卸し内のパス", "a path as the inventory lists it"),
    "option-triage-words": (
        "扱いを記録するファイル（棚卸し内のパス）。または、list（一覧）、remove パス（取り消し）、moved（移動したファイルへの引き継ぎ）、import ファイル（CSV の取り込み）、allow パス（許可リストの項目を作る）、calibrate（確度の設定案）",
        "files to mark, as the inventory lists them; or one of: list, remove PATH, moved, import FILE (CSV), allow PATH, calibrate",
    ),
    "option-triage-target": (
        "この対象のファイルだけ（同じパスが複数の対象にあるとき）",
        "only files of this target, where several have the same path",
    ),
    "option-mark": (
        "扱い: needed（必要）、delete（削除）、move（移動）、false-positive（誤検出）。list では none、outdated でも絞り込める（コンマ区切り）",
        "needed, delete, move or false-positive; with list also outdated, and several with commas",
    ),
    "option-mark-shown": (
        "扱いで絞り込む（needed、delete、move、false-positive、none = 未記録、outdated = 要再確認。コンマ区切り）",
        "only these marks (needed, delete, move, false-positive, none, outdated; with commas)",
    ),
    "option-reason": ("理由（必須。remove では任意）", "why; required but for remove"),
    "option-person": ("記録する人（既定: ログイン名）", "who says so (default: the login name)"),
    "option-apply": ("moved: 表示した移動先に記録を引き継ぐ", "moved: give the marks to the files shown"),
    "option-allow-detector": ("allow: 検出項目", "allow: the detector"),
    "option-fingerprint": (
        "allow: この指紋の値（先頭 8 桁以上。どのファイルにあっても許可する）",
        "allow: the value of this fingerprint (at least its first 8 digits), in whatever file",
    ),
    "option-allow-all": (
        "allow: このファイルのこの項目すべて",
        "allow: all findings of the detector in this file",
    ),
    "option-only-here": ("allow: その値をこのファイルに限って許可する", "allow: the value in this file only"),
    "option-allow-write": (
        "allow: 設定ファイルの末尾に書き加える（既存の内容やコメントは変えない）",
        "allow: add the entry to the end of the configuration file, which stays as it is otherwise",
    ),
    "option-most-wrong": (
        "calibrate: 許容する誤検出の割合（既定: 0.5）",
        "calibrate: the share of wrong files that is borne (default: 0.5)",
    ),
    "option-inputs": (
        "ファイル、フォルダー、URI、または - （標準入力）",
        "files, folders, URIs such as smb://server/share, or - for standard input",
    ),
    "option-reveal": ("値をそのまま表示する（標準出力のみ）", "print the values themselves (standard output only)"),
    "option-explain": (
        "検出ごとに、規則・ラベルと距離・検査・確度がそれより高くない理由を表示する",
        "say for each finding which rule, label, check and level, and why it is no surer",
    ),
    "option-near": (
        "確度が足りないもの、検査に落ちたものも理由つきで表示する",
        "show near misses too, with what failed",
    ),
    "option-folder": ("作成先フォルダー", "the folder to make it in"),
    "option-seed": ("乱数の種（同じ種からは同じファイル）", "seed; the same seed makes the same files"),
    "option-persons": ("架空の人数（既定: 120）", "invented people (default: 120)"),
    "option-pictures": (
        "画像も作る（スキャン・FAX・身分証の写し・顔写真など。Pillow と日本語フォントが必要）",
        "draw pictures too: scans, faxes, copies of identity cards, portraits (needs Pillow and a Japanese font)",
    ),
    "option-tried": (
        "接続を試す対象（省略するとこの環境を調べる）",
        "targets to try (default: examine this machine)",
    ),
    "option-quick": (
        "表どうしの照合を省き、ファイルの構造と権限だけを点検する",
        "check pages, schema and files only, not table against table",
    ),
    "option-backup": (
        "走査中でも、棚卸しファイルをこのファイルに複製する（鍵は複製しない）",
        "copy the inventory into this file, also while a scan writes (without the key)",
    ),
    "option-with-key": ("--backup で鍵も複製する（ファイル名.key）", "with --backup, copy the key too (name and .key)"),
    "option-repair": (
        "修復できるものを修復する（修復前のファイルを隣に残す）",
        "mend what can be mended (the file as it was is kept beside it)",
    ),
    "option-keep-scans": (
        "最新の N 回分を残し、それより古い走査の履歴を消す（現在の状態は変わらない）",
        "keep the newest N scans and delete older history (the present state stays)",
    ),
    "option-keep-days": (
        "最近 N 日分を残し、それより古い走査の履歴を消す（--keep-scans と併用すると、どちらかに当たるものを残す）",
        "keep the scans of the last N days and delete older history (with --keep-scans: what either keeps)",
    ),
    "option-compact": ("空き領域を詰めてファイルを小さくする", "give back the room of deleted rows"),
    # --- serve
    "option-port": ("ポート番号（既定: 空いているもの）", "port (default: a free one)"),
    "option-serve-triage": ("ページで扱いを記録できるようにする", "allow marks to be made on the pages"),
    "option-no-open": ("ブラウザーを開かない", "open no browser"),
    "serve-open": (
        "次のアドレスをこの機械のブラウザーで開いてください（1 回だけ、10 分間有効）:",
        "open this address in a browser of this machine (good for one login within 10 minutes):",
    ),
    "serve-stop": (
        "Enter キーで新しいアドレスを表示し、Ctrl-C で終了します",
        "press Enter for a new address, Ctrl-C to end",
    ),
    "serve-stopped": ("索引を作る処理が途中で終わりました", "the process that makes the index has ended"),
    "error-serve-port": (
        "ポート {port} を使えません（{why}）。--port で別の番号を指定するか、指定せずに実行してください",
        "port {port} cannot be used ({why}); name another one with --port, or none",
    ),
    "option-scan": ("走査番号（既定: 最新）", "scan number (default: the newest)"),
    "option-diff-old": (
        "古い方の走査番号（省略すると、同じ対象で完了した最後の 2 回を比べる）",
        "number of the older scan (default: the last two finished scans of the same targets)",
    ),
    "option-diff-new": ("新しい方の走査番号", "number of the newer scan"),
    "option-kind": (
        "この種類の変化だけ（例: access-opened,new）",
        "only these kinds of change (such as access-opened,new)",
    ),
    "option-diff-xlsx": ("違いを Excel でも書く", "write the differences as a spreadsheet, too"),
    "option-unseen": (
        "フォルダーまたは対象を一覧できず、確認できなかったファイルを表示する",
        "list the files that could not be seen, because their folder or target could not be listed",
    ),
    "option-smb-auth": (
        "SMB の認証方式（既定: negotiate）。kerberos は手元のチケットを使う",
        "how to log in to SMB servers (default: negotiate); kerberos uses the ticket that you have",
    ),
    "option-smb-encrypt": ("暗号化されない SMB 接続を拒む", "refuse SMB connections that are not encrypted"),
    "option-s3-endpoint": ("AWS 以外の S3 互換サービスの URL", "URL of an S3 service other than that of AWS"),
    "option-s3-profile": ("AWS のプロファイル", "AWS profile"),
    "option-s3-role": ("引き受ける AWS ロールの ARN", "ARN of an AWS role to take on"),
    "option-s3-requester-pays": (
        "リクエスタ支払いバケットの料金を負担する",
        "pay for requests to requester-pays buckets",
    ),
    "option-s3-versions": (
        "上書き・削除された旧バージョンのオブジェクトも読む",
        "read versions that were overwritten or deleted, too",
    ),
    "prompt-smb-username": (
        "SMB のユーザー名（空のまま Enter で Kerberos チケットを使う）: ",
        "SMB username (empty to use your Kerberos ticket): ",
    ),
    "prompt-smb-password": ("{username} のパスワード: ", "Password of {username}: "),
    # --- errors
    "error": ("エラー", "error"),
    "error-memory": (
        "メモリーが足りません。--workers を減らすか、空きメモリーを増やして同じコマンドを実行してください。走査は続きから再開します",
        "there is not enough memory; use fewer --workers or make room, and run the same command: a scan goes on where it stopped",
    ),
    "error-internal": (
        "meibo の内部エラーです（{detail}）。この表示を添えて報告してください",
        "an error inside meibo ({detail}); please report this line",
    ),
    "error-output": ("標準出力に書けません: {why}", "cannot write to standard output: {why}"),
    "error-hint": ("「{command} --help」で使い方を表示します", "try '{command} --help'"),
    "error-missing-argument": ("{names} を指定してください", "name {names}"),
    "error-unknown-argument": ("引数「{unknown}」は使えません", "no argument '{unknown}'"),
    "error-missing-value": ("{name} に値を指定してください", "{name} needs a value"),
    "error-choice": (
        "{name} に「{value}」は指定できません。使えるもの: {known}",
        "{name} cannot be '{value}'; there is: {known}",
    ),
    "error-value": ("{name} の値「{value}」が正しくありません", "'{value}' is no value for {name}"),
    "error-unknown-command": (
        "コマンド「{name}」はありません。使えるもの: {near}",
        "no command '{name}'; there is: {near}",
    ),
    "error-unknown-status": (
        "状態「{name}」はありません。使えるもの: {known}",
        "no status '{name}'; there is: {known}",
    ),
    "error-unknown-detector": (
        "検出項目「{name}」はありません。近いもの: {near}",
        "no detector '{name}'; did you mean: {near}",
    ),
    "error-rate": (
        "「{text}」は速さの上限として読めません（例: 20M、20M,100、,100）",
        "'{text}' is no rate (such as 20M; 20M,100; ,100)",
    ),
    "error-hours": (
        "「{text}」は時間帯として読めません（例: 20:00-06:00）",
        "'{text}' are no hours (such as 20:00-06:00)",
    ),
    "error-size": ("「{text}」はサイズとして読めません（例: 500M、2G）", "'{text}' is no size (such as 500M or 2G)"),
    "error-target": ("対象「{text}」は指定できません: {why}", "target '{text}' cannot be used: {why}"),
    "error-credentials-in-uri": (
        "{scheme}:// URI に資格情報を書かないでください。SMB は環境変数 {username} と {password} か入力画面で、クラウドはその SDK の設定で指定します",
        "no credentials in a {scheme}:// URI: for SMB set {username} and {password} or wait to be asked, for a cloud use the settings of its SDK",
    ),
    "error-credentials-in-argument": (
        "資格情報は引数で指定できません。SMB は環境変数 MEIBO_SMB_USERNAME と MEIBO_SMB_PASSWORD か入力画面で、クラウドはその SDK の設定で指定します",
        "no argument takes credentials: for SMB set MEIBO_SMB_USERNAME and MEIBO_SMB_PASSWORD or wait to be asked, for a cloud use the settings of its SDK",
    ),
    "error-credential": (
        "資格情報ファイル「{path}」を読めません（{why}）。UTF-8 の 1 行で、実行ユーザーが読めるようにしてください",
        "cannot read the credential '{path}' ({why}); it must be one line of UTF-8 that this user can read",
    ),
    "error-missing-job": (
        "ジョブの名前か --list を指定してください",
        "name a job, or list them with --list",
    ),
    "error-no-jobs": (
        "設定ファイル「{path}」にジョブ（[[job]]）がありません。name と targets を書くか、--config で別のファイルを指定してください",
        "configuration file '{path}' has no [[job]]; write one with name and targets, or name another file with --config",
    ),
    "error-unknown-job": (
        "設定ファイル「{path}」にジョブ「{name}」はありません。近いもの: {near}",
        "configuration file '{path}' has no job '{name}'; did you mean: {near}",
    ),
    "error-no-schedule": (
        'ジョブ「{name}」に予定がありません。設定ファイル「{path}」のジョブに schedule を書いてください（例: schedule = "daily 22:00"）',
        "job '{name}' has no schedule; write one in '{path}', such as schedule = \"daily 22:00\"",
    ),
    "error-schedule-windows": (
        "ジョブ「{name}」の予定は開始時刻が 1 日 {count} 個あり、Windows のタスクでは表せません（上限 {most} 個）。回数を減らしてください",
        "job '{name}' starts at {count} times of a day, more than a Windows task can hold ({most}); choose fewer",
    ),
    "error-schedule-path": (
        "パス「{path}」に改行などの制御文字が含まれるか、末尾が「\\」のため、スケジューラーの設定を出力できません。別のフォルダーから実行してください",
        "the path '{path}' has a line end or another control character in it, or ends in a backslash: no scheduler can be told of it; run this from another folder",
    ),
    "error-smb-username": (
        "{password} だけが設定されています。{username} も設定してください",
        "{password} is set without {username}; set both",
    ),
    "error-config-missing": ("設定ファイル「{path}」がありません", "no configuration file '{path}'"),
    "error-config-owner": (
        "設定ファイル「{path}」は別の利用者が所有しています。内容を確認し、使う場合は --config で指定してください",
        "configuration file '{path}' belongs to another user; look at it, and name it with --config to use it",
    ),
    "config-in-target": (
        "設定ファイル「{path}」は走査対象の中にあります。そこに書き込める人は、この走査の設定を変えられます（--config で別の場所のファイルを指定できます）",
        "configuration file '{path}' lies in what is scanned: who can write there decides how (--config names one elsewhere)",
    ),
    "error-config-syntax": (
        "設定ファイル「{path}」の書式が正しくありません: {why}",
        "configuration file '{path}': {why}",
    ),
    "error-config-key": (
        "設定ファイル「{path}」のキー「{key}」は使えません。近いもの: {near}",
        "configuration file '{path}': unknown key '{key}'; did you mean: {near}",
    ),
    "error-config-value": (
        "設定ファイル「{path}」のキー「{key}」の値が正しくありません: {why}",
        "configuration file '{path}', key '{key}': {why}",
    ),
    "error-config-passwords": (
        "設定ファイル「{path}」のキー「{key}」は、空でない文字列のリストにしてください",
        "configuration file '{path}', key '{key}': give a list of strings that are not empty",
    ),
    "error-config-no-key": (
        "設定ファイル「{path}」にキー「{key}」がありません",
        "configuration file '{path}': the key '{key}' is missing",
    ),
    "error-config-detector": (
        "設定ファイル「{path}」のキー「{key}」: 検出項目「{name}」はありません。近いもの: {near}",
        "configuration file '{path}', key '{key}': no detector '{name}'; did you mean: {near}",
    ),
    "error-target-list": (
        "設定ファイル「{path}」のキー「{key}」には、パスか URI、またはその空でないリストを書いてください",
        "configuration file '{path}', key '{key}': give a path or URI, or a list of them that is not empty",
    ),
    "error-job-name": (
        "設定ファイル「{path}」のキー「{key}」: 名前「{name}」は使えません。文字・数字・「_」「.」「-」で 40 字まで、先頭は文字か数字にしてください",
        "configuration file '{path}', key '{key}': '{name}' must be up to 40 letters, digits, '_', '.' and '-', a letter or digit first",
    ),
    "error-job-taken": (
        "設定ファイル「{path}」のキー「{key}」: 名前「{name}」は別のジョブか [targets] が使っています",
        "configuration file '{path}', key '{key}': '{name}' is the name of another job or of a target",
    ),
    "error-job-schedule": (
        "設定ファイル「{path}」のキー「{key}」: 「{text}」は予定として読めません（例: daily 22:00、weekdays 22:00、weekly Sunday 01:00、monthly 1 01:00、cron の 0 22 * * 1-5）",
        "configuration file '{path}', key '{key}': '{text}' is no schedule (such as daily 22:00, weekdays 22:00, weekly Sunday 01:00, monthly 1 01:00, or cron's 0 22 * * 1-5)",
    ),
    "error-job-report-twice": (
        "設定ファイル「{path}」のキー「{key}」: {kind} の報告書が 2 つあります。1 つにしてください",
        "configuration file '{path}', key '{key}': two reports of the kind {kind}; name one",
    ),
    "error-job-placeholder": (
        "設定ファイル「{path}」の「{key}」: 報告書のパスに「{name}」は使えません。使えるもの: {known}",
        "configuration file '{path}', '{key}': no placeholder '{name}' in the path of a report; there is: {known}",
    ),
    "error-no-detector": (
        "設定ファイル「{path}」ではすべての検出項目が無効です。[detectors.ID] の enabled を見直してください",
        "configuration file '{path}' switches every detector off; review 'enabled' in [detectors.ID]",
    ),
    "error-rule-id": (
        "設定ファイル「{path}」のキー「{key}」: 「{name}」は使えません。英小文字で始まる 2～40 字の英小文字・数字・下線にしてください",
        "configuration file '{path}', key '{key}': '{name}' must be 2 to 40 small letters, digits and underscores, a letter first",
    ),
    "error-rule-taken": (
        "設定ファイル「{path}」のキー「{key}」: 「{name}」は組み込みの項目か別の規則が使っています",
        "configuration file '{path}', key '{key}': '{name}' is the id of a built-in detector or of another rule",
    ),
    "error-rule-many": (
        "設定ファイル「{path}」の規則が多すぎます（{count} 件、上限 {most} 件）。パターンを「|」でまとめてください",
        "configuration file '{path}' has too many rules ({count}, at most {most}); unite patterns with '|'",
    ),
    "error-allow-all": (
        "設定ファイル「{path}」の「{key}」には {keys} のいずれかが必要です",
        "configuration file '{path}', '{key}' needs one of {keys}",
    ),
    "error-allow-value": (
        "設定ファイル「{path}」のキー「{key}」の値が正しくありません。fingerprint は 16 進 64 桁、expires は日付（2027-03-31 など、引用符なし）、ほかは空でない文字列です",
        "configuration file '{path}', key '{key}': a fingerprint is 64 hex digits, expires a date (such as 2027-03-31, unquoted), all else a string that is not empty",
    ),
    "error-notify-name": (
        "設定ファイル「{path}」の「{key}」: 通知の名前は英数字・下線・ハイフンの 40 字までにしてください",
        "configuration file '{path}', '{key}': a notification's name has up to 40 letters, digits, '_' and '-'",
    ),
    "error-notify-kind": (
        "設定ファイル「{path}」のキー「{key}」に指定できるのは {near} です",
        "configuration file '{path}', key '{key}': there is {near}",
    ),
    "error-notify-value": (
        "設定ファイル「{path}」のキー「{key}」の値が正しくありません。server はホスト名、port は 1～65535、sender と recipients は英数字のメールアドレスです。ほかのキーは docs/telling.md をご覧ください",
        "configuration file '{path}', key '{key}': a server is a host name, a port 1 to 65535, a sender and recipients are mail addresses in ASCII; for other keys see docs/telling.md",
    ),
    "error-notify-secret": (
        "設定ファイル「{path}」のキー「{key}」は使えません。通知の資格情報は環境変数 {names} で指定してください",
        "configuration file '{path}': no key '{key}'; credentials of notifications come from the environment: {names}",
    ),
    "error-notify-url": (
        "設定ファイル「{path}」のキー「{key}」（または MEIBO_WEBHOOK_URL）は https:// の URL にしてください（この機械の中だけ http:// も可）",
        "configuration file '{path}', key '{key}' (or MEIBO_WEBHOOK_URL): an https:// URL is needed; http:// only for this machine itself",
    ),
    "error-notify-url-password": (
        "設定ファイル「{path}」のキー「{key}」（または MEIBO_WEBHOOK_URL）の URL にユーザー名やパスワードを書かないでください。秘密の URL は環境変数 MEIBO_WEBHOOK_URL で指定できます",
        "configuration file '{path}', key '{key}' (or MEIBO_WEBHOOK_URL): no username or password in a URL; a URL that is itself a secret goes into MEIBO_WEBHOOK_URL",
    ),
    "error-notify-no-url": (
        "通知「{name}」の送り先がありません。設定の url か環境変数 MEIBO_WEBHOOK_URL を指定してください",
        "notification '{name}' has nowhere to go: set its url, or MEIBO_WEBHOOK_URL",
    ),
    "error-notify-open": (
        "設定ファイル「{path}」のキー「{key}」: 暗号化しないメールではパスを送れません。security を starttls か tls にしてください",
        "configuration file '{path}', key '{key}': paths are not sent by mail that is not encrypted; set security to starttls or tls",
    ),
    "error-notify-prom": (
        "設定ファイル「{path}」のキー「{key}」は .prom で終わるファイルにしてください（node_exporter が読む名前です）",
        "configuration file '{path}', key '{key}': name a file that ends in .prom, as node_exporter reads no other",
    ),
    "error-notify-login": (
        "通知のメールの資格情報が片方しかありません。MEIBO_SMTP_USERNAME と MEIBO_SMTP_PASSWORD の両方を設定してください",
        "set both MEIBO_SMTP_USERNAME and MEIBO_SMTP_PASSWORD, or neither",
    ),
    "error-no-notification": (
        "通知「{name}」は設定ファイルにありません。近いもの: {near}",
        "the configuration has no [notify.{name}]; did you mean: {near}",
    ),
    "notify-failed": (
        "通知「{name}」を送れませんでした: {why}",
        "notification '{name}' was not sent: {why}",
    ),
    "notify-time-limit": ("{detail} 秒以内に終わりませんでした", "it did not end within {detail} s"),
    "notify-refused": ("相手が受け付けませんでした（{detail}）", "the other side refused it ({detail})"),
    "notify-login": (
        "ログインできません（{detail}）。MEIBO_SMTP_USERNAME と MEIBO_SMTP_PASSWORD を確認してください",
        "cannot log in ({detail}); check MEIBO_SMTP_USERNAME and MEIBO_SMTP_PASSWORD",
    ),
    "notify-unencrypted": (
        "暗号化できないため送りません（{detail}）。サーバーの STARTTLS と security を確認してください",
        "not sent, for the connection cannot be encrypted ({detail}); check STARTTLS on the server, and security",
    ),
    "notify-certificate": (
        "サーバーの証明書を確認できません（{detail}）。社内の認証局なら ca-file を指定してください",
        "the server's certificate cannot be verified ({detail}); name the file of your own authority as ca-file",
    ),
    "notify-unreachable": (
        "接続できない、または切断されました（{detail}）。server・port・url と経路を確認してください",
        "it cannot be reached, or broke off ({detail}); check server, port or url, and the network",
    ),
    "notify-not-written": (
        "ファイルに書けません（{detail}）。フォルダーと権限を確認してください",
        "the file cannot be written ({detail}); check the folder and its rights",
    ),
    "notify-internal": ("meibo の内部エラー（{detail}）", "an error inside meibo ({detail})"),
    "notify-ca-file": ("ca-file を読めません（{detail}）", "ca-file cannot be read ({detail})"),
    "error-pattern-syntax": (
        "設定ファイル「{path}」、{key}: パターン「{pattern}」の {at} 文字目の書き方が正しくありません",
        "configuration file '{path}', {key}: the pattern '{pattern}' is wrong at character {at}",
    ),
    "error-pattern-unsupported": (
        "設定ファイル「{path}」、{key}: パターン「{pattern}」の {at} 文字目の「{what}」は使えません（後方参照・再帰・フラグ・条件・あいまい一致は使えず、「{{」そのものは「\\{{」と書きます）",
        "configuration file '{path}', {key}: the pattern '{pattern}' uses '{what}' at character {at}; back references, recursion, flags, conditions and fuzzy matching are not supported, and a brace itself is written '\\{{'",
    ),
    "error-pattern-too-long": (
        "設定ファイル「{path}」、{key}: パターンが長すぎます（上限 {most} 字）。規則を分けてください",
        "configuration file '{path}', {key}: the pattern is longer than {most} characters; split the rule",
    ),
    "error-pattern-too-large": (
        "設定ファイル「{path}」、{key}: パターン「{pattern}」が大きすぎます（繰り返し・展開後の長さ・深さの上限 {most}）",
        "configuration file '{path}', {key}: the pattern '{pattern}' is too large: repeats, expanded length or depth above {most}",
    ),
    "error-pattern-empty": (
        "設定ファイル「{path}」、{key}: パターン「{pattern}」は空の文字列にも一致します。「*」や「?」を見直してください",
        "configuration file '{path}', {key}: the pattern '{pattern}' matches the empty string; review '*' and '?'",
    ),
    "error-pattern-ambiguous": (
        "設定ファイル「{path}」、{key}: パターン「{pattern}」の {at} 文字目からの繰り返しは、同じ文字列を何通りにも読めるため、処理が終わらなくなることがあります。繰り返しの入れ子や重なる選択肢をなくしてください",
        "configuration file '{path}', {key}: the repeat at character {at} of the pattern '{pattern}' can read one text in many ways, so it may never end; avoid repeats inside repeats and alternatives that overlap",
    ),
    "error-pattern-slow": (
        "設定ファイル「{path}」、{key}: パターン「{pattern}」は試験用の {length} 文字の文字列に時間がかかりすぎました。繰り返しを減らすか、範囲を狭めてください",
        "configuration file '{path}', {key}: the pattern '{pattern}' takes too long on a trial text of {length} characters; use fewer or narrower repeats",
    ),
    "allow-expired": (
        "許可リストの次の項目は期限（{expires}）を過ぎたため使いません: {reason}",
        "this entry of the allow list expired on {expires} and no longer applies: {reason}",
    ),
    "allow-no-key": (
        "許可リストの指紋は、-i か --key-file で鍵を指定したときだけ使えます",
        "fingerprints of the allow list apply only with a key: name one with -i or --key-file",
    ),
    "allow-taken": (
        "許可リストにより除いた検出: {count} 件（{reason}）",
        "left out as allowed: {count} ({reason})",
    ),
    "detectors-off": ("[使わない設定]", "[switched off]"),
    "summary-allowed": ("許可リストで除いた検出（理由）", "left out as allowed (reason)"),
    "error-no-report": (
        "{known} のいずれかを指定してください",
        "name at least one of {known}",
    ),
    "error-report-extra": (
        "--{kind} には {package} が必要です: pip install 'meibo[{extra}]'",
        "--{kind} needs {package}: pip install 'meibo[{extra}]'",
    ),
    "error-report-place": (
        "「{path}」は棚卸しファイル自身です。報告書には別の場所を指定してください",
        "'{path}' belongs to the inventory; name another place for the report",
    ),
    "error-no-asset": ("「{path}」は棚卸しにありません", "the inventory has no '{path}'"),
    "error-no-scan": ("走査 {number} はありません", "the inventory has no scan {number}"),
    "error-diff-one": (
        "走査番号は古い方と新しい方の 2 つを指定してください（省略すると最後の 2 回を比べます）",
        "name two scans, the older and the newer, or none to compare the last two",
    ),
    "error-diff-none": (
        "同じ対象で完了した走査が 2 回分ありません。もう一度走査するか、meibo list --scans の番号を 2 つ指定してください",
        "there are no two finished scans of the same targets; scan again, or name two numbers of meibo list --scans",
    ),
    "error-diff-targets": (
        "走査 {old} と {new} には共通の対象がありません。meibo list --scans で対象を確認してください",
        "scans {old} and {new} have no target in common; see their targets with meibo list --scans",
    ),
    "error-unknown-kind": (
        "変化の種類「{name}」はありません。使えるもの: {known}",
        "no kind of change '{name}'; there is: {known}",
    ),
    "error-unseen-status": (
        "--unseen と --status は同時に指定できません。確認できなかったファイルに状態はありません",
        "--unseen and --status do not go together: a file that was not seen has no status",
    ),
    # --- triage
    "error-unknown-mark": (
        "扱い「{name}」はありません。使えるもの: {known}",
        "no mark '{name}'; there is: {known}",
    ),
    "error-triage-option": (
        "meibo triage の「{action}」では {option} は使えません",
        "'{action}' of meibo triage does not take {option}",
    ),
    "error-triage-which": (
        "ファイルのパスか --path のどちらか一方を指定してください",
        "name either paths of files or --path",
    ),
    "error-triage-reason": ("--reason で理由を指定してください", "give the reason with --reason"),
    "error-triage-person": (
        "ログイン名が分かりません。--person で記録する人を指定してください",
        "there is no login name; say who marks with --person",
    ),
    "error-triage-no-match": (
        "「{glob}」に合うファイルは棚卸しにありません",
        "the inventory has no file that matches '{glob}'",
    ),
    "error-triage-targets": (
        "「{path}」は複数の対象にあります。--target で指定してください: {targets}",
        "'{path}' is in several targets; name one with --target: {targets}",
    ),
    "error-triage-unmarked": ("取り消す記録がありません", "there is no mark to take away"),
    "error-triage-file": ("「{path}」を読めません: {why}", "cannot read '{path}': {why}"),
    "error-triage-encoding": (
        "「{path}」は UTF-8 でも Shift_JIS でもありません。CSV UTF-8 で保存し直してください",
        "'{path}' is neither UTF-8 nor Shift_JIS; save it as CSV UTF-8",
    ),
    "error-triage-columns": (
        "「{path}」の 1 行目に見出し {names} がありません。何も取り込んでいません",
        "the first line of '{path}' lacks the columns {names}; nothing was stored",
    ),
    "error-triage-line-mark": (
        "「{path}」{line} 行目: 扱い「{name}」はありません（使えるもの: {known}）。何も取り込んでいません",
        "'{path}', line {line}: no mark '{name}' (there is: {known}); nothing was stored",
    ),
    "error-triage-line-reason": (
        "「{path}」{line} 行目: 理由がありません。列 reason に書くか --reason を指定してください。何も取り込んでいません",
        "'{path}', line {line}: no reason; fill in the column 'reason' or name one with --reason; nothing was stored",
    ),
    "triage-marked-one": ("「{path}」を {mark} として記録しました", "{path}: marked as {mark}"),
    "triage-marked-many": ("{count} ファイルを {mark} として記録しました", "{count} files marked as {mark}"),
    "triage-removed-one": (
        "「{path}」の記録を取り消しました（履歴は残ります）",
        "{path}: mark taken away (its history stays)",
    ),
    "triage-removed-many": (
        "{count} ファイルの記録を取り消しました（履歴は残ります）",
        "marks of {count} files taken away (their history stays)",
    ),
    "triage-nothing-found": ("検出のないファイルです", "nothing is found in it anyway"),
    "triage-none": ("該当する記録はありません", "no file has such a mark"),
    "triage-moved": (
        "記録のあるファイルと同じ内容のファイルが別の場所に {count} 件あります（元のファイルはなくなっています）。meibo triage moved で確認できます",
        "{count} files have the content of marked files that are gone; meibo triage moved shows them",
    ),
    "triage-none-moved": (
        "移動したとみられる記録済みファイルはありません",
        "no marked file seems to have moved",
    ),
    "triage-may-follow": (
        "記録を引き継ぐには --apply を付けてください（--path で絞り込めます）",
        "--apply gives these files the marks (--path chooses among them)",
    ),
    "triage-followed": ("{count} ファイルに記録を引き継ぎました", "{count} files were given the marks"),
    "triage-imported": (
        "{new} 件を取り込みました（{same} 件は記録済みで変更なし）",
        "{new} marks stored, {same} stood already",
    ),
    "triage-import-lost": (
        "{line} 行目: 「{path}」は棚卸しにないか、複数の対象にあります（列 target で指定できます）。取り込んでいません",
        "line {line}: '{path}' is not in the inventory, or in several targets (name one in the column 'target'); not stored",
    ),
    "triage-import-more": ("ほか {count} 行も取り込んでいません", "{count} more lines were not stored"),
    "mark-outdated": ("要再確認", "outdated"),
    "mark-removed": ("取り消し", "taken away"),
    "mark-moved": ("{path} から引き継ぎ", "taken over from {path}"),
    "yes": ("はい", "yes"),
    "no": ("いいえ", "no"),
    # --- entries of the allow list
    "error-allow-both": ("--fingerprint と --all は同時に使えません", "--fingerprint and --all exclude each other"),
    "error-allow-detector": ("--detector には項目を 1 つだけ指定してください", "--detector takes one detector here"),
    "error-allow-portrait": (
        "{detector} には値がなく、指紋では除けません。--all を使ってください",
        "what {detector} finds has no value to allow; use --all",
    ),
    "error-allow-not-found": (
        "「{path}」に {detector} の検出はありません",
        "nothing of {detector} is found in '{path}'",
    ),
    "error-allow-no-position": (
        "「{path}」の {detector} は位置が記録されていません（確度が下限に満たない検出だけです）。--all を使ってください",
        "no position of {detector} in '{path}' is kept (its findings are below the least confidence); use --all",
    ),
    "error-allow-fingerprint": (
        "「{digits}」は指紋ではありません（16 進 8～64 桁）",
        "'{digits}' is no fingerprint (8 to 64 hex digits)",
    ),
    "error-allow-which": (
        "値が複数あります。--fingerprint で 1 つ選ぶか、--all を指定してください",
        "there are several values; choose one with --fingerprint, or all with --all",
    ),
    "error-allow-unknown": (
        "指紋「{digits}」の値はこのファイルに記録されていません",
        "the fingerprint '{digits}' is none of this file's",
    ),
    "error-config-append": (
        "設定ファイル「{path}」に [[allow]] を書き加えられません。書式が正しいか、allow = [...] の形で書かれていないか確認してください",
        "cannot add an [[allow]] to the configuration file '{path}': check its syntax, and that 'allow = [...]' is not used in it",
    ),
    "error-config-write": (
        "設定ファイル「{path}」に書き込めません: {why}",
        "cannot write the configuration file '{path}': {why}",
    ),
    "allow-covers": ("{files} ファイルの検出 {count} 件が対象です", "it covers {count} findings in {files} files"),
    "allow-covers-least": (
        "少なくとも {files} ファイルの検出 {count} 件が対象です（記録されている位置による）",
        "it covers at least {count} findings in {files} files (of those whose position the inventory keeps)",
    ),
    "allow-covers-more": ("ほか {count} ファイル", "{count} more files"),
    "allow-written": (
        "「{path}」に書き加えました。次の走査で、対象となるファイルを読み直します",
        "added to '{path}'; the next scan applies it and reads files again for that",
    ),
    "allow-there": ("「{path}」に同じ項目があります", "'{path}' has this entry already"),
    # --- calibration
    "calibrate-proposal": (
        "誤検出が {bound} % を超える確度を外すには、meibo.toml に次を書きます（外した検出も件数は記録されます）:",
        "these settings in meibo.toml leave out what is wrong more often than {bound} % (it is still counted):",
    ),
    "calibrate-hopeless": (
        "{detector} は確度 high でも誤検出が {bound} % を超えています。許可リスト（meibo triage allow）や [detectors.{detector}] enabled = false を検討してください",
        "{detector} is wrong more often than {bound} % even at high confidence; consider the allow list (meibo triage allow) or 'enabled = false' in [detectors.{detector}]",
    ),
    "calibrate-fine": (
        "誤検出が {bound} % を超えると言える確度はありません",
        "no level is surely wrong more often than {bound} %",
    ),
    "calibrate-few": (
        "記録は {marks} 件です。設定を提案するには、同じ項目・確度の検出がある記録済みファイルが {least} 件以上必要です",
        "{marks} files are marked; at least {least} with findings of the same detector and level are needed to propose anything",
    ),
    "error-demo-exists": (
        "「{path}」には既に見本があります。別のフォルダーを指定してください",
        "'{path}' already holds a sample; name another folder",
    ),
    "error-demo": ("「{path}」に見本を作れません: {why}", "cannot make a sample in '{path}': {why}"),
    "inventory-missing": (
        "棚卸しファイル「{subject}」がありません。先に meibo scan を実行してください",
        "no inventory '{subject}'; run meibo scan first",
    ),
    "inventory-not-writable": (
        "「{subject}」に書き込めません（{detail}）。-i で別の場所を指定してください",
        "cannot write '{subject}' ({detail}); name another place with -i",
    ),
    "inventory-not-readable": (
        "棚卸しファイル「{subject}」を読めません（{detail}）",
        "cannot read the inventory '{subject}' ({detail})",
    ),
    "inventory-damaged": (
        "棚卸しファイル「{subject}」が壊れているか、ディスクから読み取れません（{detail}）。meibo verify で確認し、meibo verify --repair で読める分を救い出してください",
        "inventory '{subject}' is damaged, or the disk cannot read it ({detail}); meibo verify says what is wrong, and meibo verify --repair saves what can be read",
    ),
    "inventory-io": (
        "「{subject}」の読み書きに失敗しました（{detail}）。容量の割り当て、ファイルサイズの上限、ディスクの障害を確認してください。同じコマンドを実行すると続きから再開します",
        "reading or writing '{subject}' failed ({detail}): a quota, a limit of file size, or an error of the disk; remove the cause and run the same command to go on",
    ),
    "inventory-unknown-schema": (
        "「{subject}」は meibo の棚卸しファイルではないか、新しい版のものです",
        "'{subject}' is no inventory, or one of a newer meibo",
    ),
    "inventory-in-use": (
        "棚卸しファイル「{subject}」は別の走査が使用中です（{detail}）。この走査は始めていません。終わるのを待つか、-i で別のファイルを指定してください",
        "another scan is using '{subject}' ({detail}), so this one was not started; wait for it, or name another inventory with -i",
    ),
    "inventory-disk-full": (
        "ディスクに空きがなく「{subject}」に書けません（{detail}）。空きを作って同じコマンドを実行すると続きから再開します",
        "the disk is full: cannot write '{subject}' ({detail}); free some space and run the same command to go on",
    ),
    "key-not-readable": (
        "鍵ファイル「{subject}」を読めません（{detail}）",
        "cannot read the key file '{subject}' ({detail})",
    ),
    "key-damaged": (
        "鍵ファイル「{subject}」の内容が正しくありません（16 進 64 桁）",
        "the key file '{subject}' does not hold 64 hex digits",
    ),
    "inventory-lost": (
        "棚卸しファイル「{subject}」から読み取れる行がありません。バックアップから戻してください",
        "nothing can be read of the inventory '{subject}'; restore a backup",
    ),
    "backup-place": (
        "「{subject}」には棚卸しファイル以外のものがあるか、棚卸しファイル自身です。バックアップには別の場所を指定してください",
        "'{subject}' belongs to the inventory or is something else; name another place for the backup",
    ),
    "compact-no-room": (
        "「{subject}」に空きが {detail} バイト必要です。空きを作ってから実行してください",
        "'{subject}' needs {detail} bytes of room; free some space and run it again",
    ),
    "error-with-key": ("--with-key は --backup とともに指定してください", "--with-key needs --backup"),
    "key-missing": (
        "この棚卸しファイルの鍵「{subject}」がありません。鍵のファイルを元に戻すか --key-file で指定するか、-i で新しい棚卸しファイルを指定してください",
        "the key of this inventory, '{subject}', is missing; put it back, name it with --key-file, or begin a new inventory with -i",
    ),
    "key-differs": (
        "鍵「{subject}」はこの棚卸しファイルのものではありません。元の鍵を --key-file で指定するか、-i で新しい棚卸しファイルを指定してください",
        "'{subject}' is not the key of this inventory; name its own with --key-file, or begin a new inventory with -i",
    ),
    "inventory-owner": (
        "「{subject}」は別のユーザーのものです（{detail}）。その所有者として実行してください",
        "'{subject}' belongs to another user ({detail}); run as its owner",
    ),
    "key-owner": (
        "鍵「{subject}」は別のユーザーのものです（{detail}）。その所有者として実行してください",
        "the key '{subject}' belongs to another user ({detail}); run as its owner",
    ),
    "key-open": (
        "鍵「{subject}」を所有者以外も使えます（{detail}）。chmod 600 で所有者だけに限ってください。読まれた可能性がある場合は新しい鍵と棚卸しファイルで始めてください",
        "others may use the key '{subject}' ({detail}); chmod 600 leaves it to its owner. Where somebody may have read it, begin anew with another key and inventory",
    ),
    "seals-need-key": (
        "棚卸しファイル「{subject}」は封印されているため、書き込むには鍵が必要です。--key-file で鍵を指定してください",
        "the inventory '{subject}' is sealed: to write to it takes its key; name it with --key-file",
    ),
    "inventory-foreign": (
        "棚卸しファイル「{subject}」に meibo のものではないトリガーまたはビューがあるため使いません。meibo verify で調べてください",
        "'{subject}' holds a trigger or view that is not of meibo, so it is not used; run meibo verify",
    ),
    "report-not-writable": (
        "報告書「{subject}」を書けません（{detail}）",
        "cannot write the report '{subject}' ({detail})",
    ),
    "report-disk-full": (
        "ディスクに空きがなく報告書「{subject}」を書けません",
        "the disk is full: cannot write the report '{subject}'",
    ),
    # --- jobs
    "target-by-name": (
        "「{name}」は設定ファイル「{path}」の名前として扱います。同名のファイル・フォルダーは ./{name} と指定してください",
        "'{name}' is taken for the name in '{path}'; write ./{name} for the file or folder",
    ),
    "schedule-no-folder": (
        "フォルダー「{path}」がありません。実行の前に作ってください（実行ユーザーが書き込めること）",
        "there is no folder '{path}': make it before the job runs, writable for the user who runs it",
    ),
    "history-in-use": (
        "「{path}」は別の走査が使用中のため、古い履歴の削除は次回に行います",
        "'{path}' is in use by another scan; the next run deletes its old history",
    ),
    "job-never": ("未実行", "never run"),
    "job-running": ("実行中", "running"),
    "job-interrupted": ("中断", "interrupted"),
    "job-complete": ("完了", "complete"),
    "job-unreadable": ("棚卸しファイルを読めません", "inventory not readable"),
    "job-incomplete": ("不完全（読めないものあり）", "incomplete"),
    "column-id": ("番号", "no."),
    "column-user": ("ユーザー", "user"),
    "column-host": ("ホスト", "host"),
    "column-action": ("操作", "action"),
    "column-details": ("内容", "details"),
    "audit-seal": ("封印の開始", "sealed"),
    "audit-scan-begin": ("走査の開始", "scan begun"),
    "audit-scan-resume": ("走査の再開", "scan resumed"),
    "audit-scan-end": ("走査の終了", "scan ended"),
    "audit-export": ("報告書の出力", "exported"),
    "audit-reveal": ("値の表示", "values revealed"),
    "audit-mark": ("扱いの記録", "marked"),
    "audit-serve-begin": ("画面の開始", "pages opened"),
    "audit-serve-login": ("画面へのログイン", "logged in"),
    "audit-serve-end": ("画面の終了", "pages closed"),
    "audit-backup": ("複製", "copied"),
    "audit-repair": ("修復", "repaired"),
    "audit-prune": ("履歴の削除", "history deleted"),
    "audit-compact": ("圧縮", "compacted"),
    "audit-not-recorded": (
        "監査記録に書き込めませんでした。操作は続けます: {why}",
        "this could not be recorded in the audit log, and goes on: {why}",
    ),
    "triage-unsealed": (
        "鍵が見つからないため、印を封印せず、監査記録にも残していません（--key-file または設定の key-file で指定できます）",
        "the key is not at hand: the marks have no seal and no entry in the audit log (name it with --key-file, or in the configuration)",
    ),
    "summary-seal": (
        "封印: {seal}（meibo verify --expect で照合できます）",
        "seal: {seal} (meibo verify --expect checks it)",
    ),
    "column-job": ("ジョブ", "job"),
    "column-schedule": ("予定", "schedule"),
    "column-last-run": ("前回", "last run"),
    "column-next-run": ("次回", "next run"),
    # --- a scan
    "scan-resumed": ("中断した走査 {scan} を続けます", "going on with the interrupted scan {scan}"),
    "scan-restarted": (
        "前回の走査は中断していますが、次が変わったため新しい走査として続けます（変更の影響がない結果は引き継ぎます）: {changes}",
        "the last scan was interrupted, and this has changed since: {changes}; going on as a new scan with what still holds",
    ),
    "scan-interrupted": (
        "中断しました。同じコマンドで続きから再開します",
        "interrupted; the same command goes on from here",
    ),
    "scan-waiting": (
        "走査してよい時間帯ではないため、{time} まで待ちます",
        "outside of the hours for scanning: waiting until {time}",
    ),
    "scan-hours-ended": (
        "走査してよい時間帯が終わったため中断しました。{time} 以降に同じコマンドで続きから再開します",
        "the hours for scanning are over: interrupted; the same command goes on from {time}",
    ),
    "scan-times-moved": (
        "{target}: 読み取りにより {count} 件のファイルとフォルダーの最終アクセス日時が変わりました（所有者または root で実行すると変わりません）",
        "{target}: reading moved the time of last access of {count} files and folders (run as their owner or as root to keep it)",
    ),
    "scan-slow": (
        "{target}: 応答が遅くなったため負荷を {percent} に下げます（ファイルを開く時間 {now} ms、通常 {usual} ms）",
        "{target}: the server has slowed down (opening a file takes {now} ms, usually {usual} ms): going on at {percent} of the load",
    ),
    "scan-throttled": (
        "{target}: サーバーが要求を制限したため負荷を {percent} に下げます",
        "{target}: the server limits requests: going on at {percent} of the load",
    ),
    "scan-back-off-ended": (
        "{target}: 応答が通常に戻ったため負荷を元に戻します",
        "{target}: the server answers as usual again: going on at full load",
    ),
    "change-targets": ("対象", "targets"),
    "change-options": ("オプション", "options"),
    "change-rule-set": ("検出規則", "rules"),
    "progress-line": (
        "{done}/{total} ファイル  {rate}/秒  {findings} 件検出  残り {left}",
        "{done}/{total} files  {rate}/s  {findings} findings  {left} left",
    ),
    "summary-title": ("走査 {scan} の結果", "scan {scan}"),
    "summary-files": (
        "ファイル {listed} = 完了 {complete} + 一部のみ {partial} + 未読 {skipped}",
        "files {listed} = complete {complete} + partial {partial} + skipped {skipped}",
    ),
    "summary-amount": (
        "{size} を {seconds} 秒で読み取り（{files_per_s} ファイル/秒、{rate}/秒）",
        "{size} read in {seconds} s ({files_per_s} files/s, {rate}/s)",
    ),
    "summary-carried": (
        "{carried} 件は変更なし（前回までの結果を引き継ぎ）",
        "{carried} unchanged, carried over from earlier scans",
    ),
    "summary-unseen": (
        "このほか {unseen} 件は確認できず（フォルダーまたは対象を一覧できないため、前回までの結果のまま）",
        "{unseen} more were not seen (their folder or target could not be listed), known from earlier scans",
    ),
    "summary-dismissed": (
        "{dismissed} 件は誤検出と記録済み（危険度と --fail-on の対象外）",
        "{dismissed} are marked as false positives, and count for no risk and no --fail-on",
    ),
    "summary-detector": ("検出項目", "detector"),
    "summary-high": ("高", "high"),
    "summary-medium": ("中", "medium"),
    "summary-low": ("低", "low"),
    "summary-not-read": ("読まなかったもの・注意", "not read, or worth knowing"),
    "summary-report": ("報告書: {path}", "report: {path}"),
    "summary-inventory": ("棚卸しファイル: {path}", "inventory: {path}"),
    "summary-next": ("危険度の高いファイルから見る: {command}", "riskiest files first: {command}"),
    "summary-state-complete": ("すべて読み取りました", "everything was read"),
    "summary-state-partial": (
        "障害なく終わりました。ただし {count} ファイルは（一部または全部を）読んでいません",
        "no faults, but {count} files were left unread or read in part",
    ),
    "summary-state-failed-on": (
        "危険度が --fail-on に達したファイルがあります（終了コード 1）",
        "a file reached the risk of --fail-on (exit code 1)",
    ),
    "summary-state-incomplete": (
        "読めなかったものがあります（終了コード 3）",
        "incomplete: something could not be read (exit code 3)",
    ),
    "summary-nothing": ("対象にファイルが 1 つもありません", "no file was found in the targets"),
    "plan-line": ("{files} ファイル、{size}", "{files} files, {size}"),
    "plan-opened": (
        "そのうち開くもの: {files} ファイル、{size} を読み取り",
        "to be opened: {files} files, reading {size}",
    ),
    "plan-read": ("読む", "read"),
    "plan-by-content": ("内容を見て判断", "its content will tell"),
    "plan-folders": ("{folders} フォルダー: {why}", "{folders} folders: {why}"),
    "time-seconds": ("{count} 秒", "{count} s"),
    "time-minutes": ("{count} 分", "{count} min"),
    "time-hours": ("{count} 時間", "{count} h"),
    "plan-time": (
        "見込み時間: {least} ～ {most}（測定済みの速度表による目安）",
        "expected time: {least} to {most} (from a table of measured rates)",
    ),
    "plan-time-before": (
        "見込み時間: {least} ～ {most}（走査 {scans} の速度による）",
        "expected time: {least} to {most} (at the rate of scan {scans})",
    ),
    "plan-requests": (
        "S3 への要求: LIST {lists}、GET {gets}、アクセス権の照会 {least} ～ {most}。転送量 {size}",
        "S3 requests: LIST {lists}, GET {gets}, questions about access {least} to {most}; {size} transferred",
    ),
    "plan-price": (
        "料金の目安: 要求 {requests} 米ドル以下、転送 {egress} 米ドル（{region} の定価、{date} 時点。同じリージョン内への転送は無料。契約の料金をご確認ください）",
        "price: requests up to USD {requests}, transfer USD {egress} (list prices of {region}, {date}; transfer within the region is free; check yours)",
    ),
    "plan-no-price": (
        "料金: この接続先の料金表はありません。meibo.toml の [prices] で指定できます",
        "price: no list prices for this service or region; [prices] in meibo.toml takes yours",
    ),
    # --- tables
    "column-scan": ("走査", "scan"),
    "column-state": ("状態", "state"),
    "column-started": ("開始", "started"),
    "column-files": ("ファイル", "files"),
    "column-risk": ("危険度", "risk"),
    "column-score": ("点数", "score"),
    "column-persons": ("人数", "persons"),
    "column-roster-score": ("名簿度", "roster"),
    "column-status": ("状態", "status"),
    "column-reason": ("理由", "reason"),
    "column-path": ("パス", "path"),
    "column-old-path": ("元のパス", "old path"),
    "column-mark": ("扱い", "mark"),
    "column-person": ("記録した人", "person"),
    "column-made": ("記録日時", "made"),
    "column-present": ("現存", "present"),
    "column-detector": ("検出項目", "detector"),
    "column-confidence": ("確度", "confidence"),
    "column-right": ("正しい", "right"),
    "column-share": ("正しい割合", "share"),
    "column-least": ("下限", "least"),
    "column-most": ("上限", "most"),
    "column-enough": ("件数は十分", "enough"),
    "column-findings": ("検出", "findings"),
    "column-kind": ("種類", "kind"),
    "column-plan": ("予定", "plan"),
    "column-bytes": ("容量", "bytes"),
    "column-changes": ("変化", "changes"),
    "column-detail": ("詳細", "detail"),
    "column-reasons": ("理由", "reason"),
    "column-remedy": ("対処", "remedy"),
    "column-unseen": ("確認できず", "unseen"),
    "diff-title": (
        "走査 {old}（{old_started}）→ 走査 {new}（{new_started}）",
        "scan {old} ({old_started}) -> scan {new} ({new_started})",
    ),
    "diff-remark": ("注意: {text}", "note: {text}"),
    "diff-total": ("{files} ファイルに変化: {kinds}", "{files} files changed: {kinds}"),
    "diff-none": ("変化したファイルはありません", "no file changed"),
    "list-unseen-none": ("確認できなかったファイルやフォルダーはありません", "every known file and folder was seen"),
    "show-access": ("閲覧できる人", "who can read"),
    "show-owner": ("所有者", "owner"),
    "show-format": ("形式", "format"),
    "show-issues": ("問題", "issues"),
    "show-history": ("履歴", "history"),
    "show-marks": ("扱いの記録", "marks"),
    "show-positions": ("位置（例）", "where (examples)"),
    "demo-made": (
        "{files} ファイル・{persons} 人分の見本を {share} に、正解表を {key} に作りました",
        "made {files} files about {persons} people in {share}, the answer key in {key}",
    ),
    "demo-no-pillow": (
        "画像は作りませんでした。Pillow が必要です: pip install 'meibo[ocr]'",
        "left the pictures out: they need Pillow (pip install 'meibo[ocr]')",
    ),
    "demo-no-font": (
        "画像は作りませんでした。日本語フォント（Noto Sans CJK・IPA・MS ゴシック・游ゴシック・ヒラギノなど）がありません",
        "left the pictures out: there is no Japanese font here (such as Noto Sans CJK, IPA, MS Gothic, Yu Gothic, Hiragino)",
    ),
    # --- doctor
    "doctor-machine": ("この環境", "this machine"),
    "doctor-remedy": ("対処: {remedy}", "to do: {remedy}"),
    "doctor-missing": (
        "足りないものがあります（終了コード 3）",
        "something is missing that a complete scan needs (exit code 3)",
    ),
    "doctor-complete": ("足りないものはありません", "nothing is missing"),
    "error-age": (
        "「{text}」は期間として読めません（例: 26h、90m、7d）",
        "'{text}' is no age (such as 26h, 90m or 7d)",
    ),
    "health-complete": (
        "最後に完了した走査は {hours} 時間前（走査 {scan}）",
        "the last complete scan was {hours} hours ago (scan {scan})",
    ),
    "health-never": ("完了した走査はまだありません", "no scan of it was complete yet"),
    "health-last": (
        "最新の走査 {scan}: {state}、障害 {faults} 件（{hours} 時間前）",
        "the newest scan {scan}: {state}, {faults} faults ({hours} hours ago)",
    ),
    "health-future": (
        "走査 {scan} の終了時刻が未来です。時計を確認してください",
        "scan {scan} ended in the future; check the clock",
    ),
    "health-ok": ("すべての対象が {age} 以内に完了しています", "every target was scanned completely within {age}"),
    "health-stale": (
        "完了が {age} より古い対象があります（終了コード 3）",
        "a target was not scanned completely within {age} (exit code 3)",
    ),
    "state-running": ("実行中、または強制終了", "running, or killed"),
    "state-interrupted": ("中断", "interrupted"),
    "state-finished": ("終了", "finished"),
    # --- verify
    "verify-whole": ("棚卸しファイルに問題はありません", "the inventory is whole"),
    "verify-faults": (
        "棚卸しファイルに問題があります（終了コード 3）",
        "something is wrong with the inventory (exit code 3)",
    ),
    "verify-backed-up": ("複製しました: {path}（{size}）", "copied to {path} ({size})"),
    "verify-repaired": ("修復: 問題 {found} 件、残り {left} 件", "mended: {found} faults found, {left} left"),
    "verify-saved": ("壊れたファイルから {rows} 行を取り出しました", "{rows} rows saved from the damaged file"),
    "verify-kept": (
        "修復前のファイル: {path}（不要になったら削除してください）",
        "as it was before: {path} (delete it when it is of no use any more)",
    ),
    "verify-pruned": (
        "古い走査 {scans} 回分の履歴（{rows} 行）を消しました",
        "history of {scans} older scans deleted ({rows} rows)",
    ),
    "verify-compacted": ("{before} から {after} になりました", "from {before} to {after}"),
    # --- explanations
    "explain-rule": ("規則: {rule}", "rule: {rule}"),
    "explain-label-column": ("ラベル: 列見出し「{label}」", "label: the column's name “{label}”"),
    "explain-label-field": ("ラベル: 項目名「{label}」", "label: the field's name “{label}”"),
    "explain-label-before": (
        "ラベル:「{label}」、値の {distance} 文字前",
        "label: “{label}”, {distance} characters before",
    ),
    "explain-label-behind": (
        "ラベル:「{label}」、値の {distance} 文字後",
        "label: “{label}”, {distance} characters behind",
    ),
    "explain-label-none": ("ラベル: なし", "label: none"),
    "explain-check-passed": ("検査: 検査数字が一致", "check: passed"),
    "explain-check-failed": ("検査: 検査数字が不一致", "check: failed"),
    "explain-check-none": ("検査: 検査数字による判定なし", "check: none was made"),
    "explain-column": (
        "列: 記入のある {cells} セルのうち {share} % がこの項目として有効",
        "column: {share} % of its {cells} filled cells could be one",
    ),
    "explain-needs-low": ("検出となる条件: {rule}", "to be a finding: {rule}"),
    "explain-needs-medium": ("確度 中の条件: {rule}", "to be medium: {rule}"),
    "explain-needs-high": ("確度 高の条件: {rule}", "to be high: {rule}"),
    "explain-not-higher": ("足りない点: {why}", "what is against it: {why}"),
    "explain-other-label": ("別の項目名:「{label}」", "named as something else: “{label}”"),
    "explain-nothing-more": ("この条件の根拠が見つからない", "nothing that this rule asks for was found"),
    # --- groups of files
    "option-by": (
        "ファイルをまとめて一覧する（共有、フォルダー、所有者、閲覧できる人、検出項目、危険度）。同じ人・同じ内容は 1 回だけ数える",
        "list what files hold together, by share, folder, owner, audience, detector or level; the same people and content count once",
    ),
    "error-list-by": ("--by と {options} は同時に使えません", "--by does not go with {options}"),
    "column-people": ("人数", "people"),
    "column-yen-likely": ("想定額（円）", "yen (likely)"),
    "column-unread": ("未読", "not read"),
    "column-triggers": ("要件", "triggers"),
    "column-group": ("まとまり", "group"),
    # --- what if it leaked
    "command-whatif": (
        "漏えいした場合の人数・項目・報告の要否と期限を示し、速報の下書きを作る",
        "people, data and legal triggers if these paths leaked, and a draft of the preliminary report",
    ),
    "option-whatif-path": (
        "フォルダー、ファイル、パターン（*）、または対象全体。meibo list のパス、この環境のパス、URI のいずれでもよい",
        "a folder, a file, a pattern (*) or a whole target: a path as meibo list shows it, a path of this machine, or a URI",
    ),
    "option-whatif-scan": (
        "この走査の時点で見る（既定: 対象ごとに最新の走査）",
        "as of this scan (default: of each target the newest)",
    ),
    "option-whatif-owner": ("この所有者のファイルだけを数える", "only files of this owner"),
    "option-known-since": (
        "漏えいを知った日（例: 2026-11-23。既定: 今日）。この日を 1 日目として期限を数える",
        "the day on which the leak became known (such as 2026-11-23; default: today), the first day of each deadline",
    ),
    "option-draft": (
        "速報の下書きを書く（.docx または .md。日本語）",
        "write a draft of the preliminary report, in Japanese (.docx or .md)",
    ),
    "error-whatif-place": (
        "「{path}」は棚卸しにありません。近いもの: {near}",
        "the inventory has no '{path}'; the nearest: {near}",
    ),
    "error-whatif-gone": (
        "「{path}」は最新の走査にはありません。最後に見たのは走査 {scan} です（--scan {scan} で見られます）",
        "'{path}' was not there any more in the newest scan; scan {scan} was the last to see it (--scan {scan} shows it)",
    ),
    "error-whatif-owner": (
        "所有者「{owner}」のファイルは棚卸しにありません。近いもの: {near}",
        "the inventory has no file of owner '{owner}'; the nearest: {near}",
    ),
    "error-draft-format": (
        "「{path}」: 下書きのファイル名は .docx か .md で終わる必要があります",
        "'{path}': the name of a draft must end in .docx or .md",
    ),
    "draft-library": (
        "「{subject}」を書くには python-docx が必要です: pip install 'meibo[docx]'（.md なら不要です）",
        "'{subject}' needs python-docx: pip install 'meibo[docx]' (a draft as .md needs nothing)",
    ),
    # --- copies, retention, migrations
    "command-copies": (
        "同じ名簿の複製・版違いをまとめて表示する",
        "the same roster in several places, as families of copies",
    ),
    "command-retention": (
        "長く更新のない個人情報や、名前が過去のものを示すファイルを表示する",
        "files with people that nobody changed for years, or whose names speak of the past",
    ),
    "command-gate": (
        "移行してよいフォルダーを判定し、移行後に照合する",
        "which folders may move, and after the move what is missing",
    ),
    "option-copies-path": (
        "この場所にある複製を含むまとまりだけ",
        "only families with a copy at a path that matches",
    ),
    "option-own-xlsx": ("結果を Excel でも書く", "write the result as a spreadsheet, too"),
    "option-years": (
        "更新のない年数（既定: [risk] retention-years、なければ 5）",
        "years without a change (default: retention-years of [risk], or 5)",
    ),
    "option-gate-path": (
        "移行するフォルダー（棚卸し内のパス、または対象の URI。既定: すべて）",
        "folders to move, as the inventory lists them or as URIs (default: all)",
    ),
    "option-gate-depth": (
        "この深さのフォルダーごとに判定する（既定: 判定が分かれるところまで）",
        "judge the folders of this depth (default: the highest that have one verdict)",
    ),
    "option-destination": (
        "移行先の種類。名前とパスの制限が決まる（既定: sharepoint）",
        "what is moved to, which limits names and paths (default: sharepoint)",
    ),
    "option-destination-path": (
        "移行先の場所のパス（長さに数える。例: sites/hr/Shared Documents）",
        "path of the place that is moved to, whose length counts (such as sites/hr/Shared Documents)",
    ),
    "option-compare": (
        "移行後に照合する: 移行元、移行先の順に、走査済みの対象またはその中のフォルダー",
        "after the move compare its source and its destination, targets that were scanned or folders of them",
    ),
    "option-compare-with": (
        "移行先の棚卸しファイル（移行元と同じ鍵のもの。既定: 移行元と同じファイル）",
        "inventory of the destination, made with the same key (default: the same inventory)",
    ),
    "error-gate-place": (
        "「{path}」はこの棚卸しにありません。走査済みの対象: {known}",
        "there is nothing at '{path}' in this inventory, which has seen: {known}",
    ),
    "error-gate-same": ("移行元と移行先が同じです", "source and destination are the same"),
    "error-gate-key": (
        "「{path}」は鍵の異なる棚卸しファイルのため、内容を照合できません。移行先を --key-file で同じ鍵を指定して走査してください",
        "'{path}' has another key: contents cannot be compared; scan the destination with the same key (--key-file)",
    ),
    "error-gate-with": ("--with は --compare と一緒に指定してください", "--with goes with --compare"),
    "error-gate-compare-paths": (
        "--compare を指定するときは PATH を指定できません。--compare にフォルダーを指定してください",
        "--compare takes no PATH beside it: name folders as its source and destination",
    ),
    "copies-family": (
        "{number}. {people}・{places} か所（{folders} フォルダー）・{audience}・{likeness}（より広く読める複製 {wider}、ほかの版だけにいる人 {more}）",
        "{number}. {people} people in {places} places ({folders} folders), {audience}, {likeness} ({wider} copies that more can read, {more} people in other editions only)",
    ),
    "gate-all": ("合計", "all"),
    "column-modified": ("更新日", "changed"),
    "column-owner": ("所有者", "owner"),
    "column-verdict": ("判定", "verdict"),
    "column-folder": ("フォルダー", "folder"),
    "column-outcome": ("結果", "outcome"),
    **LEDGER_MESSAGES,
    **PICTURE_MESSAGES,
}
