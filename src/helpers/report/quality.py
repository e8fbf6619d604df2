"""The data-quality box: what is hidden, missing, provisional or unknown, and what was delivered."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from helpers.domain.codelists import UNKNOWN
from helpers.domain.structure import OBS_STATUS, STILL_PROVISIONAL
from helpers.report.context import Context
from helpers.report.deliveries import Sentence, delivery_sentences
from helpers.report.html import Fragment
from helpers.report.quantities import quantity
from helpers.report.series import Observation
from helpers.report.sources import Sources, written


def quality_box(context: Context) -> Fragment:
    """Return the box; it speaks of what the page has shown so far, so it stands near the end."""
    words = context.words
    shown = context.table.used_observations(context.period, context.area.code)
    hidden = sum(value.is_hidden for value in shown)
    unavailable = sum(value.number is None and not value.is_hidden for value in shown)
    cells = words.phrase(
        "quality_cells" if hidden or unavailable else "quality_all",
        all=words.count(len(shown)),
        hidden=words.counted("quality_hidden", hidden),
        unavailable=words.counted("quality_unavailable", unavailable),
    )
    code = "quality_provisional" if is_provisional(shown) else "quality_final"
    sentences = [
        Sentence(escape(cells), Sources(count="cells")),
        Sentence(escape(words.phrase(code))),
        *_unknown(context, shown),
        *delivery_sentences(context),
    ]
    if context.table.about.synthetic:
        sentences.append(Sentence(escape(words.phrase("quality_synthetic"))))
    items = Markup("\n").join(
        Markup("<li{}>{}</li>").format(written(said.sources.attributes), said.html)
        for said in sentences
    )
    html = Markup('<div class="quality" dir="auto"><ul>\n{}\n</ul></div>').format(items)
    return Fragment(html, "\n".join(said.text for said in sentences))


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


def _unknown(context: Context, shown: Sequence[Observation]) -> list[Sentence]:
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
            sentences.append(Sentence(escape(words.phrase("quality_unknown_hidden", **parts))))
        elif value.number:
            parts["value"] = quantity(context, value)
            sources = Sources((value.statistic.code,), value.breakdown)
            text = escape(words.phrase("quality_unknown", **parts))
            sentences.append(Sentence(text, sources))
    if cases and not sentences:
        return [Sentence(escape(words.phrase("quality_known")))]
    return sentences
