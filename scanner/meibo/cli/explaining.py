"""The facts behind a finding as ``meibo detect --explain`` prints them, and as JSON."""

from __future__ import annotations

from typing import Any

from meibo.catalogue.language import Language, say
from meibo.reports.wording import name_evidence
from meibo_detectors.explain import Explanation
from meibo_detectors.model import Confidence, Detector

_LEVELS = ("high", "medium", "low")


def explain_in_words(told: Explanation, detector: Detector, language: Language) -> list[str]:
    """Lines: the rule, the label and its distance, the check, the column, and why it is no surer."""
    rules = dict(zip(_LEVELS, _rules(detector, language), strict=True))
    lines = [say("explain-rule", language, rule=rules[told.level])] if told.level in rules else []
    lines.append(say(f"explain-label-{told.place or 'none'}", language, label=told.label, distance=told.distance))
    lines.append(say(f"explain-check-{told.check}", language))
    if told.cells:
        lines.append(say("explain-column", language, cells=told.cells, share=round(told.share * 100)))
    higher = _higher(told.level)
    if higher:
        lines.append(say(f"explain-needs-{higher}", language, rule=rules[higher]))
        why = name_evidence(told.objections, language) or say("explain-nothing-more", language)
        lines.append(say("explain-not-higher", language, why=why))
        if told.other_label:
            lines.append(say("explain-other-label", language, label=told.other_label))
    return lines


def explain_as_object(told: Explanation, detector: Detector, language: Language) -> dict[str, Any]:
    """The same facts for other programs; ``needs`` is the rule of the next higher level."""
    rules = dict(zip(_LEVELS, _rules(detector, language), strict=True))
    higher = _higher(told.level)
    return {
        "level": told.level,
        "rule": rules.get(told.level),
        "label": told.label or None,
        "label_place": told.place or None,
        "label_distance": told.distance if told.label else None,
        "check": told.check,
        "column_cells": told.cells,
        "column_share": round(told.share, 3),
        "needs": rules[higher] if higher else None,
        "objections": list(told.objections),
        "other_label": told.other_label or None,
    }


def _higher(level: str) -> str:
    """The next higher level, empty for the highest."""
    return {"none": Confidence.LOW.word, "low": Confidence.MEDIUM.word, "medium": Confidence.HIGH.word}.get(level, "")


def _rules(detector: Detector, language: Language) -> tuple[str, str, str]:
    return detector.rules_ja if language == "ja" else detector.rules_en
