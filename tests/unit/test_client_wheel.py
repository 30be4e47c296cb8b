"""The client as its users install it: alone, beside redis and pydantic."""

import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SCRIPT = """
import importlib.util, sys
from customhouse import Client, CustomhouseError, InvalidRecordError, ShipmentRecord
from customhouse.reading import check_record
record = b'{"shipment_id":"S1","source":"u","parties":[{"role":"CN","names":[{"text":"Quillon"}]}]}'
assert check_record(record).record().parties[0].names[0].text == "Quillon"
with Client("redis://127.0.0.1:1/0") as client:
    try:
        client.submit({"shipment_id": "S1", "source": "u", "parties": []})
    except InvalidRecordError as exc:
        print(exc)
others = ("worker", "desk", "ledger", "lists", "screening", "celery", "orjson", "hiredis")
print([name for name in others if importlib.util.find_spec(name)])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT / "distribution" / "client"))
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the wheel and what it requires, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    pip("install", "--no-deps", "--target", str(packages), str(wheel))
    for needed in closure(requirements(wheel)).values():
        link(needed, packages)
    return folder / "bin" / "python"


def pip(command: str, *arguments: str) -> None:
    # No index: everything that the build needs is here.
    quiet = ["--quiet", "--disable-pip-version-check", "--no-cache-dir"]
    run = [sys.executable, "-m", "pip", command, *quiet, "--no-index", *arguments]
    subprocess.run(run, check=True, capture_output=True, text=True)


def requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(name).decode().splitlines()
    return [line.removeprefix("Requires-Dist: ") for line in lines if "Requires-Dist" in line]


def closure(needed: list[str]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    left = [Requirement(text) for text in needed]
    while left:
        requirement = left.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        left += [Requirement(text) for text in found[name].requires or ()]
    return found


def link(needed: Distribution, packages: Path) -> None:
    for top in {path.parts[0] for path in needed.files or () if ".." not in path.parts}:
        target = packages / top
        if not target.exists():
            target.symlink_to(os.path.realpath(str(needed.locate_file(top))))


def test_the_wheel_holds_the_contract_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top.split("-")[0] for top in tops} == {"customhouse", "customhouse_client"}
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "customhouse").rglob("*.py")}
    assert modules | {"customhouse/py.typed"} <= set(names)


def test_the_wheel_requires_redis_and_pydantic_alone(wheel: Path) -> None:
    assert {Requirement(text).name for text in requirements(wheel)} == {"redis", "pydantic"}


def test_the_same_source_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    pip("wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT / "distribution" / "client"))
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_client_runs_beside_redis_and_pydantic_alone(python: Path) -> None:
    command: list[Any] = [python, "-I", "-c", SCRIPT]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
    assert ran.stderr == ""
    said, others = ran.stdout.splitlines()
    assert said == "shipment S1: parties: needs at least one entry"
    assert others == "[]"
