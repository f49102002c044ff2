"""``meibo serve``: the inventory in a browser of this machine."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meibo.cli.choosing import find_risk_rules, open_scan
from meibo.cli.marking import find_person
from meibo.cli.options import Parser, UsageError, add_inventory, add_key, merge
from meibo.cli.terminal import Terminal
from meibo.configuration.scan_table import LEVELS

if TYPE_CHECKING:
    import socket

    from meibo.web.settings import Settings

DEFAULTS: Final[dict[str, Any]] = {
    "inventory": Path("meibo.db"), "scan": None, "port": 0, "triage": False, "no_open": False,
    "min_confidence": "medium",
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """The command's arguments."""
    add_inventory(parser)
    add_key(parser)
    parser.add_argument("--config", metavar="FILE", type=Path, help=parser.say("option-config"))
    parser.add_argument("--scan", metavar="N", type=int, help=parser.say("option-scan"))
    parser.add_argument("--min-confidence", choices=tuple(LEVELS), help=parser.say("option-least-shown"))
    parser.add_argument("--port", metavar="N", type=port, help=parser.say("option-port"))
    parser.add_argument("--triage", action="store_true", help=parser.say("option-serve-triage"))
    parser.add_argument("--no-open", action="store_true", help=parser.say("option-no-open"))


def run(given: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until Ctrl-C."""
    from meibo.cli.recording import record_act
    from meibo.inventory.audit import Act
    from meibo.reports.workplace import temporary_folder
    from meibo.web.serving import ENDINGS, open_socket
    from meibo.web.settings import Settings

    options = merge(given, DEFAULTS, terminal)
    reader, scan = open_scan(options.inventory, options.scan)
    try:
        rules = find_risk_rules(reader, scan, options.configuration)
        titles = {rule.id: rule.title for rule in reader.known_rules(scan)}
    finally:
        reader.close()
    try:
        listening = open_socket(options.port)
    except OSError as error:
        raise UsageError("error-serve-port", port=options.port, why=error.strerror) from None
    for number in ENDINGS:
        signal.signal(number, signal.default_int_handler)  # so that the folder goes, whenever it comes
    with contextlib.suppress(KeyboardInterrupt), listening, temporary_folder("meibo-serve-") as folder:
        settings = Settings(
            inventory=options.inventory.absolute(), scan=scan, language=terminal.language,
            least_score=LEVELS[options.min_confidence], rules=rules, folder=folder, is_triage=options.triage,
            person=_name_person(), titles=titles,
            key_file=options.key_file,
        )  # fmt: skip
        details = {"scan": scan, "port": listening.getsockname()[1], "triage": options.triage}
        record_act(options, Act("serve-begin", details), terminal)
        try:
            _serve(settings, listening, terminal, opens=not options.no_open)
        finally:
            record_act(options, Act("serve-end", details), terminal)
    return 0


def _serve(settings: Settings, listening: socket.socket, terminal: Terminal, *, opens: bool) -> None:
    from meibo.extraction.describe import describe_exception
    from meibo.web.serving import HOST, serve
    from meibo.web.site import Site

    def tell_address() -> str:
        link = f"http://{HOST}:{listening.getsockname()[1]}/login?token={site.sessions.make_token()}"
        terminal.print(link)
        terminal.flush()
        return link

    def start() -> None:
        terminal.note(terminal.say("serve-open"))
        link = tell_address()
        terminal.note(terminal.say("serve-stop"))
        if opens and _has_display():
            threading.Thread(target=_open_browser, args=(link, settings.folder), daemon=True).start()
        if sys.stdin is not None and sys.stdin.isatty():
            threading.Thread(target=_give_anew, args=(tell_address,), daemon=True).start()

    site = Site(settings)
    try:
        serve(site, listening, start, lambda error: terminal.error("error-internal", detail=describe_exception(error)))
    finally:
        site.close()


def port(text: str) -> int:
    """A number of a port, for the parser."""
    if not 0 < (number := int(text)) < 65_536:
        raise ValueError
    return number


def _name_person() -> str:
    """Who has logged in; empty where nobody has, and the form asks."""
    with contextlib.suppress(UsageError):
        return find_person("")
    return ""


def _has_display() -> bool:
    """Whether a browser could show itself: not on a server that somebody is logged in to from elsewhere."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(link: str, folder: Path) -> None:
    """Open the browser by a file that leads on: everybody on this machine can see what a program is started with."""
    page = folder / "open.html"
    with os.fdopen(os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.write(f'<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={link}">')
    webbrowser.open(page.as_uri())


def _give_anew(tell_address: Callable[[], str]) -> None:
    """Print a new address for each line that is typed."""
    while sys.stdin.readline():
        tell_address()
