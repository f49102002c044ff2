"""A scan tells those who asked how it ended, whatever ended it: counts and new risks, and never a value."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from meibo.catalogue.events import EVENTS
from meibo.pipeline.confinement.layers import LAYERS
from servers.mail_server import PASSWORD, USERNAME, MailServer, make_certificate
from servers.receivers import Syslog, Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CARD = "4539-5787-6362-1486"
PHONE = "090-7391-4826"
SECRET = "whsec_c2VzYW1lLWthbmFyaWEtc2VzYW1l"  # noqa: S105 - of this test alone
CANARIES = (CARD, CARD.replace("-", ""), PHONE, PHONE.replace("-", ""), "金糸雀坂", PASSWORD, SECRET)
ODD = "顧客|a=b\"c'\nBcc: evil@example.com\n<!channel>.csv"
"""A file's name that has a meaning in a mail, in CEF, in a chat and in a file of metrics."""


def roster(people: int) -> str:
    rows = [f"金糸雀坂{n},kanaria{n}@mail.co.jp,090-7391-{4000 + n}" for n in range(people)]
    return "氏名,メール,電話番号\n" + "\n".join(rows) + "\n"


class Office(NamedTuple):
    """What two scans told, and what is between them."""

    mail: Any
    hook: Any
    lines: list[str]
    metrics: str
    folder: Path
    said: list[str]


