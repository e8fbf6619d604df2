"""Whether what is published can be trusted: ``karnameh verify``, and the key that signs it."""

from itertools import chain
from pathlib import Path

import click

from helpers.cli.shared import register_option, report_faults, settings_here


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--key", metavar="PUBLIC", help="The public key that must have signed it: a file, or"
              " the key itself  [default: that of the settings]")  # fmt: skip
@click.option("--rebuild", is_flag=True, help="Make the release again from register and code, and"
              " compare byte by byte.")  # fmt: skip
@register_option
def verify(folder: Path | None, key: str | None, register: str | None, *, rebuild: bool) -> None:
    """Check a published folder: signed, whole, unchanged, and free of contradictions."""
    from helpers.cli.telling import progress
    from helpers.release.rebuild import rebuild_faults
    from helpers.release.verify import faults_of_folder, key_named, signature_in_words

    settings = settings_here()
    folder = (folder or settings.reports).absolute()
    must = key_named(key) if key else None
    faults = faults_of_folder(folder, settings, must)
    good = f"{folder} is whole and unchanged"
    if rebuild:
        again = rebuild_faults(
            folder, settings, register or str(settings.register), watch=progress,
            say=lambda text: click.echo(text, err=True),
        )  # fmt: skip
        faults = chain(faults, again)
        good += ", and comes out of register and code as it is"
    report_faults(faults, good)
    click.echo(signature_in_words(folder, settings, must), err=True)


@click.command()
def key() -> None:
    """Make the key pair that signs releases, and say what belongs into the settings."""
    from helpers.configuration import SIGNING_KEY
    from helpers.release.signing import make_key
    from helpers.settings import FILE_NAME

    settings = settings_here()
    signing = settings.configuration.signing
    path = settings.root / (signing.secret_key if signing else SIGNING_KEY)
    public = make_key(path)
    click.echo(
        f"the secret key stands in {path}: keep a copy offline, and show it to nobody; whoever has"
        f" it can sign in your name\nwrite this into {FILE_NAME}, and make the public key known"
        " where readers can compare it:",
        err=True,
    )
    click.echo(f'[signing]\npublic_key = "{public.text}"')
