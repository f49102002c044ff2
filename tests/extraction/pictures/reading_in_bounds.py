"""Reads a picture as the parser's process does, in a process of its own: reading_in_bounds.py PICTURE [MEGABYTES]

MEGABYTES is by how much the process may grow once its models are loaded. Prints JSON: the text, the codes of the
notices, the threads, and whether the models said anything. Nothing else may be printed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from extraction.reading import codes_of, read_pictures, text_of
from meibo.configuration.pictures import PictureWork
from meibo.extraction.pictures.faces import load_finder
from meibo.extraction.pictures.recogniser import load_recogniser
from meibo.pipeline.processes import limit_memory


def main() -> None:
    """Load, bound, read."""
    content = Path(sys.argv[1]).read_bytes()
    load_recogniser()
    load_finder()
    if len(sys.argv) > 2:
        limit_memory(int(float(sys.argv[2]) * (1 << 20)))
    items = read_pictures(content, "a.png", PictureWork(reads_text=True, finds_faces=True))
    threads = len(list(Path("/proc/self/task").iterdir())) if sys.platform == "linux" else 1
    told = {"text": text_of(items), "codes": codes_of(items), "threads": threads}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