@pytest.fixture(scope="module")
def office(module_meibo: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A share is scanned; then a file of high risk comes, a roster grows, one is opened, one is damaged; once more."""
    folder, share = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("share")
    certificate = make_certificate(folder)
    mail, hook, log = MailServer(certificate).start(), Webhook(), Syslog("tcp")
    (module_meibo.folder / "meibo.toml").write_text(f"""
[scan]
notify = ["office", "chat", "siem", "metrics"]
[notify.office]
kind = "mail"
server = "127.0.0.1"
port = {mail.port}
sender = "meibo@example.jp"
recipients = ["admin@example.jp"]
ca-file = "{certificate}"
[notify.chat]
kind = "webhook"
when = "new-risk"
url = "http://127.0.0.1:{hook.port}/hook"
paths = true
[notify.siem]
kind = "syslog"
transport = "tcp"
server = "127.0.0.1"
port = {log.port}
paths = true
[notify.metrics]
kind = "metrics"
path = "{folder / "meibo.prom"}"
""")
    environment = {
        **os.environ, "LC_ALL": "C.UTF-8", "MEIBO_SMTP_USERNAME": USERNAME, "MEIBO_SMTP_PASSWORD": PASSWORD,
        "MEIBO_WEBHOOK_SECRET": SECRET,
    }  # fmt: skip
    share.chmod(0o755)
    (share / "roster.csv").write_text(roster(20))
    (share / "note.txt").write_text(f"電話番号 {PHONE}\n" * 3)
    for name in ("roster.csv", "note.txt"):
        (share / name).chmod(0o600)
    first = module_meibo("scan", share, env=environment)
    assert first.returncode == 0, first.stderr
    (share / ODD).write_text(f"クレジットカード番号 {CARD}\n")
    (share / ODD).chmod(0o600)
    (share / "roster.csv").write_text(roster(60))
    (share / "note.txt").chmod(0o644)
    (share / "broken.zip").write_bytes(b"PK\x03\x04" + f"金糸雀坂 {CARD}".encode())
    second = module_meibo("scan", share, env=environment)
    assert second.returncode == 3, second.stderr
    yield Office(
        mail=mail.mails, hook=hook.posts, lines=[raw.decode() for raw in log.wait_for(2)],
        metrics=(folder / "meibo.prom").read_text("utf-8"), folder=folder,
        said=[first.stdout, first.stderr, second.stdout, second.stderr],
    )  # fmt: skip
    for server in (mail, hook, log):
        server.stop()


def test_the_mail_says_what_is_new(office: Office) -> None:
    """Each morning one mail: how it ended, the figures, and what came since the scan before."""
    first, second = office.mail
    assert first["Subject"].startswith("[meibo] complete")
    assert "[meibo] incomplete, 4 new risks: " in second["Subject"]
    text = second.get_content()
    for line in (
        "Exit code 3:", "Scan 2: ended ", "Files 4 = complete 3 + partial 0 + skipped 1", "New since scan 1",
        "new files of high risk: 1", "rosters that have grown: 1", "files that everybody can read now: 1",
        "files that can no longer be read, or are new and cannot: 1", "  1 damaged (damaged): ",
    ):  # fmt: skip
        assert line in text
    assert "顧客" not in text  # paths are told only where they are wanted


def test_the_webhook_waits_for_news(office: Office) -> None:
    """``new-risk``: the first scan found none, the second tells its paths, in one plain line each."""
    ((headers, body),) = office.hook
    assert headers["webhook-signature"].startswith("v1,")
    data = json.loads(body)["data"]
    assert data["news"]["counts"] == {"new-high-risk": 1, "grown": 1, "opened": 1, "newly-unreadable": 1}
    paths = {item["kind"]: item["path"] for item in data["news"]["paths"]}
    assert paths["new-high-risk"] == ODD.replace("\n", "\\x0a")
    assert (paths["grown"], paths["opened"], paths["newly-unreadable"]) == ("roster.csv", "note.txt", "broken.zip")


def test_syslog_gets_an_event_for_the_scan_and_for_each_new_risk(office: Office) -> None:
    """Two connections: one event, then one and four."""
    assert [line.count("CEF:0|") for line in office.lines] == [1, 5]
    assert r"filePath=顧客|a\=b\"c'" in office.lines[1].replace('"', r"\"")


def test_metrics_are_counts_only(office: Office) -> None:
    """Readable by everybody, and without a name of any file."""
    assert stat.S_IMODE((office.folder / "meibo.prom").stat().st_mode) == 0o644
    assert 'meibo_scan_files{job_name="",status="skipped"} 1' in office.metrics
    assert 'meibo_new_files{job_name="",kind="new-high-risk"} 1' in office.metrics
    assert "meibo_notify_failures" in office.metrics
    assert not any(name in office.metrics for name in ("顧客", "roster", "note", "broken"))


def test_no_value_and_no_secret_is_told(office: Office) -> None:
    """Neither what was found nor what opens the mail server is in anything that was sent or printed."""
    sent = [mail.as_string() + mail.get_content() for mail in office.mail]
    sent += [str(headers) + body.decode() for headers, body in office.hook]
    everything = [*sent, *office.lines, office.metrics, *office.said]
    assert [canary for canary in CANARIES for text in everything if canary in text] == []


@pytest.fixture
def chat(meibo: Any) -> Iterator[Webhook]:
    """A webhook that a job of the desk tells of every end."""
    hook = Webhook()
    (meibo.folder / "meibo.toml").write_text(
        f'[scan]\nnotify = "chat"\n[notify.chat]\nkind = "webhook"\nurl = "http://127.0.0.1:{hook.port}/"\n'
    )
    yield hook
    hook.stop()


def read_message(hook: Webhook) -> dict[str, Any]:
    ((_, body),) = hook.posts
    message: dict[str, Any] = json.loads(body)
    return message


@pytest.mark.slow
def test_a_message_that_cannot_be_sent_makes_the_exit_code_3(meibo: Any, share: Path, chat: Webhook) -> None:
    """A morning without a mail is not a morning without news; the inventory is as it would be."""
    chat.status = 500
    (share / "a.txt").write_text("hello\n")
    done = meibo("scan", share)
    assert done.returncode == 3
    assert "'chat' was not sent: the other side refused it (HTTP 500)" in done.stderr
    assert "everything was read" in done.stdout
    (scan,) = json.loads(meibo("list", "--scans", "--format", "json").stdout)
    assert scan["state"] == "finished"


def test_an_inventory_in_use_is_told(meibo: Any, share: Path, chat: Webhook) -> None:
    """The overlapping run did not scan; whoever waits for its result hears why."""
    with (meibo.folder / "meibo.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert meibo("scan", share).returncode == 3
    message = read_message(chat)
    assert message["type"] == "scan-failed"
    assert "Cause: another scan is using 'meibo.db'" in message["text"]
    assert (message["data"]["exit_code"], message["data"]["figures"]) == (3, None)


def test_a_wrong_option_is_told(meibo: Any, chat: Webhook) -> None:
    """Somebody edited the job yesterday: it scans nothing from now on, and says so every night."""
    assert meibo("scan", "ftp://server/share").returncode == 2
    assert read_message(chat)["data"]["exit_code"] == 2


@pytest.mark.slow
def test_an_interruption_is_told_in_time(
    meibo: Any, share: Path, chat: Webhook, processes: Any, write_plain: Callable[[Path, int], Path]
) -> None:
    """Also where the other side hangs: who stops a scan does not wait for it."""
    chat.delay_s = 20
    large = write_plain(share / "large.txt", 20)
    process = meibo.start("scan", share, "--workers", 1)
    processes.wait_for_reader(process.pid, large)
    process.send_signal(signal.SIGTERM)
    done = meibo.finish(process, seconds=9)
    assert done.returncode == 130
    assert read_message(chat)["type"] == "scan-interrupted"
    assert "did not end within 2 s" in done.stderr


@pytest.mark.slow
def test_the_log_keeps_to_its_table(meibo: Any, share: Path, chat: Webhook) -> None:
    """Every line of standard error is an event of the table with its fields, errors and failed messages too."""
    chat.status = 404
    (share / "broken.zip").write_bytes(b"PK\x03\x04")
    runs = [
        meibo("scan", "ftp://server/share", "--log-format", "json"),
        meibo("scan", share, "--log-format", "json", "--config", "gone.toml"),
        meibo("scan", share, meibo.folder / "gone", "--log-format", "json"),
    ]
    seen = set()
    for done in runs:
        for line in done.stderr.splitlines():
            event = json.loads(line)
            fields = {row.name: set(row.fields) for row in EVENTS}[event["event"]]
            assert set(event) == {"time", "event", *fields}, event
            seen.add(event["event"])
            if event["event"] == "parsers-confined":
                assert "events" in event["layers"]
                assert sorted(event["layers"] + event["missing"]) == sorted(LAYERS)
    assert seen == {
        "scan-started", "parsers-confined", "issue", "notify-failed", "scan-finished", "scan-failed", "error",
    }  # fmt: skip
    assert [done.returncode for done in runs] == [2, 2, 3]


@pytest.mark.slow
def test_health_says_how_long_ago_each_target_was_complete(meibo: Any, share: Path, tmp_path: Path) -> None:
    """0 while every target, or every one that is named, was scanned completely in time; else 3."""
    other = tmp_path / "other"
    other.mkdir()
    (share / "a.txt").write_text("hello\n")
    (other / "broken.zip").write_bytes(b"PK\x03\x04")
    assert meibo("scan", share, other).returncode == 3
    done = meibo("doctor", "--health", "--format", "json")
    assert done.returncode == 3
    rows = {row["target"]: row for row in json.loads(done.stdout)}
    keys = ("healthy", "last_complete_scan", "last_complete_hours", "last_scan", "last_scan_state", "last_scan_faults")
    assert [rows[share.as_uri()][key] for key in keys] == [True, 1, 0.0, 1, "finished", 0]
    assert [rows[other.as_uri()][key] for key in keys] == [False, None, None, 1, "finished", 1]
    named = meibo("doctor", "--health", share)
    assert (named.returncode, "the last complete scan was 0.0 hours ago (scan 1)" in named.stdout) == (0, True)
    assert meibo("doctor", "--health", share, "--max-age", "0.00001h").returncode == 3
    never = meibo("doctor", "--health", tmp_path / "never", "--lang", "ja")
    assert (never.returncode, "完了した走査はまだありません" in never.stdout) == (3, True)
    assert meibo("doctor", "--health", "--max-age", "soon").returncode == 2
