"""Credentials come from the environment or a prompt, and are found nowhere afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from meibo_connectors.registry import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "Kanaria-7Qx2vB9sesame"
NAMES = (
    "MEIBO_SMB_USERNAME", "MEIBO_SMB_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    "AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_SAS_TOKEN", "GOOGLE_SERVICE_ACCOUNT_KEY",
)  # fmt: skip

UNREACHABLE = [
    uri
    for uri in ("smb://127.0.0.1:9/share", "s3://kanaria/", "az://kanaria/")
    if uri.partition("://")[0] in {scheme.name for scheme in SCHEMES}
]


@pytest.fixture
def environment() -> dict[str, str]:
    """A canary in every variable that holds a credential."""
    return {**os.environ, "LC_ALL": "C.UTF-8", **{name: f"{CANARY}-{name}" for name in NAMES}}


@pytest.mark.parametrize(
    "command", ["scan", *(pytest.param(command, marks=pytest.mark.slow) for command in ("detect", "text"))]
)
@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=pytest.mark.slow)])
def test_a_uri_with_a_password_is_refused_unquoted(meibo: Any, command: str, language: str) -> None:
    """What to do instead is said, with exit code 2; no inventory is made."""
    slips = (f"smb:/user:{CANARY}@server/share", f"\\\\user:{CANARY}@server\\share", f"SMB:///D\\user:{CANARY}@server")
    for uri in (f"smb://user:{CANARY}@server/share", f"s3://key:{CANARY}@bucket/", f"ftp://u:{CANARY}@server/", *slips):
        done = meibo("--lang", language, command, uri)
        assert done.returncode == 2
        assert CANARY not in done.stdout + done.stderr
        assert "MEIBO_SMB_USERNAME" in done.stderr
    assert [path.name for path in meibo.folder.iterdir()] == ["shared.key"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--password", CANARY], "MEIBO_SMB_PASSWORD"),
        ([f"--smb-password={CANARY}"], "MEIBO_SMB_PASSWORD"),
        (["--secret-key", CANARY], "MEIBO_SMB_PASSWORD"),
        (["--foo", CANARY], "'--foo'"),
        ([f"--foo={CANARY}"], "'--foo'"),
        ([f"-p{CANARY}"], "'-p'"),
        (["--s3-endpoint", f"https://key:{CANARY}@server"], "no credentials in a https:// URI"),
    ],
)
def test_no_argument_takes_a_credential(meibo: Any, share: Path, arguments: list[str], told: str) -> None:
    """What somebody writes all the same is not quoted."""
    done = meibo("scan", share, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert CANARY not in done.stderr


@pytest.mark.slow
def test_credentials_leave_no_trace(
    meibo: Any, share: Path, environment: dict[str, str], processes: Any, write_plain: Callable[[Path, int], Path]
) -> None:
    """Neither what is printed and written nor the list of processes shows one, while a scan runs and after it."""
    large = write_plain(share / "large.txt", 12)
    good = meibo.start("scan", share, "--csv", "a.csv", "--jsonl", "a.jsonl", "--xlsx", "a.xlsx", env=environment)
    worker = processes.wait_for_reader(good.pid, large)
    lines = b"".join(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in (good.pid, worker))
    assert b"MEIBO_SMB" not in Path(f"/proc/{worker}/environ").read_bytes()
    done = meibo.finish(good)
    assert done.returncode == 0
    written = b"".join(path.read_bytes() for path in meibo.folder.iterdir())
    assert CANARY.encode() not in lines + written + (done.stdout + done.stderr).encode()
    assert len(written) > 50_000


@pytest.mark.slow  # an address that nobody answers at is tried again for a while
def test_a_server_that_does_not_answer_brings_nothing_to_light(meibo: Any, environment: dict[str, str]) -> None:
    """The SDKs quote in their errors what they were given; none of that comes through."""
    closed = {**environment, "AZURE_STORAGE_ENDPOINT": "http://127.0.0.1:9", "AZURE_ALLOW_HTTP": "true"}
    options = ("--log-format", "json", "--s3-endpoint", "http://127.0.0.1:9")
    started = [
        meibo.start("scan", target, "-i", f"{number}.db", *options, env=closed)
        for number, target in enumerate(UNREACHABLE)
    ]
    ended = [meibo.finish(process, 120) for process in started]
    assert [done.returncode for done in ended] == [3] * len(UNREACHABLE)
    written = b"".join(path.read_bytes() for path in meibo.folder.iterdir())
    assert CANARY.encode() not in written + "".join(done.stdout + done.stderr for done in ended).encode()
