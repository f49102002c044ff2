"""What a SARIF log says of meibo itself: its rules, one a detector, and what its notifications mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from meibo import __version__
from meibo.assessment.risk import Level, level_of
from meibo.catalogue.issues import ISSUE_CODES, IssueClass
from meibo.reports.model import ReportOptions
from meibo.reports.wording import class_of_issue, name_issue
from meibo_detectors.model import Detector
from meibo_detectors.registry import DETECTORS

_LEVELS: Final = {Level.CRITICAL: "error", Level.HIGH: "error", Level.MEDIUM: "warning"}
"""Of findings by risk; the rest are notes."""
_NOTIFICATION_LEVELS: Final = {IssueClass.FAULT: "error", IssueClass.DESIGN: "warning", IssueClass.NOTE: "note"}


def level_of_rule(detector: str, options: ReportOptions) -> str:
    """``error``, ``warning`` or ``note``."""
    return _LEVELS.get(level_of(detector, options.rules), "note")


def level_of_notification(code: str) -> str:
    """The same of an issue, by its class."""
    return _NOTIFICATION_LEVELS[class_of_issue(code)]


def list_rules(found: Iterable[str], options: ReportOptions) -> list[dict[str, Any]]:
    """One rule for each detector that this program has, then the user's own and others that found something."""
    known = {detector.id: detector for detector in DETECTORS}
    others = sorted({*options.titles, *found} - known.keys())
    return [
        *(_describe(detector, options) for detector in known.values()),
        *(
            _make_rule(name, (options.titles.get(name, name),) * 2, "", options.rules.classes.get(name, ""), options)
            for name in others
        ),
    ]


def _describe(detector: Detector, options: ReportOptions) -> dict[str, Any]:
    is_japanese = options.language == "ja"
    words = detector.rules_ja if is_japanese else detector.rules_en
    said = zip(("high", "medium", "low"), words, strict=True)
    text = "\n".join(f"{level}: {rule}" for level, rule in said)
    return _make_rule(detector.id, (detector.title_ja, detector.title_en), text, detector.risk_class, options)


def _make_rule(
    name: str, titles: tuple[str, str], text: str, risk_class: str, options: ReportOptions
) -> dict[str, Any]:
    title = titles[0] if options.language == "ja" else titles[1]
    return {
        "id": name,
        "shortDescription": {"text": say(title)},
        **({"fullDescription": {"text": say(text)}} if text else {}),
        "defaultConfiguration": {"level": level_of_rule(name, options)},
        "properties": {"titleJa": titles[0], "titleEn": titles[1], "riskClass": risk_class, "tags": ["personal-data"]},
    }


def list_notifications(options: ReportOptions) -> list[dict[str, Any]]:
    """What each issue code means, and what to do."""
    described = []
    for row in ISSUE_CODES:
        text, remedy = name_issue(row.code, options.language)
        described.append({
            "id": row.code, "shortDescription": {"text": say(text)}, "help": {"text": say(remedy)},
            "defaultConfiguration": {"level": level_of_notification(row.code)},
        })  # fmt: skip
    return described


def describe_tool(rules: list[dict[str, Any]], options: ReportOptions) -> dict[str, Any]:
    """The run's ``tool``."""
    return {
        "driver": {
            "name": "meibo", "version": __version__, "semanticVersion": __version__, "language": options.language,
            "rules": rules, "notifications": list_notifications(options),
        }
    }  # fmt: skip


_MARKED: Final = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})


def say(text: str) -> str:
    """A message's text: brackets would make a link of it, braces a placeholder (3.11.5, 3.11.6)."""
    return text.translate(_MARKED)
