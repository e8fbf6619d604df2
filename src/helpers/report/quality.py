"""The data-quality box: how much of the page is hidden, missing, provisional or unknown."""

from collections.abc import Sequence

from markupsafe import Markup

from helpers.domain.codelists import UNKNOWN
from helpers.domain.structure import OBS_STATUS, STILL_PROVISIONAL
from helpers.report.context import Context
from helpers.report.html import Fragment
from helpers.report.series import Observation
from helpers.report.sources import Sources, written

NONE = Sources()


def quality_box(context: Context) -> Fragment:
    """Return the box; it speaks of what the page has shown so far, so it stands near the end."""
    words = context.words
    shown = context.table.used_observations(context.period, context.area.code)
    hidden = sum(value.is_hidden for value in shown)
    unavailable = sum(value.number is None and not value.is_hidden for value in shown)
    cells = words.phrase(
        "quality_cells",
        all=words.count(len(shown)),
        hidden=words.count(hidden),
        unavailable=words.count(unavailable),
    )
    sentences = [
        (cells, Sources(count="cells")),
        (words.phrase("quality_provisional" if is_provisional(shown) else "quality_final"), NONE),
        *_unknown(context, shown),
    ]
    if context.table.about.synthetic:
        sentences.append((words.phrase("quality_synthetic"), NONE))
    items = Markup("\n").join(
        Markup("<li{}>{}</li>").format(written(sources.attributes), text)
        for text, sources in sentences
    )
    html = Markup('<div class="quality" dir="auto"><ul>\n{}\n</ul></div>').format(items)
    return Fragment(html, "\n".join(text for text, _ in sentences))


def status_of(shown: Sequence[Observation]) -> str:
    """Return the observation status of a page as a whole: provisional before revised."""
    if is_provisional(shown):
        return OBS_STATUS["provisional"]
    revised = any(value.obs_status == OBS_STATUS["revised"] for value in shown)
    return OBS_STATUS["revised" if revised else "normal"]


def is_provisional(shown: Sequence[Observation]) -> bool:
    """Whether any of the values may still be revised because its year is not complete."""
    return any(
        value.obs_status == OBS_STATUS["provisional"] or STILL_PROVISIONAL in value.notes
        for value in shown
    )


def _unknown(context: Context, shown: Sequence[Observation]) -> list[tuple[str, Sources]]:
    """Return a sentence for each breakdown with cases of unknown category; one if there is none."""
    words = context.words
    sentences = []
    cases = [value for value in shown if value.category == UNKNOWN]
    for value in cases:
        parts = {
            "breakdown": words.term("breakdown", value.breakdown),
            "statistic": context.name(value.statistic.code),
        }
        if value.is_hidden:
            sentences.append((words.phrase("quality_unknown_hidden", **parts), NONE))
        elif value.number:
            parts["value"] = words.quantity(value)
            sources = Sources((value.statistic.code,), value.breakdown)
            sentences.append((words.phrase("quality_unknown", **parts), sources))
    if cases and not sentences:
        return [(words.phrase("quality_known"), NONE)]
    return sentences
