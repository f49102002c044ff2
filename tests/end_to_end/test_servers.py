"""The commands against a real server: what they show, ask and say of it."""

from __future__ import annotations

import json
import os
import pty
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from servers.samba import PASSWORD, USER, Samba

if TYPE_CHECKING:
    from collections.abc import Iterator

PHONE = "電話番号 090-2345-6781\n"


@pytest.fixture(scope="module")
def samba() -> Iterator[Samba]:
    """A share 総務部 with one roster in a folder."""
    with tempfile.TemporaryDirectory(prefix="meibo-") as folder:
        share = Path(folder) / "share"
        (share / "名簿").mkdir(parents=True)
        (share / "名簿" / "連絡先 1.txt").write_text(PHONE, "utf-8")
        for path in (Path(folder), share, *share.rglob("*")):
            path.chmod(0o755)
        server = Samba(Path(folder) / "state", {"総務部": share}).start()
        yield server
        server.stop()


@pytest.fixture
def credentials() -> dict[str, Any]:
    """The environment of somebody who may log in."""
    return {"env": {**os.environ, "LC_ALL": "C.UTF-8", "MEIBO_SMB_USERNAME": USER, "MEIBO_SMB_PASSWORD": PASSWORD}}


@pytest.mark.parametrize("command", ["detect", "text"])
def test_a_file_on_a_server_is_shown_with_its_address(
    meibo: Any, samba: Samba, credentials: dict[str, Any], command: str
) -> None:
    """As people write it, whether the target was percent-encoded or not."""
    for target in (samba.uri("総務部", "名簿"), samba.uri("%E7%B7%8F%E5%8B%99%E9%83%A8", "%E5%90%8D%E7%B0%BF")):
        done = meibo(command, target, "--format", "jsonl", **credentials)
        assert done.returncode == 0, done.stderr
        (row,) = map(json.loads, done.stdout.splitlines())
        assert row["path"] == samba.uri("総務部", "名簿", "連絡先 1.txt")


def test_a_plan_of_a_share(meibo: Any, samba: Samba, credentials: dict[str, Any]) -> None:
    """It is listed over the server."""
    done = meibo("scan", "--plan", samba.uri("総務部"), "--log-format", "json", **credentials)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["files"] == 1


def test_a_target_that_can_be_scanned(meibo: Any, samba: Samba, credentials: dict[str, Any]) -> None:
    """Every step is fine; the password is seen nowhere."""
    done = meibo("doctor", samba.uri("総務部"), **credentials)
    assert done.returncode == 0, done.stdout
    for step in ("connecting to the server", "logging in", "opening the share", "listing", "reading a file"):
        assert f"ok        {step}" in done.stdout
    assert PASSWORD not in done.stdout + done.stderr


@pytest.mark.slow
def test_readers_that_changed_alone_are_asked_about(meibo: Any, samba: Samba, credentials: dict[str, Any]) -> None:
    """A second scan reads nothing; who can read a roster now is known all the same, and asked only once."""
    place = samba.folders["総務部"] / "名簿" / "連絡先 1.txt"

    def scan() -> dict[str, Any]:
        done = meibo("scan", samba.uri("総務部"), "-i", "readers.db", "--log-format", "json", **credentials)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stderr.splitlines()[-1])

    def audience() -> str:
        shown = meibo("show", "名簿/連絡先 1.txt", "-i", "readers.db", "--format", "json").stdout
        return json.loads(shown)["asset"]["audience"]

    shutil.chown(place, USER)
    scan()
    assert audience() == "everyone"
    place.chmod(0o600)
    end = scan()
    assert (end["carried"], end["bytes_read"]) == (1, 0)
    assert audience() != "everyone"
    place.chmod(0o755)
    scan()
    assert audience() == "everyone"
    shutil.chown(place, "root")


