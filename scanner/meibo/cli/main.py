"""The entry point: picks the language and the command, and turns errors into messages and exit codes."""

from __future__ import annotations

import os
import sys

from meibo.catalogue.language import choose_language
from meibo.cli.terminal import Terminal, clean

TYPE_CHECKING = False  # the same for typing: the help page takes hardly longer than starting Python
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from meibo.catalogue.language import Language

COMMANDS: Final = (
    "scan", "report", "list", "show", "diff", "detect", "text", "detectors", "demo", "doctor", "run", "schedule",
    "triage", "verify", "whatif", "copies", "retention", "gate", "serve",
)  # fmt: skip
"""Each is a module ``command_<name>`` with ``add_arguments``, ``run`` and, where options have defaults, ``DEFAULTS``;
imported only when it is called."""

USAGE, INCOMPLETE, INTERRUPTED = 2, 3, 130


def run() -> None:
    """The program ``meibo``."""
    from meibo.pipeline.core_dumps import refuse_core_dumps

    refuse_core_dumps()
    # Else each process that is started would look for Python's own modules in the working folder, which may be a share.
    os.environ["PYTHONSAFEPATH"] = "1"
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    terminal = Terminal(_find_language(arguments))
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end
        getattr(sys, name).reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(list(arguments), terminal)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        terminal.hush()
        return 0
    except OSError as error:
        terminal.hush()
        terminal.error("error-output", why=error.strerror)
        return INCOMPLETE


def _run(rest: list[str], terminal: Terminal) -> int:
    before: list[str] = []
    while rest and rest[0].startswith("--lang"):  # the one option that may stand before the command
        size = 1 if "=" in rest[0] else 2
        before, rest = rest[:size], rest[size:]
    if not rest or rest[0] in ("-h", "--help"):
        print(_overview(terminal))
        return 0 if rest else USAGE
    if rest[0] == "--version":
        from meibo import __version__

        print(f"meibo {__version__}")
        return 0
    if rest[0] not in COMMANDS:
        import difflib

        near = difflib.get_close_matches(rest[0], COMMANDS, n=1) or COMMANDS
        terminal.error("error-unknown-command", name=clean(rest[0]), near=", ".join(near))
        terminal.note(terminal.say("error-hint", command="meibo"))
        return USAGE
    return _run_command(rest[0], [*before, *rest[1:]], terminal)


def _run_command(name: str, arguments: Sequence[str], terminal: Terminal) -> int:
    import importlib

    from meibo.cli.options import Parser, UsageError, add_language
    from meibo.inventory.files import InventoryError

    module = importlib.import_module(f"meibo.cli.command_{name}")
    parser = Parser(terminal, prog=f"meibo {name}", description=terminal.say(f"command-{name}"))
    module.add_arguments(parser)
    add_language(parser)
    given = None
    try:
        given = parser.parse(arguments)
        code: int = module.run(given, terminal)
    except UsageError as error:
        terminal.error(error.key, **error.values)
        return USAGE
    except InventoryError as error:
        terminal.error(error.code, subject=error.subject, detail=error.detail)
        return USAGE if error.is_usage else INCOMPLETE
    except BrokenPipeError:
        raise  # only standard output breaks; the caller knows what that means
    except Exception as error:  # noqa: BLE001 - the last resort: a message may hold file content, so only class and place
        if _is_of_memory(error):
            terminal.error("error-memory")
            return INCOMPLETE
        from meibo.cli.blaming import blame

        usual = getattr(module, "DEFAULTS", {}).get("inventory")
        blame(error, getattr(given, "inventory", None) or usual, terminal)
        return INCOMPLETE
    return code


def _is_of_memory(error: Exception) -> bool:
    """Whether the system gave no memory, for an object, a thread or a process."""
    import errno

    if isinstance(error, OSError):
        return error.errno in (errno.ENOMEM, errno.EAGAIN)
    return isinstance(error, MemoryError) or str(error) == "can't start new thread"


def _find_language(arguments: Sequence[str]) -> Language:
    """The language of ``--lang`` wherever it stands, else of the locale."""
    for at, argument in enumerate(arguments):
        value = argument[7:] if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value == "ja":
            return "ja"
        if value == "en":
            return "en"
    return choose_language(os.environ)


def _overview(terminal: Terminal) -> str:
    """The help page of the program."""
    say = terminal.say
    commands = "\n".join(f"  {name:<11}{say(f'command-{name}')}" for name in COMMANDS)
    hint = say("error-hint", command="meibo scan")
    return (
        f"{say('usage')}meibo [--lang ja|en] [--version] COMMAND ...\n\n{say('program')}\n\n"
        f"{say('commands')}:\n{commands}\n\n{hint}"
    )
