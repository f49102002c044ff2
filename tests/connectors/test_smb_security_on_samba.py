"""What is said of readers, beside whom Samba really lets in: the rows of ``security_cases.toml``, set on a file."""

from __future__ import annotations

import re
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from smbprotocol.exceptions import AccessDenied
from smbprotocol.open import (
    CreateDisposition,
    ImpersonationLevel,
    Open,
    SMB2QueryInfoRequest,
    SMB2QueryInfoResponse,
    SMB2SetInfoRequest,
)

from connectors.sddl import write_sddl
from meibo_connectors.model import Access, Audience
from meibo_connectors.options import Options, SmbOptions
from meibo_connectors.registry import connect, parse_target
from meibo_connectors.smb_descriptor import parse
from meibo_connectors.smb_security import read_security
from meibo_connectors.smb_session import SmbSession
from servers.samba import PASSWORD, Samba

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = tomllib.loads((Path(__file__).parent / "security_cases.toml").read_text())["rows"]
ROWS = [pytest.param(sddl, id=why) for rows in TABLE.values() for why, sddl, *_ in rows if "D:" in sddl]

OWNER, MEMBER, STRANGER = USERS = ("games", "news", "uucp")
PEOPLE = {
    "{sales}": "S-1-22-2-9",  # the group news, with its one member
    "{temps}": "S-1-22-2-13",  # the group proxy, with none of the three
    "{gone}": "S-1-5-21-1004336348-1177238915-682003330-1300",
    "S-1-22-2-1000": "S-1-22-2-9",
    "S-1-22-2-100)": "S-1-22-2-9)",
    "S-1-22-1-1000": "{sato}",
}
WITHOUT_MEMBERS = re.compile(
    r"\(A;\w*;\w+;;;(BU|DU|DC|BG|DG|LG|AN|RU|IU|PU|S-1-12-[-\d]+)\)"  # none of the three came so, or belongs to these
    r"|\([XO]A"  # Samba weighs no conditions, and no properties
    r"|\(D;;FR;;;AU\)\(A;;FR;;;WD\)"  # what remains are guests
)


class SharedFile:
    """A file of one user, whose list of readers alone decides who reads."""

    def __init__(self, samba: Samba) -> None:
        self.sessions = {user: SmbSession("127.0.0.1", samba.port, SmbOptions(user, PASSWORD)) for user in USERS}
        self._open(OWNER, 0x1F01FF, CreateDisposition.FILE_CREATE).close()
        self.owner = parse(self.read_descriptor()).owner

    def lets_in(self, user: str) -> bool:
        """Whether the user can open it to read."""
        try:
            self._open(user, 0x1).close()
        except AccessDenied:
            return False
        return True

    def set_list(self, sddl: str) -> None:
        """As the owner."""
        request = SMB2SetInfoRequest()
        request["buffer"] = write_sddl(sddl)
        self._ask(request, 0x60000, 0x4)

    def read_descriptor(self) -> bytes:
        """As the owner."""
        request = SMB2QueryInfoRequest()
        request["output_buffer_length"] = 65536
        response = SMB2QueryInfoResponse()
        response.unpack(self._ask(request, 0x20000, 0x7)["data"].get_value())
        return bytes(response["buffer"].get_value())

    def _ask(self, request: Any, access: int, parts: int) -> Any:
        request["info_type"] = 3
        request["additional_information"] = parts
        opened = self._open(OWNER, access)
        request["file_id"] = opened.file_id
        tree = opened.tree_connect
        response = opened.connection.receive(
            opened.connection.send(request, tree.session.session_id, tree.tree_connect_id)
        )
        opened.close()
        return response

    def _open(self, user: str, access: int, disposition: int = CreateDisposition.FILE_OPEN) -> Any:
        opened = Open(self.sessions[user].tree("share"), "名簿.csv")
        opened.create(ImpersonationLevel.Impersonation, access, 0, 7, disposition, 0x40)
        return opened


@pytest.fixture(scope="module")
def file() -> Iterator[SharedFile]:
    only_list = {"acl_xattr:ignore system acls": "yes"}
    with tempfile.TemporaryDirectory(prefix="meibo-") as name:  # which users may pass, unlike pytest's folders
        folder = Path(name)
        folder.chmod(0o755)
        share = folder / "share"
        share.mkdir()
        share.chmod(0o777)
        samba = Samba(folder / "state", {"share": share}, {"share": only_list}, USERS).start()
        shared = SharedFile(samba)
        yield shared
        for session in shared.sessions.values():
            session.close()
        samba.stop()


@pytest.mark.parametrize("sddl", ROWS)
def test_samba_lets_in_whom_the_audience_names(sddl: str, file: SharedFile) -> None:
    readers = sddl[sddl.index("D:") :]
    for word, sid in PEOPLE.items():
        readers = readers.replace(word, sid)
    file.set_list(readers.replace("{sato}", file.owner))
    owner, access = read_security(file.read_descriptor())
    assert owner == file.owner

    let_in = {user for user in USERS if file.lets_in(user)}
    measured = Audience.EVERYONE if STRANGER in let_in else Audience.GROUPS if MEMBER in let_in else Audience.OWNER
    if access.audience is Audience.UNKNOWN:
        return
    ranks = [Audience.OWNER, Audience.GROUPS, Audience.EVERYONE]
    assert ranks.index(access.audience) >= ranks.index(measured)
    if not WITHOUT_MEMBERS.search(sddl):
        assert access.audience == measured


def test_file_is_read_also_where_its_readers_may_not_be_asked(file: SharedFile) -> None:
    """The right to read data is enough; without READ_CONTROL, who else can read is unknown, and the reason is said."""
    file.set_list("D:(A;;0x100081;;;S-1-22-1-9)")
    session = file.sessions[MEMBER]
    target = parse_target(f"smb://{session.server}:{session.port}/share")
    connector = connect(target, Options(smb=session.options))
    for _ in range(2):
        with connector.open("名簿.csv") as stream:
            assert stream.read() == b""
            assert connector.describe(stream, "名簿.csv").access == Access(Audience.UNKNOWN, "READ_CONTROL denied")
    connector.close()
