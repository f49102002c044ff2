"""Says how far something is that is being made, and goes on by itself."""

from __future__ import annotations

from starlette.responses import Response

from meibo.catalogue.language import say
from meibo.catalogue.messages import MESSAGES
from meibo.web.background import Progress
from meibo.web.view import View


def show_progress(view: View, progress: Progress) -> Response:
    """The page while it is made, or why it cannot be."""
    why = ""
    if progress.state == "failed":
        code = progress.code if progress.code in MESSAGES else "error-internal"
        why = say(code, view.language, subject=progress.subject, detail=progress.detail)
    return view.render("building.html", 503 if why else 200, progress=progress, why=why)
