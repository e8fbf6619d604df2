"""Extracts in, a register out: brought up to date, or refused with every fault in one list."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.delivery.arriving import Arrived, arrive
from helpers.delivery.before import Before, read_before
from helpers.delivery.cleaning.identity import SECRET_BYTES, read_secret
from helpers.delivery.cleaning.vocabulary import Vocabulary
from helpers.delivery.differences import LeftOut, Part, compare
from helpers.delivery.evidence import faults_of_rows
from helpers.delivery.findings import FaultLog
from helpers.delivery.known import about_now
from helpers.delivery.plausibility import check_amounts
from helpers.delivery.readers.reading import open_sources
from helpers.delivery.receipt import Receipt
from helpers.delivery.refused import refused_file, write_refused
from helpers.delivery.repeated import set_apart_repeated
from helpers.delivery.rules import check_rules
from helpers.delivery.source import Source
from helpers.delivery.workbench import Workbench, workbench
from helpers.errors import DataError, RequestError
from helpers.files import alone_in
from helpers.register.address import without_password
from helpers.register.schema import TABLES
from helpers.register.store import staging, write_register
from helpers.settings import Settings

_REVISIONS_SHOWN = 50


def ingest(
    places: Sequence[str | Path],
    uri: str | Path,
    settings: Settings,
    *,
    dry_run: bool = False,
    accept_revisions: bool = False,
    left_out: LeftOut = "as evident",
    today: dt.date | None = None,
) -> Receipt:
    """Read a delivery, and bring the register up to date with it.

    Parameters
    ----------
    places
        Files, folders and archives of them, and tables of databases by URI.
    uri
        The register, as :func:`helpers.register.store.open_register` takes it. If there is none
        yet, or a synthetic one, the delivery must bring all three tables.
    dry_run
        Check everything, write nothing.
    accept_revisions
        Whether it may contradict earlier deliveries; see :mod:`helpers.delivery.differences`.
    left_out
        What becomes of the rows that it leaves out of the parts that it touches.
    today
        No date may be later; by default the present day.

    Returns
    -------
    Receipt
        Fit to be printed.

    Raises
    ------
    DataError
        If anything is at fault: lists every fault; the refused rows stand in a CSV beside the
        register. Or if it contradicts earlier deliveries and that is not accepted. The register
        is then as it was.
    RequestError
        If another ingest is at work, or the register cannot be reached.
    """
    order = _Order(places, uri, settings, dry_run, accept_revisions, left_out, today)
    with (
        alone_in(settings.root / "data", wait=_refuse_to_wait),
        staging(uri) as folder,
        workbench(folder) as bench,
    ):
        return _ingest(order, bench)


@dataclass(frozen=True)
class _Order:
    """What was asked for."""

    places: Sequence[str | Path]
    uri: str | Path
    settings: Settings
    dry_run: bool
    accept_revisions: bool
    left_out: LeftOut
    day: dt.date | None

    @property
    def today(self) -> dt.date:
        return self.day or dt.date.today()

    @property
    def secret(self) -> bytes:
        """That of the office; a dry run makes none for good."""
        path = self.settings.root / "data" / "secret" / "person_key"
        if self.dry_run and not path.exists():
            return secrets.token_bytes(SECRET_BYTES)
        return read_secret(path)


def _ingest(order: _Order, bench: Workbench) -> Receipt:
    settings, log = order.settings, FaultLog()
    words = Vocabulary(settings.terms, settings.areas)
    before = read_before(bench, order.uri)
    sources = open_sources(order.places, settings.configuration.deliveries, log)
    arrived = arrive(bench, sources, words, order.secret, log)
    for table in TABLES.values():
        set_apart_repeated(bench, table)
    parts = compare(bench, order.left_out)
    check_rules(bench, order.today, complete=not log.errors)
    _check_delivery(bench, before, sources, order, log)
    log.extend(faults_of_rows(bench, sources, words))
    path = refused_file(order.uri, settings)
    if log.errors:
        rows = 0 if order.dry_run else write_refused(bench, sources, words, path)
        raise _refusal(log, rows, path)
    _check_revisions(parts, order)
    receipt = _receipt(bench, before, arrived, parts, order, log)
    if not receipt.written:
        return receipt
    about = about_now(bench, before, receipt)
    kept = receipt.to_json(before.receipts)
    write_register(bench.tables(), about, order.uri, receipt=kept)
    path.unlink(missing_ok=True)  # it was about the delivery before
    month = str(about.last_month)
    return replace(receipt, awaited=(month, about.deliveries.missing(month)))


def _check_delivery(
    bench: Workbench, before: Before, sources: Sequence[Source], order: _Order, log: FaultLog
) -> None:
    """Note what is wrong with the delivery as a whole."""
    if before.about is None and not log.errors:
        for name in TABLES.keys() - {source.table.name for source in sources}:
            log.add("E107", name)
    brought = any(source.table.name == "pension_payments" for source in sources)
    regular = "FROM now_pension_payments WHERE kind = 'regular' LIMIT 1"
    if (before.about or brought) and not bench.run(regular):
        log.add("E108", "pension_payments")
    if not bench.run("FROM faults WHERE code LIKE 'E%' LIMIT 1"):
        for source in check_amounts(bench, order.settings.reference / "pension_scale.csv"):
            log.add("E135", sources[source - 1].label, "amount_rials")


def _check_revisions(parts: Sequence[Part], order: _Order) -> None:
    """Refuse what contradicts earlier deliveries, unless that is accepted."""
    revised = [part for part in parts if part.contradicting]
    if order.accept_revisions or not revised:
        return
    listed = "\n".join(f"  {part.contradiction}" for part in revised[:_REVISIONS_SHOWN])
    more = len(revised) - _REVISIONS_SHOWN
    raise DataError(
        f"the delivery contradicts earlier ones in {sum(p.contradicting for p in revised)} rows;"
        f" the register stays as it was\n{listed}" + (f"\n  and {more} more" if more > 0 else ""),
        expected="what was delivered before for these counties, or news",
        do="ask the county office; if this delivery is right, ingest it again with"
        " --accept-revisions; if what it leaves out is still right, with --left-out stays",
    )


def _receipt(
    bench: Workbench,
    before: Before,
    arrived: Arrived,
    parts: Sequence[Part],
    order: _Order,
    log: FaultLog,
) -> Receipt:
    touched = tuple(part for part in parts if part.is_touched)
    return Receipt(
        register=without_password(str(order.uri)),
        received_on=order.today.isoformat(),
        written=not order.dry_run and (before.about is None or bool(touched)),
        files=tuple(arrived.files),
        rows_read=arrived.rows,
        rows_stored={name: bench.count(f"now_{name}") for name in TABLES},
        cleaned=dict(arrived.cleaned),
        warnings=log.warning_counts,
        parts=touched,
        first=before.about is None,
        revisions_accepted=sum(part.contradicting for part in touched),
        remarks=tuple(str(fault) for fault in log.warnings),
    )


def _refusal(log: FaultLog, rows: int, path: Path) -> DataError:
    listed = "\n".join(str(fault) for fault in (*log.errors, *log.warnings))
    beside = f"; {rows} refused rows stand in {path}" if rows else ""
    return DataError(
        f"the delivery is refused: {len(log.errors)} fault{'s' * (len(log.errors) != 1)};"
        f" the register stays as it was{beside}\n{listed}",
        do="correct all of these, and ingest the whole delivery again; every code is explained in"
        " docs/data-faults.md",
    )


def _refuse_to_wait() -> None:
    raise RequestError("another ingest is at work", do="wait until it has ended")