@pytest.mark.parametrize(
    ("share", "environment", "code", "remedy"),
    [
        ("総務部", {"MEIBO_SMB_PASSWORD": "wrong-Kanaria"}, "login", "check the credentials"),
        ("総務部", {"MEIBO_SMB_USERNAME": "nobody-at-all"}, "login", "check the credentials"),
        ("人事部", {}, "share", "check the share's name"),
    ],
)
def test_what_is_missing_is_said_with_its_remedy(
    meibo: Any,
    samba: Samba,
    credentials: dict[str, Any],
    share: str,
    environment: dict[str, str],
    code: str,
    remedy: str,
) -> None:
    """The first step that fails ends the list and makes the exit code 3."""
    settings = {"env": {**credentials["env"], **environment}}
    done = meibo("doctor", samba.uri(share), "--format", "json", **settings)
    assert done.returncode == 3
    last = json.loads(done.stdout)[-1]
    assert (last["check"], last["outcome"]) == (code, "missing")
    assert remedy in last["remedy"]
    assert "Kanaria" not in done.stdout + done.stderr


def test_a_server_that_does_not_answer(meibo: Any, credentials: dict[str, Any]) -> None:
    """The address is found, the connection is not; what to check is said."""
    done = meibo("doctor", "smb://127.0.0.1:9/share", "--format", "json", **credentials)
    rows = {row["check"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 3
    assert rows["connect"]["outcome"] == "missing"
    assert "firewalls" in rows["connect"]["remedy"]


@pytest.mark.parametrize(("password", "code"), [(PASSWORD, 0), ("Kanaria-7Qx2vB9sesame", 3)])
def test_a_password_leaves_no_trace(
    meibo: Any, samba: Samba, credentials: dict[str, Any], password: str, code: int
) -> None:
    """Neither in the inventory, in reports, in the log nor on the terminal, whether the server takes it or not."""
    settings = {"env": {**credentials["env"], "MEIBO_SMB_PASSWORD": password}}
    done = meibo(
        "scan", samba.uri("総務部"), "--log-format", "json", "--csv", "a.csv", "--jsonl", "a.jsonl", "--workers", 1,
        **settings,
    )  # fmt: skip
    assert done.returncode == code
    contents = {path.name: path.read_bytes() for path in meibo.folder.iterdir()}
    assert {"meibo.db", "a.csv", "a.jsonl"} <= set(contents)
    contents["printed"] = (done.stdout + done.stderr).encode()
    spellings = [password.encode(), password.encode("utf-16-le"), json.dumps(password).strip('"').encode()]
    assert [name for name, content in contents.items() if any(text in content for text in spellings)] == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [([USER, PASSWORD], "ok        logging in"), ([USER, "wrong-Kanaria"], "missing   logging in")],
)
def test_credentials_are_asked_for_on_a_terminal(meibo: Any, samba: Samba, typed: list[str], told: str) -> None:
    """First the username, then the password, which is not shown while it is typed; nothing keeps it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEIBO_")}
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(meibo.folder)
        os.execvpe(meibo.line()[0], meibo.line("doctor", samba.uri("総務部"), "--lang", "en"), environment)  # noqa: S606
    shown = ""
    for question, answer in zip(("SMB username", "Password of"), typed, strict=True):
        while question not in shown:
            shown += os.read(terminal, 4096).decode()
        os.write(terminal, f"{answer}\n".encode())
    while True:
        try:
            shown += os.read(terminal, 4096).decode()
        except OSError:  # the end of a terminal
            break
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (0 if told.startswith("ok") else 3), shown
    assert told in shown
    assert typed[1] not in shown


@pytest.mark.slow
def test_nobody_is_asked_without_a_terminal(meibo: Any, samba: Samba) -> None:
    """A job goes on without credentials, and says that it could not log in; a password alone is refused."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MEIBO_")}
    done = meibo("scan", samba.uri("総務部"), env=environment, stdin=-3)
    assert done.returncode == 3
    assert "login-failed" in done.stderr
    done = meibo("scan", samba.uri("総務部"), env={**environment, "MEIBO_SMB_PASSWORD": PASSWORD})
    assert done.returncode == 2
    assert "MEIBO_SMB_USERNAME" in done.stderr
