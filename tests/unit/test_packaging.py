"""Locks, licences and the absence of machine paths in what we publish."""

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("runtime.lock", "dev.lock")
PACKAGES: list[str] = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
RUNTIME: list[str] = PYPROJECT["project"]["dependencies"]
DEVELOPMENT: list[str] = PYPROJECT["dependency-groups"]["dev"]
# Written in halves, so that this file does not hold what it looks for.
FORBIDDEN = {
    "the workplace's folder": "/wo" + "rk/",
    "a job's folder": "bash" + "_jobs",
    "root's home": "/ro" + "ot/",
    "the package index": "pypi" + ".org",
    "the package index's files": "python" + "hosted.org",
    "another package index": "--extra-index" + "-url",
}


def locked(name: str) -> dict[str, str]:
    """Map each requirement of a lock to the lines that belong to it."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    return {canonicalize_name(re.split("[=\\[ ]", block)[0]): block for block in blocks}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def tracked_files() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout: which files are tracked cannot be asked")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    assert "://" not in text
    assert " @ " not in text
    assert not re.search("^-", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_has_one_version_and_a_hash(lock: str) -> None:
    for name, block in locked(lock).items():
        assert re.match(r"\S+==[^\s;]+", block), name
        assert re.search("--hash=sha256:[0-9a-f]{64}", block), name


def test_the_locks_hold_every_direct_dependency() -> None:
    assert names(RUNTIME) <= locked("runtime.lock").keys()
    assert names(RUNTIME + DEVELOPMENT) <= locked("dev.lock").keys()


def test_both_locks_agree_on_versions() -> None:
    development = locked("dev.lock")
    for name, block in locked("runtime.lock").items():
        assert development[name].split()[0] == block.split()[0]


def test_pyicu_stays_out_of_the_locks() -> None:
    assert not any("pyicu" in locked(lock) for lock in LOCKS)


def test_every_direct_dependency_has_a_licence_and_a_reason() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w\[\]-]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    explained = {name for name, _, _ in rows} - {"package"}
    assert names(list(explained)) == names(RUNTIME + DEVELOPMENT)
    assert all(licence.strip() and reason.strip() for _, licence, reason in rows)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_names(what: str) -> None:
    needle = FORBIDDEN[what].encode()
    assert [path for path in tracked_files() if needle in path.read_bytes()] == []


def test_the_import_contracts_cover_every_package() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter", "utf-8")
    assert sorted(contracts["importlinter"]["root_packages"].split()) == sorted(PACKAGES)


def test_every_package_says_that_it_is_typed() -> None:
    assert all((ROOT / package / "py.typed").is_file() for package in PACKAGES)


def test_the_licence_is_the_one_that_the_metadata_name() -> None:
    assert PYPROJECT["project"]["license"] == "Apache-2.0"
    first_lines = (ROOT / "LICENSE").read_text("utf-8")[:200]
    assert "Apache License" in first_lines
    assert "Version 2.0" in first_lines
