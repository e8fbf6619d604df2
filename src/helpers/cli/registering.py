"""Making a register: a synthetic one, or one of the offices' extracts."""

from pathlib import Path

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
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@register_option
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
def ingest(sources: tuple[Path, ...], register: str | None, *, dry_run: bool) -> None:
    """Turn the offices' extracts into the register, or list every fault in them."""
    from helpers.register.ingest import ingest as ingest_sources

    settings = settings_here()
    receipt = ingest_sources(
        list(sources), register or settings.register, settings, dry_run=dry_run
    )
    click.echo(str(receipt))
