"""Targets: what users write: the configuration, patterns of rules, values and arguments of the command line.

Not hostile, but typed by hand or generated: what is wrong is refused with its reason, never by an error inside meibo,
and a pattern that is accepted ends in time on any text.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import tempfile
from datetime import datetime
from pathlib import Path

from fuzz.target import Run, Target

_TOML = (
    """[scan]
workers = 2
max-file-size = "2G"
rate-limit = "20M/s,50"
hours = "20:00-06:00"
lang = "ja"
[limits]
content-bytes = "1G"
seconds = 2.5
[mail]
own-domains = ["example.co.jp"]
[archives]
passwords = ["kawagoe2024"]
[targets]
jinji = "/srv/jinji"
[[job]]
name = "night"
targets = ["jinji"]
schedule = "daily 22:00"
xlsx = "a.xlsx"
[risk]
persons = 100
weights = [1, 5, 15, 40, 100]
""",
    """[detectors.email]
enabled = true
min_confidence = "high"
[[rule]]
id = "shain"
title = "社員番号"
pattern = '(?i)emp-?\\d{6}[a-z]?'
labels = ["社員番号"]
check = "luhn"
severity = "high"
person = true
[[allow]]
pattern = "x+"
path = "a/**"
reason = "r"
expires = 2030-01-01
[notify.a]
kind = "mail"
server = "mail.example.jp"
port = 587
sender = "meibo@example.jp"
recipients = ["ren@example.jp"]
""",
)
_PATTERNS = (
    r"emp-?\d{6}",
    r"(?:a|b){2,9}c",
    r"[A-Z]{2}\d{4,8}(?=-)",
    r"社員番号[:：]?\d+",
    r"(?<!\d)4\d{3}(?!\d)",
    r"\bx.{0,9}y",
    r"(a+)+b",
    r"[^\s-]+@[\w.]+",
)
_VALUES = (
    "500M", "2.5 GiB", "20:00-06:00,12:00-13:00", "20M/s,50", "0 22 * * mon-fri", "daily 22:00", "*/15 8-18 1,15 jan *",
    "2030-01-01", "s3://b/p", "9" * 500, "1" * 5000,
)  # fmt: skip
_TRIAL = "EMP-123456 社員番号：77 aaaaaaaaaaaaaaaaaaaaaaaa ab ren@example.jp 4999 xy\n"


def make_file() -> Run:
    """A whole configuration, its patterns apart, which take long."""
    from meibo.configuration.model import ConfigurationError
    from meibo.configuration.reading import read_configuration

    folder = tempfile.TemporaryDirectory()
    place = Path(folder.name, "meibo.toml")

    def run(data: bytes, _keeps: object = folder) -> None:
        place.write_bytes(data)
        with contextlib.suppress(ConfigurationError):
            read_configuration(place)

    return run


def make_pattern() -> Run:
    """A pattern of a rule: vetted, then looked for."""
    from meibo_detectors.engine import Engine
    from meibo_detectors.model import Block
    from meibo_detectors.registry import select
    from meibo_detectors.user_rules.model import Rule
    from meibo_detectors.user_rules.syntax import PatternError
    from meibo_detectors.user_rules.vetting import vet

    text = (_TRIAL * 50).encode()

    def run(data: bytes) -> None:
        pattern = data.decode("utf-8", "replace")
        try:
            vet(pattern)
        except PatternError:
            return
        scan = Engine(select(("own",), (Rule("own", pattern),))).scan([Block(text)])
        assert not scan.text.given_up, pattern

    return run


def make_value() -> Run:
    """Sizes, hours, rates, schedules, places."""
    from meibo.configuration.hours import read_hours
    from meibo.configuration.keys import read_size
    from meibo.configuration.rate import read_rate
    from meibo.configuration.schedule import Schedule, read_schedule
    from meibo.scheduling.systemd import spell_calendar
    from meibo.scheduling.windows_task import count_triggers
    from meibo_connectors.registry import parse_target

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        read_size(text)
        read_hours(text)
        read_rate(text)
        with contextlib.suppress(ValueError):
            parse_target(text)
        schedule: Schedule | None = None
        with contextlib.suppress(ValueError):
            schedule = read_schedule(text)
        if schedule is not None:
            assert next(schedule.starts_after(datetime(2026, 1, 1)), None) is not None  # noqa: DTZ001 - local, as cron
            assert list(spell_calendar(schedule))
            count_triggers(schedule)

    return run


def make_arguments() -> Run:
    """Arguments of each command, apart at NUL bytes; nothing is carried out."""
    import importlib

    from meibo.cli.main import COMMANDS
    from meibo.cli.options import Parser, UsageError
    from meibo.cli.terminal import Terminal

    modules = [(name, importlib.import_module(f"meibo.cli.command_{name}")) for name in COMMANDS]

    def run(data: bytes) -> None:
        name, module = modules[data[0] % len(modules)] if data else modules[0]
        words = [word.decode("utf-8", "replace") for word in data[1:].split(b"\0")]
        parser = Parser(Terminal("en"), prog=f"meibo {name}")
        module.add_arguments(parser)
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            code: object = 0
            try:
                assert isinstance(parser.parse(words), argparse.Namespace)
            except UsageError:
                code = 2
            except SystemExit as end:
                code = end.code
            assert code in (0, 2)

    return run


CONFIGURATION = (
    Target("configuration/file", make_file, lambda: [text.encode() for text in _TOML], ("meibo.configuration",)),
    Target("configuration/pattern", make_pattern, lambda: [text.encode() for text in _PATTERNS],
           ("meibo_detectors.user_rules",), None, 120),
    Target("configuration/value", make_value, lambda: [text.encode() for text in _VALUES],
           ("meibo.configuration", "meibo.scheduling"), None, 6_000),
    Target("configuration/arguments", make_arguments, lambda: [b"\0--workers\0" + b"2\0/srv", b"\x01--xlsx\0a"],
           ("meibo.cli.options",), None, 400),
)  # fmt: skip
