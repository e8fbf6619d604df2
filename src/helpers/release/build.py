"""The main job: from a register to a published folder, whole or not at all."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from helpers.domain.coverage import Coverage
from helpers.errors import KarnamehError
from helpers.files import alone_in
from helpers.release.catalogue import entry_of
from helpers.release.count import Counter, Table
from helpers.release.embargo import refuse_embargoed
from helpers.release.engine.parent import start_no_threads
from helpers.release.ingredients import differences, release_ingredients
from helpers.release.inputs import input_ingredients
from helpers.release.ledger import Ledger
from helpers.release.navigation import CATALOGUES
from helpers.release.order import Order, Outcome, Say
from helpers.release.pages import Page, Subject, marked
from helpers.release.past import Past
from helpers.release.pdf import find_browser
from helpers.release.plan import corrected_pages, left_out, plan_pages
from helpers.release.privacy import check_apart, close_tables, written_for_owner_alone
from helpers.release.records import Record, Stamp
from helpers.release.signing import check_before_building, secret_key
from helpers.release.stage import Stage, check_target, repair, wait_or_refuse
from helpers.release.survey import Plan, Reasons, Survey, Watch, obsolete
from helpers.settings import Settings


class DiskError(KarnamehError):
    """The disk did not take what was to be written, or give what was to be read."""


def preview(order: Order) -> Mapping[Page, Reasons]:
    """Return the pages a build would deal with, and why each would be made; change nothing.

    Raises
    ------
    RequestError
        If there is no register, it does not hold a period, or the folder holds something else.
    """
    with ExitStack() as stack:
        _check_apart(order)
        survey, *_ = _survey(replace(order, out=order.out.absolute()), stack)
        return {page: survey.reasons[page.subject] for page in survey.plan}


def build(
    order: Order, *, watch: Watch = lambda progress, _: progress, say: Say = lambda _: None
) -> Outcome:
    """Make what has changed, and publish it with all that is published already.

    Parameters
    ----------
    watch
        Told of every page as it ends, and whether it is good: passes them on, and may show
        progress.
    say
        Told what a user should know besides.

    Returns
    -------
    Outcome
        With failures, nothing was published, and the last good release stands as it was.

    Raises
    ------
    RequestError
        As :func:`preview`; or if pages are to be printed, and there is no browser.
    EmbargoError
        If the release would hold an edition whose hour of publication has not come.
    KarnamehError
        If the register cannot be counted, another build is at work, or the disk is full.
    """
    _check_apart(order)
    if order.request.pdf:
        find_browser()  # before any work
    order = replace(order, out=order.out.absolute())
    with ExitStack() as stack, _disk_errors_in_words(order.out):
        stack.enter_context(written_for_owner_alone(really=order.private))
        close_tables(order.settings)
        busy = partial(wait_or_refuse, order.out.parent, wait=order.wait, say=say)
        stack.enter_context(alone_in(order.out.parent, wait=busy))
        repair(order.out)
        return _build(order, stack, watch, say)


def _build(order: Order, stack: ExitStack, watch: Watch, say: Say) -> Outcome:
    secret = secret_key(order.settings) if order.sign else None
    stage = Stage(order.out, private=order.private)
    survey, ledger, counter, past = _survey(order, stack, meanwhile=_warm_up)
    if told := left_out(order.request, counter.coverage):
        say(told)
    dropped = obsolete(
        survey.published.editions.values(), survey.plan, order.notebooks, order.settings
    )
    if order.request.edition == "public" and not order.prepare:
        refuse_embargoed(_to_be(survey, dropped), order.settings, order.clock())
    names = {*survey.published.editions, *(subject.identifier for subject in survey.subjects)}
    made_from = {
        **release_ingredients(order.notebooks, order.settings, survey.table.about, names - dropped),
        **input_ingredients(order.settings),
    }
    unchanged = tuple(page for page in survey.plan if not survey.reasons[page.subject])
    outcome = Outcome(
        order.out / marked(CATALOGUES["fa"], order.request.edition), unchanged=unchanged
    )
    whole = len(unchanged) == len(survey.plan) and not dropped
    if whole and not _changed_as_a_whole(survey, made_from):
        if survey.agreeing and survey.published.records:
            survey.published.records.agree(survey.agreeing, survey.table.digest)
        _accept(counter, survey.table)
        if stage.folder.exists():  # of a build whose changes were taken back
            stage.discard()
            ledger.tidy()
        return outcome

    _warm_up()
    from helpers.release.assemble import Assembly

    if past.is_another_series:
        say(f"the register is of other people than what was published in {order.out}: its numbers"
            " begin a new series, and none of them counts as revised")  # fmt: skip
    assembly = Assembly(survey, ledger, stage, order.notebooks, dropped, past)
    failures = assembly.make(jobs=order.jobs or _processors(), watch=watch)
    resumed = tuple(page for page in survey.plan if page.subject in survey.resumed)
    outcome = replace(outcome, made=tuple(survey.to_make), resumed=resumed)
    if failures := failures or assembly.finish(made_from, secret):
        return replace(outcome, failures=tuple(failures))
    _accept(counter, survey.table)
    if not assembly.publish():
        say(
            "this file system cannot exchange two folders in one step: for a moment, while the "
            f"new release took its place, {order.out} was not there"
        )
    return outcome


def _survey(
    order: Order, stack: ExitStack, meanwhile: Callable[[], None] = lambda: None
) -> tuple[Survey, Ledger, Counter, Past]:
    """Compare what was asked for with what is there; count the register if that is needed."""
    start_no_threads()  # comparing numbers may be the first to import libraries that would
    edition = order.request.edition
    check_target(order.out, edition)
    ledger = Ledger(order.settings, order.out, Stage(order.out).folder)
    stack.callback(ledger.close)
    ours = ledger.published.records is not None
    check_before_building(order.out, order.settings, ours=ours)
    counter = Counter(order.register, order.settings, edition)
    plan = _plan(order, counter.coverage, ledger.published.editions.values())
    table = _table(counter, order.settings, stack, meanwhile)
    past = Past(order.past or order.out, table, order.settings, ledger.past)
    stack.callback(past.forget)
    survey = Survey(
        plan, ledger.published, ledger.unfinished, table, past.path, order.settings, order.force,
        order.request.pdf,
    )  # fmt: skip
    return survey, ledger, counter, past


def _plan(order: Order, covered: Coverage, editions: Iterable[Record]) -> Plan:
    """Return the pages to make, each with its notebook.

    The other language of a page that is published already is made with it: both stand on one
    file of numbers. So is a published page that a dated notice corrects.
    """
    editions = list(editions)
    asked = plan_pages(order.request, order.notebooks, covered)
    published_so_far = (entry_of(record.content) for record in editions)
    asked |= corrected_pages(published_so_far, order.notebooks, order.settings, covered)
    published = {path for record in editions for path in record.links}
    plan: Plan = {}
    for page, notebook in asked.items():
        for lang in notebook.languages:
            other = replace(page, lang=lang)
            if other in asked or other.path in published:
                plan[other] = notebook
    return plan


def _table(
    counter: Counter, settings: Settings, stack: ExitStack, meanwhile: Callable[[], None]
) -> Table:
    """Return the published table, counted anew if it must be."""
    if not counter.reasons:
        return counter.table_at_hand()
    counting = counter.start()
    stack.callback(counting.end)
    meanwhile()
    return counting.result()


def _check_apart(order: Order) -> None:
    check_apart(order.out, order.request.edition, order.settings, prepared=order.prepare)


def _to_be(survey: Survey, dropped: set[str]) -> Iterator[Subject]:
    """Yield every report, period and area of the release that is asked for."""
    for name, record in survey.published.editions.items():
        if name not in dropped:
            yield entry_of(record.content).subject
    yield from survey.subjects


def _accept(counter: Counter, table: Table) -> None:
    """Keep the table for the next build."""
    if counter.reasons:
        counter.accept(table)
    else:
        counter.settle()


def _changed_as_a_whole(survey: Survey, made_from: Mapping[str, str]) -> bool:
    """Return whether the catalogue and the manifest would not be what they are."""
    before = survey.published.noted("made_from") or {}
    files = survey.published.noted("files") or {}
    return bool(differences(before, made_from)) or not all(
        Stamp(*stamp).fits(survey.published.folder / path) for path, stamp in files.items()
    )


def _warm_up() -> None:
    """Load once what every page needs: the processes that make them are forked from this one."""
    from helpers.release.warm import warm_up

    warm_up()


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _disk_errors_in_words(out: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if getattr(error, "errno", errno.ENOSPC) in {errno.ENOSPC, errno.EDQUOT}:
            Stage(out).discard()  # gives back the room it has taken
        raise DiskError(
            "a file could not be written or read",
            where=str(getattr(error, "filename", None) or out),
            found=getattr(error, "strerror", None) or str(error),
            do="make room on the disk, or see who may write there; nothing was published",
        ) from error
