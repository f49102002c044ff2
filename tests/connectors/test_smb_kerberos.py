"""Logging in with a Kerberos ticket and no password: a real realm, and a Samba that belongs to it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from meibo_connectors.base import ConnectorError
from meibo_connectors.model import Audience, Entry
from meibo_connectors.options import Options, SmbOptions
from meibo_connectors.registry import connect, parse_target
from servers.kerberos import REALM, Kerberos
from servers.samba import USER, Samba

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meibo_connectors.base import Connector

pytestmark = pytest.mark.slow  # needs packages that nothing else needs

PASSWORD = "Ticket 2026"  # noqa: S105 - of the realm only: Samba knows another one
CONTENT = "氏名,電話\n".encode()


@pytest.fixture(scope="module")
def realm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kerberos]:
    realm = Kerberos(tmp_path_factory.mktemp("kerberos")).start()
    realm.add_user(USER, PASSWORD)
    yield realm
    realm.stop()


@pytest.fixture(scope="module")
def samba(realm: Kerberos) -> Iterator[Samba]:
    keytab = str(realm.add_service("cifs/localhost"))
    accepts = {"realm": REALM, "kerberos method": "dedicated keytab", "dedicated keytab file": keytab}
    with tempfile.TemporaryDirectory(prefix="meibo-") as name:  # which users may pass, unlike pytest's folders
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "share").mkdir(mode=0o755)
        (folder / "share" / "名簿.csv").write_bytes(CONTENT)
        server = Samba(folder / "state", {"share": folder / "share"}, {"global": accepts}).start()
        yield server
        server.stop()


def connect_with(
    environment: dict[str, str], samba: Samba, options: SmbOptions, patch: pytest.MonkeyPatch
) -> Connector:
    """A connector of somebody who runs meibo in that environment."""
    for name, value in environment.items():
        patch.setenv(name, value)
    uri = samba.uri("share").replace("127.0.0.1", "localhost")  # a ticket is for a name, never for an address
    return connect(parse_target(uri), Options(smb=options))


@pytest.mark.parametrize("auth", ["negotiate", "kerberos"])
@pytest.mark.parametrize("username", ["", f"{USER}@{REALM}"])
@pytest.mark.parametrize("encrypts", [False, True])
def test_a_ticket_is_enough_to_list_and_read(
    auth: str, username: str, encrypts: bool, realm: Kerberos, samba: Samba, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = SmbOptions(username=username, auth=auth, encrypts=encrypts)  # type: ignore[arg-type]
    connector = connect_with(realm.log_in(USER, PASSWORD), samba, options, monkeypatch)
    entries = [item for item in connector.list(lambda _: False) if isinstance(item, Entry)]
    assert [entry.path for entry in entries] == ["名簿.csv"]
    with connector.open("名簿.csv") as stream:
        assert stream.read() == CONTENT
        shown = connector.describe(stream, "名簿.csv")
    assert shown.owner == r"Unix User\root"
    assert shown.access.audience is Audience.EVERYONE
    connector.close()


def test_a_password_gets_a_ticket(realm: Kerberos, samba: Samba, monkeypatch: pytest.MonkeyPatch) -> None:
    options = SmbOptions(username=f"{USER}@{REALM}", password=PASSWORD, auth="kerberos")
    connector = connect_with(realm.environment, samba, options, monkeypatch)
    assert [item.path for item in connector.list(lambda _: False)] == ["名簿.csv"]
    connector.close()


def test_without_a_ticket_nobody_is_logged_in(realm: Kerberos, samba: Samba, monkeypatch: pytest.MonkeyPatch) -> None:
    for options in (SmbOptions(), SmbOptions(auth="kerberos"), SmbOptions(username=f"{USER}@{REALM}")):
        assert refusal_of(connect_with(realm.environment, samba, options, monkeypatch)) == "login-failed"


@pytest.mark.parametrize("auth", ["negotiate", "kerberos"])
def test_says_when_the_package_for_tickets_is_missing(auth: str, realm: Kerberos, samba: Samba) -> None:
    program = """if True:
        import sys
        sys.modules["gssapi"] = sys.modules["krb5"] = None
        from meibo_connectors.base import ConnectorError
        from meibo_connectors.options import SmbOptions
        from meibo_connectors.smb_session import SmbSession
        try:
            SmbSession("localhost", int(sys.argv[1]), SmbOptions(auth=sys.argv[2])).connect()
        except ConnectorError as error:
            print(error.code, error.detail)
    """
    command = [sys.executable, "-c", program, str(samba.port), auth]
    said = subprocess.run(command, env={**os.environ, **realm.environment}, check=True, capture_output=True, text=True)
    assert said.stdout == "login-failed no-gssapi\n"


def test_an_expired_ticket_is_no_ticket(realm: Kerberos, samba: Samba, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = realm.log_in(USER, PASSWORD, lifetime="1s")
    time.sleep(2)
    assert refusal_of(connect_with(environment, samba, SmbOptions(), monkeypatch)) == "login-failed"


def test_a_wrong_password_gets_no_ticket(realm: Kerberos, samba: Samba, monkeypatch: pytest.MonkeyPatch) -> None:
    options = SmbOptions(username=f"{USER}@{REALM}", password="wrong", auth="kerberos")  # noqa: S106
    assert refusal_of(connect_with(realm.environment, samba, options, monkeypatch)) == "login-failed"


def refusal_of(connector: Connector) -> str:
    """The code with which the listing is refused; nothing of the library's message comes with it."""
    with pytest.raises(ConnectorError) as refused:
        list(connector.list(lambda _: False))
    connector.close()
    assert refused.value.__suppress_context__
    assert REALM not in refused.value.detail
    return refused.value.code
