"""Loading once what every page needs, in the process that the workers are forked from."""

import gc
import sys
from functools import cache
from pathlib import Path

from helpers.release.engine.parent import can_fork, start_no_threads


@cache
def warm_up() -> None:
    """Import what notebooks and pages need; what forks share costs them nothing."""
    start_no_threads()
    # jsonschema loads it where it is installed, to check addresses in schemas: notebooks have none,
    # and its grammar takes longer to build than all else that is imported here.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill  # noqa: F401
    from papermill.parameterize import parameterize_notebook  # noqa: F401

    import helpers.release.make
    import helpers.report

    if can_fork():
        import helpers.release.engine.client
        import helpers.release.engine.kernel  # noqa: F401


def prepare_forks(table: Path, history: Path) -> None:
    """Bring this process to where its forks begin: the table read, charts drawn, a kernel made."""
    from helpers.report import warm

    warm(table, history)
    if can_fork():
        from helpers.release.engine import kernel

        kernel.prepare()
        # The collector would otherwise write to, and so copy, every object a fork shares.
        gc.collect()
        gc.freeze()
