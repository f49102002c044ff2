"""What ``meibo doctor`` finds out about this machine: one step after the other, each a check."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from meibo.catalogue.sizes import format_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_SPACE_BYTES: Final = 500_000_000
LEAST_MEMORY_BYTES: Final = 512 << 20
"""Of one worker with its parser, on ordinary files."""
LEAST_DESCRIPTORS: Final = 256
_CAP_FOWNER: Final = 3


class Step(msgspec.Struct, frozen=True):
    """One check and how it ended; ``optional`` is what a complete scan needs for some formats or servers only."""

    code: str
    outcome: Literal["ok", "missing", "optional", "unknown"]
    detail: str = ""
    remedy: str = ""
    """Where the check itself knows it better than the table."""


def examine_machine() -> Iterator[Step]:
    """What this machine can read and reach, and what is missing."""
    yield _name_program()
    yield Step("python", "ok", _name_python())
    yield _try_kernels()
    yield from _try_parser()
    yield from _find_libraries()
    yield from _try_connectors()
    has_kerberos = find_spec("krb5") is not None and find_spec("gssapi") is not None
    yield Step("kerberos", "ok" if os.name == "nt" or has_kerberos else "optional")
    yield _measure_space()
    yield _measure_memory()
    yield _find_locale()
    if os.name == "posix":
        yield _count_descriptors()
    yield _find_access_times()


def _name_program() -> Step:
    from meibo import __version__
    from meibo.pipeline.rule_set import rule_set_version

    return Step("program", "ok", f"{__version__}, {rule_set_version()}")


def _name_python() -> str:
    import platform

    return f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"


def _try_kernels() -> Step:
    from meibo_detectors.model import Block

    try:
        from meibo_detectors.engine import Engine
        from meibo_detectors.registry import DETECTORS

        Engine(DETECTORS).scan([Block(b"\n")])
    except ImportError as error:
        return Step("kernels", "missing", (error.name or "").rpartition(".")[2])
    return Step("kernels", "ok")


def _try_parser() -> Iterator[Step]:
    """A parser of the kind that workers have is started, reads an archive with one file, and says what confines it."""
    from meibo.extraction.model import Notice
    from meibo.pipeline.confinement.layers import LAYERS
    from meibo.pipeline.parser import Parser
    from meibo.pipeline.parser_model import ParserSettings, Request
    from meibo_detectors.model import Block

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("a.txt", "text")
    parser = Parser(ParserSettings())
    try:
        items = list(parser.read(Request("a.zip", "zip", archive.tell()), archive))
    except OSError as error:
        yield Step("parser", "missing", type(error).__name__)
        return
    finally:
        parser.close()
    notices = [item.code for item in items if isinstance(item, Notice) and item.code != "encoding"]
    is_read = any(isinstance(item, Block) and b"text" in item.text for item in items)
    yield Step("parser", "ok" if is_read else "missing", ", ".join(notices))
    if parser.layers is not None:
        missing = [layer for layer in LAYERS if layer not in parser.layers]
        yield Step("sandbox", "optional" if missing else "ok", ", ".join(missing or parser.layers))


def _find_libraries() -> Iterator[Step]:
    from meibo.extraction.optional import LIBRARIES
    from meibo.extraction.registry import EXTRACTORS

    for library in LIBRARIES:
        formats = [name for extractor in EXTRACTORS if library.name in extractor.needs for name in extractor.formats]
        detail = ": ".join(filter(None, (library.name, ", ".join(formats))))
        outcome: Literal["ok", "optional"] = "ok" if library.is_here() else "optional"
        yield Step("library", outcome, detail, library.packages or library.remedy)


def _try_connectors() -> Iterator[Step]:
    """A connector of each kind is made, which loads its library and reaches nothing."""
    from meibo_connectors.model import Target
    from meibo_connectors.registry import SCHEMES, connect

    for scheme in SCHEMES:
        try:
            connect(Target(f"{scheme.name}:///{scheme.name}")).close()
        except ImportError as error:
            yield Step("connector", "missing", f"{scheme.name}://: {(error.name or '').partition('.')[0]}")
        except Exception:  # noqa: BLE001 - this target is none; the library is there
            yield Step("connector", "ok", f"{scheme.name}://")
        else:
            yield Step("connector", "ok", f"{scheme.name}://")


def _measure_space() -> Step:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    return Step("temporary-space", "ok" if free >= LEAST_SPACE_BYTES else "missing", format_bytes(free))


def _measure_memory() -> Step:
    """Memory that is available now, where the platform says."""
    from meibo.pipeline.processes import count_processors

    processors = f"{count_processors()} CPU"
    try:
        with open("/proc/meminfo", encoding="ascii") as table:  # noqa: PTH123 - no path of ours
            sizes = {line.split(":")[0]: int(line.split()[1]) << 10 for line in table}
        available = sizes["MemAvailable"]
    except (OSError, KeyError, ValueError):
        return Step("memory", "unknown", processors)
    is_enough = available >= LEAST_MEMORY_BYTES
    return Step("memory", "ok" if is_enough else "missing", f"{format_bytes(available)}, {processors}")


def _find_locale() -> Step:
    encoding = (sys.stdout.encoding or "").lower()
    name = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "C")
    return Step("locale", "ok" if encoding.replace("-", "") == "utf8" else "optional", f"{name}, {encoding}")


def _count_descriptors() -> Step:
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    is_enough = soft == resource.RLIM_INFINITY or soft >= LEAST_DESCRIPTORS
    return Step("descriptors", "ok" if is_enough else "missing", "" if soft == resource.RLIM_INFINITY else f"{soft:,}")


def _find_access_times() -> Step:
    """Reading leaves no trace on files that are this user's own, and on all where the system lets this user."""
    if not hasattr(os, "O_NOATIME"):
        return Step("keep-access-time", "unknown", sys.platform)
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 - no path of ours
            rights = int(next(line.split()[1] for line in status if line.startswith("CapEff:")), 16)
    except (OSError, StopIteration, ValueError):
        rights = 0
    may = bool(rights >> _CAP_FOWNER & 1)
    return Step("keep-access-time", "ok" if may else "optional", "" if may else "O_NOATIME")
