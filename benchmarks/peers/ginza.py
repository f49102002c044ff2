"""GiNZA with its standard model: the named entities that it marks as people.

Its marks for postal addresses, mail and telephones are left out: trained on newspapers and books, it finds hardly any.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from peers import Peer

_MOST_CHARS = 5000
"""Its tokeniser refuses texts of more than 49,149 bytes."""


def open_peer() -> Peer:
    """The model as it comes: parts that seem to have no say in entities move a few."""
    import ja_ginza

    model = ja_ginza.load()

    def find(text: str) -> Iterator[tuple[str, str]]:
        lines = (line[at : at + _MOST_CHARS] for line in text.splitlines() for at in range(0, len(line), _MOST_CHARS))
        for document in model.pipe((line for line in lines if line.strip()), batch_size=256):
            for entity in document.ents:
                if entity.label_ == "Person":  # the only mark of people that the model has
                    yield "NAME", entity.text

    return Peer("GiNZA", version("ginza"), ("NAME",), find)
