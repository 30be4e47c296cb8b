"""The build backend of the client's wheel: it zips the package `customhouse` with its metadata.

Version and requirements are those of the whole project, of which the client needs two.
Source: PEP 517 (hooks), PEP 427 (wheels), core metadata 2.4.
"""

import base64
import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_HERE: Final = Path(__file__).resolve().parent
_ROOT: Final = _HERE.parents[1]
_NEEDS: Final = ("pydantic", "redis")
_WHEEL: Final = (
    "Wheel-Version: 1.0\nGenerator: customhouse\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
)


class UnsupportedOperation(Exception):  # noqa: N818  PEP 517 names it
    """The hook does not do this."""


def build_wheel(
    wheel_directory: str,
    config_settings: Any = None,  # noqa: ARG001  PEP 517 names it
    metadata_directory: Any = None,  # noqa: ARG001
) -> str:
    """Write the wheel and return its file name."""
    project = _project(_HERE)
    name, version = project["name"].replace("-", "_"), _project(_ROOT)["version"]
    info = f"{name}-{version}.dist-info"
    files = {
        **dict(_package()),
        f"{info}/METADATA": _metadata(project).encode(),
        f"{info}/WHEEL": _WHEEL.encode(),
        f"{info}/licenses/LICENSE": (_ROOT / "LICENSE").read_bytes(),
    }
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    path = Path(wheel_directory) / f"{name}-{version}-py3-none-any.whl"
    with ZipFile(path, "w", ZIP_DEFLATED) as wheel:
        for place, content in files.items():
            # Without a date of its own, the same source gives the same bytes.
            entry = ZipInfo(place)
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, content, ZIP_DEFLATED)
    return path.name


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:  # noqa: ARG001
    """Refuse: the source is the repository."""
    raise UnsupportedOperation("the client is built from the repository, as a wheel")


def _package() -> Iterator[tuple[str, bytes]]:
    for path in sorted((_ROOT / "customhouse").rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(_ROOT).as_posix(), path.read_bytes()


def _metadata(project: dict[str, Any]) -> str:
    whole = _project(_ROOT)
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {whole['version']}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {need}" for need in whole["dependencies"] if _name(need) in _NEEDS),
    ]
    return "\n".join(lines) + "\n"


def _record(files: dict[str, bytes], own: str) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for place, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
        rows.writerow((place, f"sha256={digest.decode()}", len(content)))
    rows.writerow((own, "", ""))
    return text.getvalue().encode()


def _project(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    return found


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9.-]", requirement, maxsplit=1)[0]
