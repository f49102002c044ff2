"""What commands and reports say of pictures, in Japanese and English side by side."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes longer to import than this table
if TYPE_CHECKING:
    from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "option-ocr": (
        "画像と、文字情報のないページの文字も読む（OCR）。1 枚に数秒かかるため、ほかのファイルをすべて読んだあとに、個人情報のありそうなものから読む",
        "read text in pictures and on pages that have none of their own (OCR): seconds a picture, so after all other files, the most promising first",
    ),
    "option-faces": (
        "画像の中の顔写真も探す（--ocr と同じ順と時間で）",
        "find portraits in pictures too (in the order and the time of --ocr)",
    ),
    "option-ocr-seconds": (
        "画像に使う秒数の上限（実時間。既定: 3600）。読み始めたファイルは最後まで読む。残りは次回の走査が続ける",
        "seconds for all pictures, by the clock (default: 3600); a file that was begun is finished, the next scan goes on with the rest",
    ),
    "option-ocr-seconds-here": (
        "開始からこの秒数を過ぎたら、あとのファイルの画像は読まない（既定: 3600）",
        "so many seconds after the start, pictures of further files stay unread (default: 3600)",
    ),
    "option-ocr-file-seconds": (
        "1 ファイルの画像に使う秒数の上限（既定: 60）。残りの画像は「画像のみ」となる",
        "seconds for the pictures of one file (default: 60); the rest of them stays image only",
    ),
    "error-picture-library": (
        "{option} に必要なライブラリがありません。次を実行してください: {remedy}",
        "{option} needs a library that is not here: {remedy}",
    ),
    # --- a scan
    "pictures-began": (
        "画像を読みます: {files} ファイル、{pictures} 枚（{time}まで）",
        "reading pictures: {pictures} in {files} files, for {time} at the most",
    ),
    "pictures-line": (
        "画像 {done}/{total} ファイル  {findings} 件検出  残り {left}（上限まで {limit}）",
        "pictures: {done}/{total} files  {findings} findings  {left} left ({limit} to the limit)",
    ),
    # --- a plan
    "plan-as-picture": ("画像として読む（時間の許す限り）", "read as a picture, as time allows"),
    "plan-pictures-unread": (
        "画像: {files} ファイル、{size}。--ocr を付けないと読みません（付けた場合の目安: さらに {time}）",
        "pictures: {files} files, {size}; not read without --ocr (with it, about {time} more)",
    ),
    "plan-pictures": (
        "画像: {files} ファイル、{size}。すべて読むには、さらに {time} かかる見込みです（上限 --ocr-seconds: {limit}。文書の中の画像は含みません）",
        "pictures: {files} files, {size}; about {time} more for all of them (at the most {limit}: --ocr-seconds), those in documents not counted",
    ),
    # --- what was not read
    "unread-pictures": (
        "画像を読んでいないファイルが {files} 件あります（画像 {pictures} 枚）。--ocr を付けて走査すると読めます（目安: ワーカー 1 つで {time}）",
        "{files} files hold pictures that were not read ({pictures} pictures): scan with --ocr to read them (about {time} with one worker)",
    ),
    "unread-pictures-late": (
        "画像を読んでいないファイルが {files} 件あり（画像 {pictures} 枚）、うち {left} 件は時間切れです。次回の --ocr の走査が続きを読みます（目安: {time}。1 回の時間は --ocr-seconds で変えられます）",
        "{files} files hold pictures that were not read ({pictures} pictures), {left} of them since time ended: the next scan with --ocr goes on (about {time}; --ocr-seconds gives it more at once)",
    ),
    "unread-pictures-rest": (
        "読めなかった画像のあるファイルが {files} 件あります（画像 {pictures} 枚）。読めない形式か、1 ファイルの時間切れ（--ocr-file-seconds）です",
        "{files} files hold pictures that could not be read ({pictures} pictures): in formats that are not read, or beyond the time of one file (--ocr-file-seconds)",
    ),
}
