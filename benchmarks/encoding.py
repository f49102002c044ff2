"""How often the encoding of a short text is recognised: a table by encoding and length, on invented business text."""

from __future__ import annotations

import random
import time

from meibo.extraction.text.encoding import decode, read_opening

LENGTHS = (6, 12, 30, 100, 1000)
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp_ext", "utf-16", "utf-16-le", "utf-16-be")
SAMPLES = 150

PHRASES = (
    "お世話になっております。", "ご確認のほどよろしくお願いいたします。", "見積書を送付いたします。",
    "請求書在中", "会議室の予約について", "至急ご連絡ください。", "次回の打合せは来週の火曜日です。",
    "契約更新のお知らせ", "アンケートにご協力ください。", "セミナー参加者名簿", "健康診断の結果", "給与明細書",
    "退職手続き一覧", "株式会社架空商事", "有限会社見本製作所", "東京都架空区見本町一丁目２番３号",
    "大阪府例市中央４の５", "〒100-0000", "営業部", "総務課長", "人事評価シート", "在庫数：１２個",
    "価格 3,980円（税込）", "電話番号03-0000-0000", "架空 太郎", "見本花子", "例田 一郎", "試験 さくら",
    "仮名山 次郎", "澤見 健", "ﾐﾎﾝ ﾊﾅｺ", "カクウ タロウ", "氏名,住所,電話番号", "taro@example.jp",
    "2024年4月1日", "令和６年度", "備考：なし", "出荷済み", "未払い", "ユーザーＩＤ", "メールアドレス",
    "ログインできませんでした", "バックアップが完了しました", "印刷用紙の発注", "経費精算", "受付番号 A-0012",
    "担当者不在のため再配達",
)  # fmt: skip
SEPARATORS = ("", "", "", ",", "\t", " ", "\r\n", "\n", "、")


def make_text(rng: random.Random, length: int) -> str:
    """An invented text of ``length`` characters; it always holds one beyond ASCII."""
    while True:
        text = ""
        while len(text) < length:
            text += rng.choice(PHRASES) + rng.choice(SEPARATORS)
        text = text[:length]
        if not text.isascii():
            return text


def is_recognised(text: str, encoding: str) -> bool:
    """Whether the text comes back whole from its bytes in an encoding."""
    raw = text.encode(encoding)
    opening = read_opening(raw)
    return decode(raw[opening.mark_bytes :], opening.encoding).text.decode() == text


def run() -> None:
    """Print the recognised share, and the time a decision takes."""
    print(f"{'encoding':16}" + "".join(f"{length:>8}" for length in LENGTHS))
    shares: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for encoding in ENCODINGS:
        row = f"{encoding:16}"
        for length in LENGTHS:
            rng = random.Random(length)
            found = sum(is_recognised(make_text(rng, length), encoding) for _ in range(SAMPLES))
            shares[length].append(found / SAMPLES)
            row += f"{found / SAMPLES:8.3f}"
        print(row)
    print(f"{'all':16}" + "".join(f"{sum(shares[length]) / len(ENCODINGS):8.3f}" for length in LENGTHS))
    row = f"{'us, cp932':16}"
    for length in LENGTHS:
        raws = [make_text(random.Random(seed), length).encode("cp932") for seed in range(SAMPLES)]
        start = time.perf_counter()
        for raw in raws:
            read_opening(raw)
        row += f"{(time.perf_counter() - start) / SAMPLES * 1e6:8.0f}"
    print(row)


if __name__ == "__main__":
    run()
