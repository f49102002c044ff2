"""Makes an inventory with the code of an older schema, for the tests of migrations.

python tools/make_old_inventory.py CHECKOUT FOLDER SHARES

``CHECKOUT`` is a tree of an old commit whose kernels, if it has any, are built; ``SHARES`` a folder that does not exist
yet. Writes ``N.sql``, the dump of the inventory, and ``N.json``, what the reader of that commit says of each scan.
Four scans: two targets; the same after changes, with a folder that is closed; one target with other options; both
again, killed while a large file is half read.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

KEY = "5e" * 32
WITHOUT_RIGHTS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
CONFIGURATION = """
[[allow]]
path = "*窓口*"
reason = "公開している窓口"
"""
PEOPLE = (
    (
        "佐藤 花子",
        "サトウ ハナコ",
        "1985-04-12",
        "東京都千代田区霞が関3-1-1",
        "090-1234-5611",
        "hanako.sato@mail.co.jp",
    ),
    ("鈴木 一郎", "スズキ イチロウ", "1979-11-03", "大阪府大阪市北区梅田1-2-3", "080-2345-6722", "ichiro@mail.co.jp"),
    ("高橋 美咲", "タカハシ ミサキ", "1992-07-28", "北海道札幌市中央区北一条西2", "070-3456-7833", "misaki@mail.co.jp"),
    ("田中 健太", "タナカ ケンタ", "1968-01-19", "福岡県福岡市博多区博多駅前4-5", "090-4567-8944", "kenta@mail.co.jp"),
)
HEAD = "氏名,フリガナ,生年月日,住所,電話番号,メールアドレス\n"
READ = """
import json, sys, base64
from pathlib import Path
import msgspec
from meibo.inventory.reader import Reader
reader = Reader(Path(sys.argv[1]))
said = {}
for scan in reader.scan_numbers():
    said[scan] = {
        "summary": reader.summarise(scan), "assets": list(reader.assets(scan)),
        "positions": list(reader.positions(scan)), "issues": list(reader.issues(scan)),
    }
sys.stdout.buffer.write(msgspec.json.encode(said))
"""


def write_shares(root: Path) -> None:
    """The files of the first scan."""
    for name, text in {
        "人事/名簿.csv": HEAD + "".join(",".join(person) + "\n" for person in PEOPLE),
        "人事/連絡先.txt": "".join(f"電話番号: {person[4]}\n" for person in PEOPLE[:2]),
        "人事/退職者.txt": f"氏名: {PEOPLE[3][0]}\n生年月日: {PEOPLE[3][2]}\n電話: {PEOPLE[3][4]}\n",
        "人事/健康/健診.csv": "氏名,病歴,障害者手帳\n" + "".join(f"{person[0]},糖尿病,あり\n" for person in PEOPLE),
        "人事/役員/役員.csv": HEAD + ",".join(PEOPLE[0]) + "\n",
        "人事/窓口/案内.txt": "お問い合わせ メール soudan@meibo-shoji.co.jp 電話 03-3581-4101\n",
        "営業/顧客.json": json.dumps([{"name": p[0], "tel": p[4], "mail": p[5]} for p in PEOPLE], ensure_ascii=False),
        "営業/議事録.md": f"# 議事録\n担当: {PEOPLE[1][0]}様 ({PEOPLE[1][5]})\n",
        "営業/空.txt": "",
    }.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    (root / "人事/写真.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (root / "人事/旧.csv").write_bytes((HEAD + ",".join(PEOPLE[2]) + "\n").encode("cp932") + b"\xfd\xfe\n")
    (root / "営業/別名").symlink_to("顧客.json")
    settle(root)


def settle(root: Path) -> None:
    """Times that no clock decides."""
    for place in root.rglob("*"):
        os.utime(place, (1_790_000_000, 1_790_000_000), follow_symlinks=False)


def change_shares(root: Path) -> None:
    """What happens before the second scan."""
    (root / "人事/退職者.txt").unlink()
    with (root / "人事/連絡先.txt").open("a", encoding="utf-8") as stream:
        stream.write(f"メール: {PEOPLE[3][5]}\n")
    (root / "人事/新人.txt").write_text(f"氏名: {PEOPLE[2][0]} メール: {PEOPLE[2][5]}\n", "utf-8")
    (root / "営業/議事録.md").chmod(0o600)
    (root / "人事/役員").chmod(0)


def main(checkout: Path, folder: Path, root: Path) -> None:
    """Make both files."""
    root.mkdir(parents=True)
    desk = root / "desk"
    desk.mkdir()
    (desk / "shared.key").write_text(KEY)
    shares = root / "share"
    write_shares(shares)
    packages = ("scanner", "detectors", "connectors")
    paths = [str(checkout / name) for name in packages] + os.environ.get("PYTHONPATH", "").split(":")
    environment = {**os.environ, "PYTHONPATH": ":".join(filter(None, paths)), "LC_ALL": "C.UTF-8"}

    def start(*arguments: object) -> subprocess.Popen[bytes]:
        words = ("scan", *arguments, "-i", "meibo.db", "--key-file", "shared.key", "--workers", "1", "--quiet")
        line = [*WITHOUT_RIGHTS, sys.executable, "-m", "meibo", *map(str, words)]
        return subprocess.Popen(line, cwd=desk, env=environment, start_new_session=True)  # noqa: S603 - our own

    both = (shares / "人事", shares / "営業")
    inventory = desk / "meibo.db"
    if (checkout / "scanner/meibo/configuration/allow_table.py").exists():
        (desk / "meibo.toml").write_text(CONFIGURATION, "utf-8")
    print("scan 1:", start(*both, "--csv", "一覧.csv").wait())
    change_shares(shares)
    print("scan 2:", start(*both).wait())
    print("scan 3:", start(both[1], "--exclude", "*.md").wait())
    (shares / "人事/役員").chmod(0o755)
    line = "本日は晴天なり。特に記載することはありません。\n".encode()
    (shares / "営業/記録.txt").write_bytes(line * ((200 << 20) // len(line)))
    process = start(*both)
    while True:
        time.sleep(0.05)
        with contextlib.closing(sqlite3.connect(inventory)) as connection:
            if connection.execute("SELECT count(*) FROM parts").fetchone()[0]:
                break
            if process.poll() is not None:
                raise SystemExit("the last scan ended too early")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with contextlib.closing(sqlite3.connect(inventory)) as connection, connection:
        connection.execute(
            "INSERT INTO marks SELECT id, 'needed', '契約中の顧客', '営業 太郎', '2026-11-22T09:00:00+00:00'"
            " FROM assets WHERE path = '顧客.json'"
        )
    said = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", READ, inventory], env=environment, cwd=desk, check=True, capture_output=True
    ).stdout
    with contextlib.closing(sqlite3.connect(inventory)) as connection:
        marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        dump = "".join(f"{row}\n" for row in connection.iterdump())
    script = f"PRAGMA application_id = {marks[0]};\nPRAGMA user_version = {marks[1]};\n{dump}"
    (folder / f"{marks[1]}.sql").write_text(script, "utf-8")
    (folder / f"{marks[1]}.json").write_text(json.dumps(json.loads(said), ensure_ascii=False, indent=1) + "\n", "utf-8")
    shutil.rmtree(root)


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))
