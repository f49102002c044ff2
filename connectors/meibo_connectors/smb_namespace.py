"""Where each path of a target lies: on a share of its server, or where DFS refers to ([MS-DFSC])."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from smbprotocol.dfs import DFSReferralRequest, DFSReferralResponse
from smbprotocol.ioctl import CtlCode, IOCTLFlags, SMB2IOCTLRequest, SMB2IOCTLResponse

from meibo_connectors.base import ConnectorError
from meibo_connectors.smb_errors import BAD_NETWORK_NAME, PATH_NOT_COVERED, name_status, refusal
from meibo_connectors.smb_session import SmbSession
from meibo_connectors.smb_share import SmbShare
from meibo_connectors.smb_wire import wire_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meibo_connectors.options import SmbOptions
    from meibo_connectors.smb_messages import Message, Reply

MOST_REFERRALS: Final = 8
"""One after another for a path; more go in a circle."""
_ANSWER_BYTES: Final = 56 * 1024
_NO_HANDLE: Final = b"\xff" * 16


class Spot(NamedTuple):
    """A share, and a path in it as bytes joined by ``/``."""

    share: SmbShare
    path: bytes

    @property
    def wire(self) -> bytes:
        """The path as the server takes it; raises ValueError for one that no listing shows."""
        return wire_of(self.path)


class Namespace:
    """All that can be reached from one server, whose shares are the first names of paths; used by several threads."""

    def __init__(self, server: str, port: int, options: SmbOptions) -> None:
        self.home = SmbSession(server, port, options)
        self._sessions = {server.casefold(): self.home}
        self._shares: dict[bytes, SmbShare] = {}
        self._links: dict[bytes, Spot] = {}
        self._lock = threading.Lock()

    def ask(self, path: bytes, build: Callable[[bytes], Sequence[Message]]) -> tuple[Spot, list[Reply]]:
        """The replies about a path, and where they come from: referrals are followed.

        Raises ConnectorError, and ValueError for a path that no listing shows.
        """
        for _ in range(MOST_REFERRALS):
            spot = self.locate(path)
            try:
                replies = spot.share.ask(spot.wire, build)
            except ConnectorError as error:
                if error.detail != name_status(BAD_NETWORK_NAME) or not self._follow(path, spot, is_root=True):
                    raise
                continue
            if replies[0].status != PATH_NOT_COVERED:
                return spot, replies
            self._follow(path, spot, is_root=False)
        raise ConnectorError("loop", "DFS")

    def locate(self, path: bytes) -> Spot:
        """Where a path lies, as far as referrals have told."""
        link = b""
        for known in self._links:
            if len(known) > len(link) and (path == known or path.startswith(known + b"/")):
                link = known
        if link:
            spot = self._links[link]
            return Spot(spot.share, _join(spot.path, path[len(link) + 1 :]))
        name, _, rest = path.partition(b"/")
        share = self._shares.get(name)
        if share is None:
            share = self._shares[name] = SmbShare(self.home, name.decode())
        return Spot(share, rest)

    def close(self) -> None:
        """Log off everywhere."""
        with self._lock:
            sessions = list(self._sessions.values())
        for session in sessions:
            session.close()

    def _follow(self, path: bytes, spot: Spot, *, is_root: bool) -> bool:
        """Learn where a path lies; whether the server knew. Raises ConnectorError where none of it can be reached."""
        asked = f"\\{spot.share.session.server}\\{spot.share.name}"
        if spot.path and not is_root:
            asked += "\\" + spot.wire.decode("utf-16-le")
        try:
            answer = _ask_for_referral(spot.share.session, asked)
        except ConnectorError:
            if is_root:
                return False
            raise
        entries = [entry for entry in answer["referral_entries"].get_value() if isinstance(entry.network_address, str)]
        rest = asked.encode("utf-16-le")[answer["path_consumed"].get_value() :].decode("utf-16-le").strip("\\")
        link = path.partition(b"/")[0] if is_root else path[: len(path) - len(rest.encode())].rstrip(b"/")
        missed = ConnectorError("unreachable", f"DFS {asked}")
        for entry in entries:
            server, _, below = entry.network_address.strip("\\").partition("\\")
            share, _, folder = below.partition("\\")
            found = SmbShare(self._session(server), share)
            try:
                found.session.retry(found.connect)
            except ConnectorError as error:
                missed = ConnectorError(error.code, f"DFS \\\\{server}\\{share}: {error.detail}")
                continue
            # Another dictionary, since other threads may be going through this one.
            self._links = {**self._links, link: Spot(found, folder.replace("\\", "/").strip("/").encode())}
            return True
        if is_root and not entries:
            return False
        raise missed

    def _session(self, server: str) -> SmbSession:
        """The login at a server; on the port of the first, since a referral names none."""
        with self._lock:
            session = self._sessions.get(server.casefold())
            if session is None:
                session = SmbSession(server, self.home.port, self.home.options)
                self._sessions[server.casefold()] = session
            return session


def _ask_for_referral(session: SmbSession, path: str) -> DFSReferralResponse:
    """What the server says of a path of the form ``\\server\\share\\folder`` ([MS-DFSC] 2.2.2)."""
    request = DFSReferralRequest()
    request["request_file_name"] = path
    message = SMB2IOCTLRequest()
    message["ctl_code"] = CtlCode.FSCTL_DFS_GET_REFERRALS
    message["file_id"] = _NO_HANDLE
    message["max_output_response"] = _ANSWER_BYTES
    message["flags"] = IOCTLFlags.SMB2_0_IOCTL_IS_FSCTL
    message["buffer"] = request

    def ask() -> DFSReferralResponse:
        tree = session.tree("IPC$")
        connection = tree.session.connection
        try:
            sent = connection.send(message, sid=tree.session.session_id, tid=tree.tree_connect_id)
            received = SMB2IOCTLResponse()
            received.unpack(connection.receive(sent)["data"].get_value())
            answer = DFSReferralResponse()
            answer.unpack(received["buffer"].get_value())
        except Exception as error:  # noqa: BLE001 - whatever the library raises may quote names
            raise refusal(error) from None
        return answer

    return session.retry(ask)


def _join(path: bytes, rest: bytes) -> bytes:
    return b"/".join(filter(None, (path, rest)))
