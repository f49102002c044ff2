"""A mail server on loopback that asks for STARTTLS and a login, with a certificate of its own authority."""

from __future__ import annotations

import email
import ssl
import subprocess
from email import policy
from typing import TYPE_CHECKING, Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

USERNAME: Final = "meibo"
PASSWORD: Final = "sesame-7391-kanaria"  # noqa: S105 - of this server alone
REFUSED: Final = "nobody@example.jp"
"""A recipient that the server does not take."""


class _Controller(Controller):
    """Knows its port once it listens."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """Keeps what it is sent: the text as it came, and as it is read."""

    def __init__(self, certificate: Path, *, offers_tls: bool = True) -> None:
        self.raw: list[bytes] = []
        context = None
        if offers_tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
        self._controller = _Controller(
            self, hostname="127.0.0.1", port=0, ready_timeout=10, server_hostname="mail.example.jp",
            tls_context=context, require_starttls=offers_tls, auth_required=offers_tls, auth_require_tls=True,
            authenticator=_log_in,
        )  # fmt: skip

    @property
    def port(self) -> int:
        """Where it listens, once it has started."""
        port: int = self._controller.port
        return port

    @property
    def mails(self) -> list[EmailMessage]:
        """What came, parsed."""
        return [email.message_from_bytes(raw, policy=policy.default) for raw in self.raw]

    def start(self) -> MailServer:
        """Listen, in a thread."""
        self._controller.start()
        return self

    def stop(self) -> None:
        """Close."""
        self._controller.stop()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        """One recipient."""
        if address == REFUSED:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """One mail."""
        self.raw.append(envelope.content)
        return "250 OK"


def _log_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


def make_certificate(folder: Path) -> Path:
    """A key and a certificate for loopback in one file, which is its own authority."""
    place = folder / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
         "-keyout", place, "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    place.write_text(place.read_text() + (folder / "certificate.pem").read_text())
    return place
