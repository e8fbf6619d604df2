"""One truth of versions: pyproject, the lock file, pip's way and conda's way to install it."""

import re
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCK_FILES = ["requirements.lock", "benchmarks/requirements.lock"]
LEFT_UNLOCKED = {"spark"}  # half a gigabyte that few offices need; docs/operations.md says so


@pytest.fixture(scope="module")
def locked(root):
    """Version by package, of the entries of the lock file that hold on this Python."""
    entries = {}
    for line in (root / "requirements.lock").read_text().replace("\\\n", " ").splitlines():
        requirement = Requirement(re.sub(r"--hash=\S+", "", line).strip())
        if requirement.marker is None or requirement.marker.evaluate():
            [specifier] = requirement.specifier
            assert specifier.operator == "=="
            entries[canonicalize_name(requirement.name)] = Version(specifier.version)
    return entries


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


def test_every_requirement_of_the_project_is_locked_at_a_version_it_allows(project, locked):
    wanted = list(project["dependencies"])
    for extra, requirements in project["optional-dependencies"].items():
        wanted += [] if extra in LEFT_UNLOCKED else requirements
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{name} is not locked"
        assert locked[name] in requirement.specifier, f"{name} {locked[name]}"


@pytest.mark.parametrize("lock_file", LOCK_FILES)
def test_every_locked_package_has_a_hash(root, lock_file):
    entries = (root / lock_file).read_text().replace("\\\n", " ").splitlines()
    assert entries
    assert [line for line in entries if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("lock_file", LOCK_FILES)
def test_no_lock_file_names_an_index(root, lock_file):
    text = (root / lock_file).read_text()
    assert not re.search(r"https?:|file:|index-url|find-links", text)


def test_what_only_the_benchmark_needs_is_locked_apart_from_the_project(root, locked):
    wanted = {
        line
        for line in (root / "benchmarks/requirements.in").read_text().splitlines()
        if not line.startswith("#")
    }
    text = (root / "benchmarks/requirements.lock").read_text()
    assert set(re.findall(r"^([a-z-]+)==", text, re.MULTILINE)) == wanted
    if sys.platform == "linux":  # elsewhere the project may need one of them too
        assert wanted.isdisjoint(locked)


def test_conda_installs_from_the_same_lock_file(root, project):
    text = (root / "environment.yml").read_text()
    active = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    packages = [line for line in active if line.startswith("- ")]
    assert packages == [
        "- conda-forge", f"- python {project['requires-python']}", "- pip", "- pip:",
        "- --requirement requirements.lock",
    ]  # fmt: skip


def test_this_environment_is_the_locked_one(locked):
    from importlib.metadata import version

    for name in ("pandas", "matplotlib", "duckdb", "ibis-framework", "papermill", "nbconvert"):
        assert Version(version(name)) == locked[name]
