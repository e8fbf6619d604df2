"""The machine and the versions a measurement belongs to; nothing that tells whose machine it is."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

import psutil  # type: ignore[import-untyped]

_PACKAGES = (
    "papermill", "nbclient", "nbconvert", "ipykernel", "ipython", "matplotlib", "pandas",
    "pyarrow", "duckdb",
)  # fmt: skip


def describe_machine(peers: Path) -> dict[str, str]:
    """Return what a reader must know of the machine to compare its figures with others.

    Parameters
    ----------
    peers
        Folder of the packages that only peers need.
    """
    described = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }
    for name in _PACKAGES:
        try:
            described[name] = version(name)
        except PackageNotFoundError:
            described[name] = "not installed"
    for found in distributions(path=[str(peers)]):
        if found.name == "ploomber-engine":
            described[found.name] = found.version
    return described


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
