"""The words of notifications: one row a term, Japanese and English side by side."""

from __future__ import annotations

from typing import Final

from meibo.catalogue.language import Language

WORDS: Final[dict[str, tuple[str, str]]] = {
    # --- how it ended: a word for the subject, a sentence for the text
    "state-complete": ("完了", "complete"),
    "state-failed-on": ("要確認", "risk reached"),
    "state-incomplete": ("読み残しあり", "incomplete"),
    "state-interrupted": ("中断", "interrupted"),
    "state-failed": ("失敗", "failed"),
    "meaning-complete": ("障害なく終わりました。", "It ended without a fault."),
    "meaning-failed-on": (
        "--fail-on で指定した危険度に達したファイルがあります。",
        "A file reached the risk of --fail-on.",
    ),
    "meaning-incomplete": (
        "読めなかったものがあるか、対象にファイルがありません。",
        "Something could not be read, or the targets hold no file.",
    ),
    "meaning-interrupted": (
        "途中で止まりました。ここまでの結果は保存済みで、同じコマンドで続きから再開します。",
        "It was stopped. All work so far is kept, and the same command goes on from there.",
    ),
    "meaning-failed": ("走査できませんでした。", "It could not scan."),
    # --- the lines
    "subject": ("[meibo] {state}: {name}", "[meibo] {state}: {name}"),
    "subject-news": ("[meibo] {state}・新たなリスク {news} 件: {name}", "[meibo] {state}, {news} new risks: {name}"),
    "several": ("{first} ほか {more} 件", "{first} and {more} more"),
    "ended": ("終了コード {code}: {meaning}", "Exit code {code}: {meaning}"),
    "why": ("原因: {why}", "Cause: {why}"),
    "host": ("実行した機械: {host}", "Machine: {host}"),
    "job": ("ジョブ: {job}", "Job: {job}"),
    "target": ("対象: {target}", "Target: {target}"),
    "scan": ("走査 {scan}: {ended} 終了、{seconds} 秒", "Scan {scan}: ended {ended}, {seconds} s"),
    "scan-unfinished": ("走査 {scan}（途中）", "Scan {scan} (unfinished)"),
    "files": (
        "ファイル {listed} = 完了 {complete} + 一部のみ {partial} + 未読 {skipped}",
        "Files {listed} = complete {complete} + partial {partial} + skipped {skipped}",
    ),
    "before": (
        "うち変更なし（読まずに引き継ぎ） {carried}、このほか確認できず {unseen}",
        "Of these unchanged and carried over {carried}; beside them not seen {unseen}",
    ),
    "issues": ("読めなかったもの（障害）", "Not read (faults)"),
    "issue": ("  {count} 件 {what}（{code}）。{remedy}", "  {count} {what} ({code}): {remedy}"),
    "risks": ("危険度別のファイル数と人数（延べ）", "Files by risk, and people (each file counts its own)"),
    "risk": ("  {level}: {files} ファイル、{persons} 人", "  {level}: {files} files, {persons} people"),
    "level-critical": ("重大", "critical"),
    "level-high": ("高", "high"),
    "level-medium": ("中", "medium"),
    "level-low": ("低", "low"),
    "level-none": ("なし", "none"),
    "news": ("走査 {since} の後に新しく見つかったもの", "New since scan {since}"),
    "news-first": ("初めての走査のため、見つかったものはすべて新しい", "The first scan: all that was found is new"),
    "news-none": ("  新たなリスクはありません", "  no new risks"),
    "news-count": ("  {what}: {count} 件", "  {what}: {count}"),
    "news-new-high-risk": ("新しい高危険度ファイル", "new files of high risk"),
    "news-grown": ("人数が増えた名簿", "rosters that have grown"),
    "news-opened": ("全員が閲覧できるようになったファイル", "files that everybody can read now"),
    "news-newly-unreadable": (
        "新たに読めなくなったファイル",
        "files that can no longer be read, or are new and cannot",
    ),
    "news-path": (
        "    [{what}] 危険度 {level}、{persons} 人: {path}",
        "    [{what}] risk {level}, {persons} people: {path}",
    ),
    "footer": (
        "この通知に個人情報の値は含まれません。詳しくは meibo list、meibo show で確認してください。",
        "This message holds no personal data. See meibo list and meibo show for more.",
    ),
}


def word(key: str, language: Language, /, **values: object) -> str:
    """A term with its values filled in."""
    japanese, english = WORDS[key]
    return (japanese if language == "ja" else english).format(**values)
