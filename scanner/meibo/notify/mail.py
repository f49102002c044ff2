"""Mail by SMTP, encrypted by STARTTLS (RFC 3207) or from the start (RFC 8314, section 3.3)."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Final

from meibo.configuration.model import Notification
from meibo.notify.certificates import explain_connection, make_context
from meibo.notify.model import Notice, NotifyError, Secrets
from meibo.notify.wording import write_subject, write_text

_WIDE: Final = SMTP.clone(max_line_length=160)
_NARROW: Final = SMTP.clone(max_line_length=76)
"""A subject in ASCII would be folded before its first word; encoded words keep to 75 characters (RFC 2047, 2)."""


def send(place: Notification, secrets: Secrets, notice: Notice, timeout_s: float) -> None:
    """Hand the mail over; raises NotifyError, also where a server takes it for some of the recipients only."""
    mail = write_mail(place, notice)
    try:
        with _connect(place, timeout_s) as server:
            if secrets.smtp_username and place.security != "none":
                _log_in(server, secrets)
            refused = server.send_message(mail, place.sender, place.recipients)
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
    except smtplib.SMTPServerDisconnected:
        raise NotifyError("notify-unreachable", "SMTPServerDisconnected") from None
    except smtplib.SMTPResponseException as error:
        raise NotifyError("notify-refused", f"SMTP {error.smtp_code}") from None
    except smtplib.SMTPException as error:
        raise NotifyError("notify-refused", type(error).__name__) from None
    except OSError as error:
        raise explain_connection(error) from None
    if refused:
        codes = ", ".join(sorted({str(code) for code, _ in refused.values()}))
        raise NotifyError("notify-refused", f"SMTP {codes}: {len(refused)}/{len(place.recipients)}")


def write_mail(place: Notification, notice: Notice) -> EmailMessage:
    """The whole mail; answering machines leave it alone (RFC 3834, section 5)."""
    subject = write_subject(notice)
    mail = EmailMessage(policy=_WIDE if subject.isascii() else _NARROW)
    mail["From"] = place.sender
    mail["To"] = ", ".join(place.recipients)
    mail["Subject"] = subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain=place.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(write_text(notice, has_paths=place.paths))
    return mail


def _connect(place: Notification, timeout_s: float) -> smtplib.SMTP:
    if place.security == "tls":
        context = make_context(place.ca_file)
        return smtplib.SMTP_SSL(place.server, place.port, timeout=timeout_s, context=context)
    server = smtplib.SMTP(place.server, place.port, timeout=timeout_s)
    if place.security == "starttls":
        try:
            server.starttls(context=make_context(place.ca_file))
        except smtplib.SMTPResponseException as error:
            server.close()
            raise NotifyError("notify-unencrypted", f"SMTP {error.smtp_code}") from None
        except smtplib.SMTPException as error:  # no STARTTLS is offered: nothing goes out in the clear
            server.close()
            raise NotifyError("notify-unencrypted", type(error).__name__) from None
        except (OSError, NotifyError):
            server.close()
            raise
    return server


def _log_in(server: smtplib.SMTP, secrets: Secrets) -> None:
    try:
        server.login(secrets.smtp_username, secrets.smtp_password)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPResponseException as error:
        raise NotifyError("notify-login", f"SMTP {error.smtp_code}") from None
    except (smtplib.SMTPException, UnicodeError) as error:
        raise NotifyError("notify-login", type(error).__name__) from None
