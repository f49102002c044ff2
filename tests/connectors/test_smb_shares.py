"""The shares that a server has, as it lists them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meibo_connectors import smb_names, smb_shares
from meibo_connectors.base import ConnectorError
from meibo_connectors.options import SmbOptions
from meibo_connectors.smb_session import SmbSession
from meibo_connectors.smb_shares import list_shares
from servers.samba import PASSWORD, USER, Samba

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MANY = tuple(f"部門{number:03}" for number in range(200))
"""Their list doesn't fit in one message."""


@pytest.fixture(scope="module")
def samba(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samba]:
    folder = tmp_path_factory.mktemp("samba")
    names = ("経理", "Plans$", "C$", "print$", "secret", "unseen", *MANY)
    options = {"secret": {"valid users": "root"}, "unseen": {"browseable": "no"}}
    server = Samba(folder / "state", dict.fromkeys(names, folder), options).start()
    yield server
    server.stop()


@pytest.fixture
def session(samba: Samba) -> Iterator[SmbSession]:
    session = SmbSession("127.0.0.1", samba.port, SmbOptions(USER, PASSWORD))
    yield session
    session.close()


def test_lists_what_holds_files(session: SmbSession) -> None:
    shares = list_shares(session)
    assert shares.names == ("Plans$", "secret", "経理", *MANY)  # ``secret`` too: whoever can't read it must hear so
    assert shares.hidden == 1
    assert shares.left_out == ("C$", "IPC$", "print$")


def test_lists_over_an_encrypted_session(samba: Samba) -> None:
    session = SmbSession("127.0.0.1", samba.port, SmbOptions(USER, PASSWORD, encrypts=True))
    assert "経理" in list_shares(session).names
    session.close()


def test_lists_again_after_the_connection_broke(session: SmbSession) -> None:
    before = list_shares(session)
    session.connect().connection.drop()
    assert list_shares(session) == before


def test_a_server_that_refuses_is_an_error_and_no_server_without_shares(samba: Samba) -> None:
    session = SmbSession("127.0.0.1", samba.port, SmbOptions(USER, "wrong"))
    with pytest.raises(ConnectorError) as refused:
        list_shares(session)
    assert refused.value.code == "login-failed"
    session.close()


class OtherServer:
    """A server that answers calls with any bytes; stands for the session and for its pipe."""

    answers: Sequence[bytes] = ()

    def __init__(self, *_: Any) -> None:
        self._next = iter(self.answers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def call(self, *_: Any) -> bytes:
        return next(self._next, b"")

    def retry(self, action: Any) -> Any:
        return action()


def u32(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def answer(name: str, status: int, resume: int) -> bytes:
    """One disk share of NetrShareEnum."""
    text = u32(len(name), 0, len(name)) + name.encode("utf-16-le") + bytes(-2 * len(name) % 4)
    return u32(1, 1, 1, 1, 1, 1, 1, 0, 0) + text + u32(2, 1, resume, status)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ([answer("経理", 234, 1), answer("総務", 0, 0)], ("経理", "総務")),
        ([answer("経理", 234, 1), answer("経理", 234, 2)], "io-error"),  # nothing new: it would go on for ever
        ([answer("経理", 234, 0)], "io-error"),
        ([answer("経理", 5, 0)], "permission-denied"),
        ([u32(1, 1, 0, 0, 0, 0)], ()),
        ([b""], "io-error"),
        ([u32(1, 1, 1, 1000, 1, 1000, 1)], "io-error"),
    ],
)
def test_long_and_broken_answers(
    answers: list[bytes], outcome: tuple[str, ...] | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = type("Server", (OtherServer,), {"answers": answers})
    monkeypatch.setattr(smb_shares, "RpcPipe", server)
    try:
        found: object = list_shares(server()).names
    except ConnectorError as error:
        found = error.code
    assert found == outcome


@given(st.lists(st.binary(max_size=120) | st.just(u32(*[1] * 24)), max_size=3))
def test_no_answer_raises_anything_else(answers: list[bytes]) -> None:
    server = type("Server", (OtherServer,), {"answers": answers})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smb_shares, "RpcPipe", server)
        patch.setattr(smb_names, "RpcPipe", server)
        with pytest.raises(ConnectorError):
            list_shares(server())
        assert smb_names.SidNames(server())(["S-1-5-21-1-2-3-1107"]) == {}
