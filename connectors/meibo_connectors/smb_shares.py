"""The shares of a server: NetrShareEnum of [MS-SRVS] 3.1.4.8, as every user may ask for them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from meibo_connectors.base import ConnectorError
from meibo_connectors.smb_ndr import REFERENT, NdrError, NdrReader, pack_u32
from meibo_connectors.smb_rpc import Interface, RpcPipe
from meibo_connectors.smb_session import SmbSession

_SERVER_SERVICE: Final = Interface("srvsvc", "4b324fc8-1670-01d3-1278-5a47bf6ee188", 3)
_SHARE_ENUM: Final = 15
_ANSWER_BYTES: Final = 1 << 20
_ACCESS_DENIED, _MORE_DATA = 5, 234
_DISK, _KIND = 0, 0xFF  # the other bits of a kind say that it is special or temporary, or how it is clustered
_ADMINISTRATIVE: Final = re.compile(r"[A-Z]\$|ADMIN\$|IPC\$|PRINT\$|FAX\$", re.IGNORECASE)


class Shares(NamedTuple):
    """What a server shares."""

    names: tuple[str, ...]
    """Those that hold files and are not there for administrators only, in the order of a listing."""
    hidden: int
    """How many of these end in ``$``, which hides them from those who look around."""
    left_out: tuple[str, ...]
    """Whole drives and what else only administrators may use, printers and pipes."""


def list_shares(session: SmbSession) -> Shares:
    """The shares of the server; raises ConnectorError where it doesn't tell."""
    return session.retry(lambda: _ask(session))


def _ask(session: SmbSession) -> Shares:
    kinds: dict[str, int] = {}
    resume = 0
    with RpcPipe(session, _SERVER_SERVICE) as pipe:
        while True:
            # No server name; level 1 with an empty container; as much as a message holds, from where the last ended.
            arguments = pack_u32(0, 1, 1, REFERENT, 0, 0, _ANSWER_BYTES, REFERENT, resume)
            try:
                found, status, resumed = _read(pipe.call(_SHARE_ENUM, arguments))
            except NdrError:
                raise ConnectorError("io-error", "RPC") from None
            if status not in (0, _MORE_DATA):
                raise ConnectorError("permission-denied" if status == _ACCESS_DENIED else "io-error", f"NET_{status}")
            is_new = found.keys() - kinds.keys()
            kinds.update(found)
            if status == 0:
                return _sort(kinds)
            if not is_new or resumed == resume:  # it says that there is more, and doesn't give it
                raise ConnectorError("io-error", "NET_234")
            resume = resumed


def _sort(kinds: dict[str, int]) -> Shares:
    names = sorted(kinds, key=lambda name: f"{name}/".encode("utf-8", "replace"))
    kept = [name for name in names if kinds[name] & _KIND == _DISK and not _ADMINISTRATIVE.fullmatch(name)]
    hidden = sum(name.endswith("$") for name in kept)
    return Shares(tuple(kept), hidden, tuple(name for name in names if name not in set(kept)))


def _read(answer: bytes) -> tuple[dict[str, int], int, int]:
    """Kinds by name, status, and where to go on (SHARE_INFO_1_CONTAINER, 2.2.4.33)."""
    reader = NdrReader(answer)
    if reader.u32() != 1 or reader.u32() != 1:
        raise NdrError("level")
    kinds: dict[str, int] = {}
    has_container = reader.u32()
    if has_container:
        kinds = _read_container(reader)
    reader.u32()  # how many there are in all
    has_resume = reader.u32()
    resume = reader.u32() if has_resume else 0
    return kinds, reader.u32(), resume


def _read_container(reader: NdrReader) -> dict[str, int]:
    reader.u32()  # how many: said again by the array
    if not reader.u32():
        return {}
    rows = [(reader.u32(), reader.u32(), reader.u32()) for _ in range(reader.count(12))]
    kinds: dict[str, int] = {}
    for name_at, kind, remark_at in rows:
        name = reader.text() if name_at else ""
        if remark_at:
            reader.text()
        if name:
            kinds[name] = kind
    return kinds
