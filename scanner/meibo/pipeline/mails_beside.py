"""Passwords out of the mails that lie in the same folder as an encrypted file: the file and its password are mailed one
after the other (PPAP), and kept side by side."""

from __future__ import annotations

from typing import Final

from meibo.extraction.inside import read_head
from meibo.extraction.mail.mailed_passwords import find_passwords
from meibo.extraction.model import suffix_of
from meibo.extraction.sniffing.sniff import sniff
from meibo.pipeline.holding import hold
from meibo.pipeline.paced_reading import Pace
from meibo.pipeline.parser import Parser
from meibo.pipeline.parser_model import Request
from meibo_connectors.base import Connector, ConnectorError
from meibo_connectors.names import file_name
from meibo_detectors.model import Block

MOST_MAILS: Final = 50
"""Of one folder, the last ones by name."""
MOST_MAIL_BYTES: Final = 4 << 20
"""A larger mail carries files, not a password."""
_SUFFIXES: Final = (".eml", ".msg", ".txt")


class MailsBeside:
    """Looks for passwords folder by folder; what was found in the last folder is kept for its next file."""

    def __init__(self, parser: Parser, pace: Pace | None = None) -> None:
        self._parser = parser
        self._pace = pace
        self._folder: tuple[Connector, str] | None = None
        self._found: tuple[str, ...] = ()

    def find(self, connector: Connector, path: str) -> tuple[str, ...]:
        """Words of the mails beside a file that may be passwords, those of the last mail first.

        Raises ConnectorError where the server has stopped answering.
        """
        folder = (connector, path.rpartition("/")[0])
        if folder != self._folder:
            beside = [other for other in connector.list_beside(path) if suffix_of(other) in _SUFFIXES]
            words = [word for mail in beside[-MOST_MAILS:] for word in self._read(connector, mail)]
            self._folder, self._found = folder, tuple(dict.fromkeys(words))
        return self._found

    def close(self) -> None:
        """End the process of the parser."""
        self._parser.close()

    def _read(self, connector: Connector, path: str) -> list[str]:
        """The words of one mail; one that cannot be read is told when its own turn comes."""
        if self._pace is not None:
            self._pace.pay(0, files=1)
        try:
            with connector.open(path) as raw:
                size_bytes = connector.describe(raw, path).size_bytes
                if self._pace is not None:
                    self._pace.pay(min(size_bytes, MOST_MAIL_BYTES))
                if size_bytes > MOST_MAIL_BYTES:
                    return []
                name = file_name(path)
                head = read_head(raw, size_bytes)
                raw.seek(0)
                request = Request(name, sniff(head, name).id, size_bytes)
                with hold(raw, size_bytes) as file:
                    items = list(self._parser.read(request, file))
        except (ConnectorError, OSError) as error:
            if isinstance(error, ConnectorError) and error.is_outage:
                raise  # were the file taken for encrypted, the next scan would not read it again
            return []
        return [word for item in items if isinstance(item, Block) for word in find_passwords(item.text.decode())]
