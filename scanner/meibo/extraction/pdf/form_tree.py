"""Form values by walking the tree of fields with playa-pdf, where pdfium cannot be used."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from meibo.extraction.budget import Budget

_MOST_FIELDS = 100_000


def read_form_tree(document: Any, budget: Budget) -> str:
    """Lines ``name: value`` of the fields that are filled in, as far as the tree can be walked."""
    import playa
    from playa.utils import decode_text

    resolve: Callable[[Any], Any] = playa.resolve
    lines: list[str] = []
    with contextlib.suppress(TypeError, AttributeError, KeyError, ValueError, IndexError, playa.PDFException):
        form = resolve(document.catalog.get("AcroForm")) or {}
        stack = list(reversed(resolve(form.get("Fields")) or []))
        for _ in range(_MOST_FIELDS):
            if not stack or len(stack) > _MOST_FIELDS:
                break
            budget.check_time()
            field = resolve(stack.pop())
            kids = resolve(field.get("Kids")) or []
            value = resolve(field.get("V"))
            name = resolve(field.get("TU")) or resolve(field.get("T"))
            if isinstance(value, bytes) and value:
                label = decode_text(name) if isinstance(name, bytes) else ""
                lines.append(f"{label}: {decode_text(value)}".replace("\r", "\n"))
            stack += reversed(kids)
    return "\n".join(lines)
