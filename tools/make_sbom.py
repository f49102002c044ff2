"""Makes the bill of materials of meibo (CycloneDX): python tools/make_sbom.py > docs/sbom/meibo.cdx.json.

What is installed with it (core and each extra, on any platform), the compiled libraries inside that, and the files of
others that are part of this project, each with its licence. It holds no time and no number of its own, so that the same
sources give the same file; a wheel carries it in ``.dist-info/sboms`` (PEP 770).
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

sys.path.insert(0, str(Path(__file__).parent))

from licences import ROOT, SUPPLY, list_packages

_licence = LicenseFactory().make_from_string


def make_bom() -> Bom:
    """The bill; needs what the product's extras install."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    product = Component(
        name=project["name"], version=project["version"], type=ComponentType.APPLICATION, bom_ref=project["name"],
        licenses=[_licence(project["license"])], purl=PackageURL("pypi", None, project["name"], project["version"]),
    )  # fmt: skip
    packages = list_packages(ROOT)
    made = {
        name: Component(
            name=name, version=package.version, type=ComponentType.LIBRARY, bom_ref=name,
            licenses=[_licence(package.licence)], purl=PackageURL("pypi", None, name, package.version),
            scope=ComponentScope.REQUIRED if "core" in package.wanted_by else ComponentScope.OPTIONAL,
            properties=[Property(name="meibo:wanted-by", value=one) for one in sorted(package.wanted_by)],
        )
        for name, package in packages.items()
    }  # fmt: skip
    for row in SUPPLY["inside"]:
        inner = Component(name=row["name"], type=ComponentType.LIBRARY, licenses=[_licence(row["licence"])],
                          bom_ref=f"{row['package']}/{row['name']}")  # fmt: skip
        made[row["package"]].components.add(inner)
    bom = Bom(components=[*made.values(), *_list_system(), *_list_files()])
    bom.metadata.component = product
    needed = {name for package in packages.values() for name in package.requires}
    bom.register_dependency(product, [made[name] for name in packages if name not in needed])
    for name, package in packages.items():
        bom.register_dependency(made[name], [made[other] for other in package.requires])
    return bom


def _list_system() -> list[Component]:
    return [
        Component(
            name=row["name"], type=ComponentType.LIBRARY, bom_ref=f"system/{row['name']}", description=row["used"],
            licenses=[_licence(row["licence"])], scope=ComponentScope.EXCLUDED,
        )
        for row in SUPPLY["system"]
    ]  # fmt: skip


def _list_files() -> list[Component]:
    """Files of others, each with its hash."""
    made = []
    for row in SUPPLY["files"]:
        for place in sorted(path for pattern in row["match"] for path in (ROOT / row["folder"]).glob(pattern)):
            name = place.relative_to(ROOT).as_posix()
            digest = hashlib.sha256(place.read_bytes()).hexdigest()
            made.append(
                Component(
                    name=name, type=ComponentType.FILE, bom_ref=name, licenses=[_licence(row["licence"])],
                    description=f"{row['source']}; see {row['told']}",
                    hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
                )
            )  # fmt: skip
    return made


def write_bom() -> str:
    """The bill as JSON, the same for the same sources."""
    told = json.loads(make_outputter(make_bom(), OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del told["serialNumber"], told["metadata"]["timestamp"]
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(write_bom())
