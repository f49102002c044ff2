"""Names of users and groups, as the server of a share tells them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from meibo_connectors import smb_names
from meibo_connectors.options import SmbOptions
from meibo_connectors.smb_names import BATCH, SidNames
from meibo_connectors.smb_rpc import Interface
from meibo_connectors.smb_session import SmbSession
from servers.samba import PASSWORD, USER, Samba

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def samba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samba]:
    folder = tmp_path_factory.mktemp("samba")
    server = Samba(folder / "state", {"share": folder}).start()
    yield server
    server.stop()


@pytest.fixture
def session(samba: Samba) -> Iterator[SmbSession]:
    session = SmbSession("127.0.0.1", samba.port, SmbOptions(USER, PASSWORD))
    yield session
    session.close()


def own_sid(samba: Samba) -> str:
    """That of the server itself, below which its users are."""
    told = subprocess.run(["net", "-s", samba.config, "getlocalsid"], check=True, capture_output=True, text=True)
    return told.stdout.split()[-1]


def test_names_users_and_groups(session: SmbSession, samba: Samba) -> None:
    own = own_sid(samba)
    asked = ["S-1-22-1-5", "S-1-22-2-9", f"{own}-1000", f"{own}-9999", "S-1-5-21-1-2-3-1107", "S-1-1-0"]
    assert SidNames(session)(asked) == {
        "S-1-22-1-5": r"Unix User\games",
        "S-1-22-2-9": r"Unix Group\news",
        f"{own}-1000": r"FILES\games",
        "S-1-1-0": "Everyone",
    }


def test_names_more_than_one_question_holds(session: SmbSession) -> None:
    sids = [f"S-1-22-2-{number}" for number in range(50_000, 50_000 + 2 * BATCH + 1)]
    assert SidNames(session)(sids) == {sid: rf"Unix Group\{sid.rpartition('-')[2]}" for sid in sids}


def test_the_longest_identifiers_fit_in_a_question(session: SmbSession) -> None:
    numbers = "-".join(["4294967295"] * 14)
    names = SidNames(session)
    assert names([f"S-1-0xFFFFFFFFFFFF-{last}-{numbers}" for last in range(BATCH)]) == {}
    assert names.refusal is None


def test_asks_once(session: SmbSession) -> None:
    names = SidNames(session)
    sids = ["S-1-22-1-5", "S-1-5-21-1-2-3-1107"]
    first = names(sids)
    session.close()
    assert names(sids) == first
    assert names.refusal is None


def test_a_server_that_refuses_is_asked_no_more_and_numbers_stay(
    session: SmbSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        smb_names, "_LOCAL_SECURITY", Interface("no-such-pipe", "12345778-1234-abcd-ef00-0123456789ab", 0)
    )
    names = SidNames(session)
    assert names(["S-1-1-0", "S-1-22-1-5"]) == {"S-1-1-0": "Everyone"}
    assert names.refusal is not None
    monkeypatch.undo()
    assert names(["S-1-22-1-5"]) == {}


@pytest.mark.parametrize(
    ("interface", "code"),
    [
        (Interface("lsarpc", "00000000-0000-0000-0000-000000000001", 0), "permission-denied"),  # not offered there
        (Interface("srvsvc", "4b324fc8-1670-01d3-1278-5a47bf6ee188", 3), "io-error"),  # has no such procedure
    ],
)
def test_another_service_is_a_refusal(
    interface: Interface, code: str, session: SmbSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smb_names, "_LOCAL_SECURITY", interface)
    names = SidNames(session)
    assert names(["S-1-22-1-5"]) == {}
    assert names.refusal is not None
    assert names.refusal.code == code
