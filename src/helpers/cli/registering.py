"""Making a register: a synthetic one, or one of the offices' extracts."""

from typing import Literal

import click

from helpers.cli.shared import register_option, settings_here


@click.command()
@click.option("--scale", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--seed", type=int, default=1403, show_default=True)
@click.option("--since", metavar="MONTH", help="The first month, such as 1402-01.")
@click.option("--until", metavar="MONTH", help="The last month, such as 1403-12.")
@register_option
def sample(
    scale: int, seed: int, since: str | None, until: str | None, register: str | None
) -> None:
    """Make the sample register: synthetic people, calibrated to published totals."""
    from helpers.domain.periods import Month, PeriodError, parse_month
    from helpers.errors import RequestError
    from helpers.register.sample import write_sample

    settings = settings_here()
    months: dict[str, Month] = {}
    for name, given in (("since", since), ("until", until)):
        try:
            months |= {name: parse_month(given)} if given else {}
        except PeriodError as error:
            raise RequestError(str(error), where=f"--{name}") from None
    uri = register or settings.register
    click.echo(write_sample(uri, settings, scale=scale, seed=seed, **months))


@click.command()
@click.argument("sources", nargs=-1)
@register_option
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--explain", is_flag=True, help="Show how the files are understood; write nothing.")
@click.option("--history", is_flag=True, help="List the deliveries that the register is made of.")
@click.option("--accept-revisions", is_flag=True, help="Take what contradicts earlier deliveries.")
@click.option(
    "--left-out",
    type=click.Choice(["stays", "goes"]),
    help="What becomes of rows that the delivery leaves out of a county's list. By default they go"
    " where more than half of the list comes again.",
)
def ingest(
    sources: tuple[str, ...],
    register: str | None,
    *,
    dry_run: bool,
    explain: bool,
    history: bool,
    accept_revisions: bool,
    left_out: Literal["stays", "goes"] | None,
) -> None:
    """Bring the register up to date with extracts of the offices, or list every fault in them.

    SOURCES are files, folders and .zip archives of them, or tables of databases by URI, such as
    postgresql://user@host/database#table.
    """
    from helpers.delivery.cleaning.vocabulary import Vocabulary
    from helpers.delivery.findings import FaultLog
    from helpers.delivery.ingest import ingest as ingest_sources
    from helpers.delivery.readers.explain import explain_sources
    from helpers.delivery.readers.reading import open_sources
    from helpers.delivery.receipt import history_in_words
    from helpers.register.receipt import receipts_of

    settings = settings_here()
    uri = register or settings.register
    if history:
        click.echo(history_in_words(receipts_of(uri)))
        return
    if not sources:
        raise click.UsageError("name the files, folders, archives or tables of the delivery")
    if explain:
        log = FaultLog()
        opened = open_sources(sources, settings.configuration.deliveries, log)
        words = Vocabulary(settings.terms, settings.areas).words
        click.echo(explain_sources(opened, log, words))
        return
    receipt = ingest_sources(
        sources, uri, settings,
        dry_run=dry_run, accept_revisions=accept_revisions,
        left_out=left_out or "as evident",
    )  # fmt: skip
    click.echo(str(receipt))
