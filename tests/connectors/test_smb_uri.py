"""How shares are named: addresses, and the two backslashes of Windows."""

from __future__ import annotations

import pytest

from meibo_connectors.registry import parse_target
from meibo_connectors.smb_uri import SmbPlace, place_of


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("smb://server/share", "smb://server/share"),
        ("SMB://Server/Share/", "smb://server/Share"),
        ("smb://server:445/share", "smb://server/share"),
        ("smb://server:1445/share//a/", "smb://server:1445/share/a"),
        ("smb://server", "smb://server/"),
        ("smb://server/share/営業 部", "smb://server/share/%E5%96%B6%E6%A5%AD%20%E9%83%A8"),
        ("smb://server/share/%E5%96%B6%E6%A5%AD%20%E9%83%A8", "smb://server/share/%E5%96%B6%E6%A5%AD%20%E9%83%A8"),
        ("smb://[fe80::1]:1445/share", "smb://[fe80::1]:1445/share"),
        (r"smb://server\share\a", "smb://server/share/a"),
        (r"\\server\share\営業 部", "smb://server/share/%E5%96%B6%E6%A5%AD%20%E9%83%A8"),
        (r"\\server\share$\100%41", "smb://server/share%24/100%2541"),
        (r"\\server", "smb://server/"),
        ("smb://server/share/a@b", "smb://server/share/a%40b"),
        ("smb://server/share/#1", "smb://server/share/%231"),
    ],
)
def test_each_spelling_has_one_address(text: str, uri: str) -> None:
    """Case of the server, port, slashes and escapes do not make another target; the address is its own spelling."""
    assert parse_target(text).uri == uri
    assert parse_target(uri).uri == uri


@pytest.mark.parametrize(
    "text",
    [
        "smb://",
        "smb:///share",
        "smb://tanaka@server/share",
        "smb://tanaka:Geheim1@server/share",
        "smb://EXAMPLE%5Ctanaka:Geheim1@server/share",
        "smb://server:0/share",
        "smb://server:99999/share",
        "smb://server:Geheim1/share",
        "smb://server/share/../Geheim1",
        "smb://server/share/Geheim1*",
        "smb://server/share/Geheim1:stream",
        "smb://server/share/%FFGeheim1",
    ],
)
def test_what_is_no_address_is_refused_without_quoting_it(text: str) -> None:
    """A password in an address is refused, and no part of it comes back."""
    with pytest.raises(ValueError, match=r"smb://|server") as caught:
        parse_target(text)
    assert "Geheim1" not in str(caught.value)
    assert "tanaka" not in str(caught.value)


def test_place_holds_names_as_they_are() -> None:
    """What an address names, decoded."""
    assert place_of("smb://server:1445/share%24/%E5%96%B6") == SmbPlace("server", 1445, "share$/営")
