"""All targets, in the order of risk: what a hostile file or server reaches first, and in code of ours."""

from __future__ import annotations

from fuzz.configuration import CONFIGURATION
from fuzz.decoders import DECODERS
from fuzz.formats import FORMATS
from fuzz.kernels import ALL_KERNELS, KERNELS
from fuzz.own_files import OWN_FILES
from fuzz.pictures import PICTURES
from fuzz.protocol import PROTOCOL
from fuzz.server_answers import SERVER_ANSWERS
from fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    *PROTOCOL, *DECODERS, *SERVER_ANSWERS, *OWN_FILES, *CONFIGURATION, *FORMATS, *PICTURES, *KERNELS,
)  # fmt: skip
SHORT: tuple[Target, ...] = (
    *PROTOCOL, *DECODERS, *SERVER_ANSWERS, *OWN_FILES, *CONFIGURATION, *FORMATS, *PICTURES, ALL_KERNELS,
)  # fmt: skip
"""Where there is a second for each: all kernels are one."""


def find_target(name: str) -> Target:
    """The target of a name; raises KeyError."""
    return {target.name: target for target in (*TARGETS, ALL_KERNELS)}[name]
