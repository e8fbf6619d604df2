"""What a page is made from, besides its numbers: each thing by name, with a digest of it.

When a page is asked for again, these are compared with what it was made from: the names of those
that differ are the reasons for making it anew.
"""

import hashlib
import json
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import helpers
from helpers.domain.about import About, Edition
from helpers.release.notebooks import Notebook
from helpers.release.policies import policy_files
from helpers.settings import Settings

Ingredients = Mapping[str, str]

# Whatever makes a page imports its code from here, directly or not; papermill finds the engine.
MAKER, ENGINE = "helpers.release.make", "helpers.release.engine.fork_engine"
_ASSEMBLER = "helpers.release.assemble"
READER = "helpers.report"
_COUNTER, _PROTECTOR = "helpers.statistics.publish", "helpers.statistics.disclosure"
# Settings that only limit, or say when; a page takes from the calendar no more than its own days.
_OF_NO_NUMBER = {"limits", "release", "signing"}
CALENDAR = "release_calendar.csv"
_PACKAGE = Path(helpers.__file__).parent
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(helpers[\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|(.*))"
    r"|import[ \t]+(helpers[\w.]*))",
    re.MULTILINE,
)


def page_ingredients(
    notebook: Notebook, settings: Settings, edition: Edition, coverage: Mapping[str, str]
) -> Ingredients:
    """Return what the pages of a notebook are made from.

    Parameters
    ----------
    coverage
        What a page may know of the register as a whole.
    """
    text = notebook.path.read_text("utf-8")
    imported = frozenset(_imported(json.loads(text)))
    return {
        "notebook": _digest([text]),
        "code": _code(frozenset({MAKER, ENGINE, READER}) | imported),
        "edition": edition,
        **{f"register: {name}": value for name, value in coverage.items()},
        **_surroundings(settings),
        **_beside_the_code(),
    }


def table_ingredients(settings: Settings, edition: Edition, register: str) -> Ingredients:
    """Return what the published table is made from.

    Parameters
    ----------
    register
        Digest of the register's contents.
    """
    return {
        "register": register,
        "code": _code(frozenset({_COUNTER})),
        "edition": edition,
        **_surroundings(settings),
    }


def method_of(settings: Settings) -> str:
    """Return a digest of what counts and protects; another one may give other numbers."""
    configuration = settings.configuration
    parts = [configuration.disclosure.model_dump_json(), configuration.province.model_dump_json()]
    figures = [settings.reference / name for name in ("areas.csv", "pension_scale.csv")]
    return _digest([_code(frozenset({_COUNTER})), *parts, *map(_digest_if_there, figures)])


def protection_of(settings: Settings) -> str:
    """Return a digest of all that decides, besides the counts, which of them are hidden."""
    return _digest(
        [
            _code(frozenset({_PROTECTOR})),
            settings.configuration.disclosure.model_dump_json(),
            *settings.areas.codes,
            _libraries_of(settings),
        ]
    )


def release_ingredients(
    notebooks: Iterable[Notebook], settings: Settings, about: About, editions: Iterable[str]
) -> Ingredients:
    """Return what the files of a release as a whole are made from: catalogue and manifest."""
    return {
        "register": _digest([about.to_json()]),
        "code": _code(frozenset({_ASSEMBLER})),
        "notebooks": _digest(digest_of_file(notebook.path) for notebook in notebooks),
        "editions": _digest(sorted(editions)),
        "release calendar": _digest(
            [
                settings.configuration.release.model_dump_json(),
                _digest_if_there(settings.reference / CALENDAR),
            ]
        ),
        "policies": _digest(
            f"{path.relative_to(settings.reference)} {digest_of_file(path)}"
            for path in policy_files(settings)
        ),
        **_surroundings(settings),
        **_beside_the_code(),
    }


def differences(before: Ingredients, now: Ingredients) -> list[str]:
    """Return the names of the ingredients that are not the same."""
    return [name for name in {**now, **before} if before.get(name) != now.get(name)]


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode() + b"\0")
    return whole.hexdigest()[:16]


def _surroundings(settings: Settings) -> dict[str, str]:
    """Return the settings and reference tables that change a page, and the libraries."""
    return {
        "settings": _digest([settings.configuration.model_dump_json(exclude=_OF_NO_NUMBER)]),
        **{
            f"data/reference/{path.name}": digest_of_file(path)[:16]
            for path in sorted(settings.reference.glob("*.csv"))
            if path.name != CALENDAR
        },
        "lock file": _digest_if_there(settings.root / "requirements.lock"),
        "libraries": _libraries_of(settings),
    }


def _digest_if_there(path: Path) -> str:
    return digest_of_file(path)[:16] if path.is_file() else ""


def _beside_the_code() -> dict[str, str]:
    return {name: _folder(name) for name in ("template", "fonts")}


def _locked(lock: Path) -> Iterator[str]:
    """Yield the names of the locked libraries, as folders of installed ones are called."""
    if lock.is_file():
        for name in re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE):
            yield re.sub(r"[-_.]+", "_", name).lower()


def _libraries_of(settings: Settings) -> str:
    return _libraries(frozenset(_locked(settings.root / "requirements.lock")))


@cache
def _libraries(names: frozenset[str]) -> str:
    """Return a digest of Python's version and those of the libraries as they are installed."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    installed = {path.name for folder in folders for path in Path(folder).glob("*.dist-info")}
    known = {i for i in installed if re.sub(r"[-_.]+", "_", i.split("-")[0]).lower() in names}
    return _digest([sys.version, *sorted(known)])


@cache
def _folder(name: str) -> str:
    """Return a digest of the files that stand beside the code in folders of a name."""
    files = sorted(
        path for folder in _PACKAGE.rglob(name) if folder.is_dir()
        for path in folder.rglob("*") if path.is_file()
    )  # fmt: skip
    return _digest(f"{path.relative_to(_PACKAGE)} {digest_of_file(path)}" for path in files)


@cache
def _code(modules: frozenset[str]) -> str:
    """Return a digest of the sources of the modules and of all of ours that they import."""
    known = sources_behind(modules)
    return _digest(f"{name} {digest_of_file(known[name])}" for name in sorted(known))


def sources_behind(modules: Iterable[str]) -> dict[str, Path]:
    """Return the files of the modules, and of all of ours that they import, directly or not.

    Read from the sources: imports inside functions count too.
    """
    known: dict[str, Path] = {}
    waiting = sorted(modules)
    while waiting:
        module = waiting.pop()
        path = _source(module)
        if path is None or module in known:
            continue
        known[module] = path
        waiting += [module.rpartition(".")[0], *_imports_of(path)]
    return known


def _source(module: str) -> Path | None:
    """Return the file of a module of ours; None for what is not one."""
    path = _PACKAGE.joinpath(*module.split(".")[1:])
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


@cache
def _imports_of(path: Path) -> tuple[str, ...]:
    return tuple(_modules_named(path.read_text("utf-8")))


def _modules_named(source: str) -> Iterator[str]:
    """Yield what the source imports of ours: modules, and names that may be modules."""
    for package, several, one, plain in _IMPORT.findall(source):
        yield package or plain
        for name in re.split(r"[\s,]+", several or one):
            if name.isidentifier():
                yield f"{package}.{name}"


def _imported(notebook: Mapping[str, object]) -> Iterator[str]:
    cells = notebook.get("cells", [])
    assert isinstance(cells, list)
    for cell in cells:
        if cell.get("cell_type") == "code":
            yield from _modules_named("".join(cell.get("source", "")))
