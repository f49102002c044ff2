"""Cells of XML and HTML: the text of elements, named by tags, attributes, tables and lists of terms."""

from __future__ import annotations

from meibo_detectors.structure import html, xml_text
from meibo_detectors.structure.stretch import Stretch
from meibo_detectors.structure.tags import HTML, INLINE, find_tags
from meibo_detectors.structure.values import Values


def find(stretch: Stretch) -> Values:
    """The cells of HTML where most tags are those of HTML, else of XML."""
    tags = find_tags(stretch)
    known = tags.is_any(*HTML, *INLINE)
    spoken = int((~tags.is_silent).sum())
    return html.find(stretch, tags) if int(known.sum()) * 2 > spoken or not spoken else xml_text.find(stretch, tags)
