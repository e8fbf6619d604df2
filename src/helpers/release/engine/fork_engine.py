"""The engine that papermill finds under the name ``karnameh``.

papermill imports this module while it is itself being imported; to have it, import papermill.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbformat import NotebookNode
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger

from helpers.errors import KarnamehError
from helpers.release.engine.parent import can_fork

if TYPE_CHECKING:
    from helpers.configuration import Limits


class ForkEngine(Engine):  # type: ignore[misc]
    """Runs each notebook in a fork of this process: isolated, limited, without a start-up.

    What a notebook shows is what papermill's own engine keeps of it. That engine serves where
    this one cannot: on platforms without fork, and for kernels that are not this Python's.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        execution_timeout: float | None = None,
        limits: "Limits | None" = None,
        on_end: Callable[[NotebookNode], None] | None = None,
        **options: Any,
    ) -> None:
        """Run the cells.

        Parameters
        ----------
        nb_man
            papermill's record of the run.
        execution_timeout
            Seconds one cell may take; as long as the notebook may if not said.
        limits
            What the notebook may use; what the settings say if not said.
        on_end
            Told of the notebook when its run has ended, however it ended.
        """
        try:
            if obstacle := _obstacle(kernel_name, nb_man.nb):
                logger.info(f"papermill's own engine runs the notebook: {obstacle}")
                seconds = execution_timeout or (limits and limits.notebook_seconds)
                NBClientEngine.execute_managed_notebook(
                    nb_man, kernel_name, log_output=log_output, stdout_file=stdout_file,
                    stderr_file=stderr_file, execution_timeout=seconds, **options,
                )  # fmt: skip
                return
            from helpers.release.engine.client import ForkedNotebookClient

            client = ForkedNotebookClient(
                nb_man, limits=limits or _limits_of_settings(), timeout=execution_timeout,
                kernel_name=kernel_name, log=logger, log_output=log_output,
                stdout_file=stdout_file, stderr_file=stderr_file,
            )  # fmt: skip
            client.execute()
        finally:
            if on_end:
                on_end(nb_man.nb)


def _obstacle(kernel_name: str, notebook: NotebookNode) -> str:
    """Return why the notebook cannot be run in a fork of this process; empty if it can."""
    if not can_fork():
        return f"there are no forks on {sys.platform}"
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if kernel_name not in {NATIVE_KERNEL_NAME, "python"} or language != "python":
        return f"the kernel {kernel_name} is another program"
    return ""


def _limits_of_settings() -> "Limits":
    """Return the limits of the project that the notebook is run in; the defaults outside of one."""
    from helpers.configuration import Limits
    from helpers.settings import load_settings

    try:
        return load_settings().configuration.limits
    except KarnamehError:
        return Limits()
