"""The command line: one command, one job; what it does stands in the wings.

A family of commands has a module; a new command is a line in ``COMMANDS``. Imports of the
wings stand inside the commands, so that ``--help`` is quick.
"""

from typing import Any

import click

from helpers.cli.checking import check, status
from helpers.cli.explaining import explain
from helpers.cli.making import build
from helpers.cli.proving import key, verify
from helpers.cli.registering import ingest, sample
from helpers.errors import KarnamehError

COMMANDS = (
    sample,
    ingest,
    build,
    status,
    check,
    verify,
    explain,
    key,
)
INTERRUPTED = 130  # as shells have it: 128 and the number of the signal


class _Commands(click.Group):
    """The commands; a known error is printed as its text, and its status is the command's."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and end with its own status where it fails for a known reason."""
        try:
            return super().invoke(ctx)
        except KarnamehError as error:
            click.echo(f"karnameh: {error}", err=True)
            ctx.exit(error.exit_status)
        except KeyboardInterrupt:
            click.echo("karnameh: interrupted; what is done so far is kept", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="karnameh")
def main() -> None:
    """Turn a register of case files into monthly and annual reports.

    Status: 0 all was done, 1 something was not, 2 the request itself is wrong.
    """


for _command in COMMANDS:
    main.add_command(_command)
