"""The brief that sets two to four languages side by side, on what they have in common."""

from __future__ import annotations

import pandas as pd

from dashboard.briefs.brief import NoBriefError, Section
from dashboard.briefs.content import LEADING, SUPPORTING, Content, cut, drawn, known_sources, languages, two
from dashboard.briefs.language import places
from dashboard.briefs.tables import of_languages, table_of_tests
from dashboard.catalogue import NoChartError
from dashboard.catalogue.asked import KEY
from dashboard.catalogue.many import index_rows
from dashboard.charts import country
from dashboard.charts.chart import Chart
from dashboard.comparing import common_tests, comparisons, in_all_languages, models_of
from dashboard.reader import Reader
from dashboard.standing import grade_line, known, safety_line

LEAST, MOST = 2, 4
EACH = 4  # tests listed of a language


def compare_content(page: Reader, subject_id: str) -> Content:
    """What the brief of several languages says. ``subject_id``: their tags, with commas between them.

    Raises:
        NoBriefError: one is no language, or there are too few or too many.
    """
    tags = tuple(dict.fromkeys(subject_id.split(",")))
    held = set(page.store.view("language", language_tag=tags)["language_tag"])
    if not LEAST <= len(tags) <= MOST or held != set(tags):
        raise NoBriefError("id", subject_id)
    text = page.text
    names = text.listed(text.label(tag) for tag in tags)
    shared = in_all_languages(comparisons(page.store, {"language_tag": tags}), tags)
    leading, supporting = (shared_chart(page, shared, tags, dimension) for dimension in ("capability", "safety"))
    charts = two(leading, supporting, index_chart(page, tags), drawn(page, "safety_untested", SUPPORTING))
    table = table_of_tests(page, of_tests(page, shared, tags), of_one=False)
    lines = [" ".join(line for line in (f"{known(page, tag)}.", safety_line(page, tag)) if line) for tag in tags]
    spoken = {
        tag: page.store.view("spoken_in", language_tag=tag, order="-speakers,territory_code").query("speakers > 0")
        for tag in tags
    }
    return Content(
        subject=names,
        own_name="",
        title=title(page, leading or supporting, tags),
        messages=(*lines, text("compare.grades_note")),
        affected=Section(
            text("brief.affected"),
            tuple(
                f"**{text.label(tag)}:** {places(page, rows) if len(rows) else text('language.no_territories')}"
                for tag, rows in spoken.items()
            ),
        ),
        charts=charts,
        table=table,
        unknown=Section(text("language.unknown"), (*missing(page, tags), text("unknown.not_held"))),
        source_ids=(*known_sources(of_tests(page, shared, tags)), "cldr", "linguameta"),
        advised=languages(tags),
    )


def title(page: Reader, shared: Chart | None, tags: tuple[str, ...]) -> str:
    """The finding of the test that the languages share: in how many the model is clearly worse, and the widest gap."""
    text = page.text
    if shared is None:
        return text("brief.title.not_shared", languages=text.listed(text.label(tag) for tag in tags))
    marks = shared.frame
    if len(marks) != len(tags) or (marks["role"] == "cannot_say").all():
        return shared.title.rstrip(".")
    widest = marks.loc[marks["value"].idxmax()]
    worse = text.integer(int((marks["role"] == "worse").sum()))
    n, gap = text.integer(len(marks)), text.number(widest["value"])
    return text("brief.title.shared", worse=worse, n=n, gap=gap, language=widest["label"])


def shared_chart(page: Reader, shared: pd.DataFrame, tags: tuple[str, ...], dimension: str) -> Chart | None:
    """The test that all the languages share and that says most, with its newest model; None without any."""
    mine = shared[shared["dimension"] == dimension]
    if mine.empty:
        return None
    test = str(common_tests(page.store, mine)["test_id"].iloc[0])
    model = str(models_of(page.store, mine[mine["test_id"] == test])["model_id"].iloc[0])
    most = LEADING if dimension == "capability" else SUPPORTING
    return drawn(page, "compare_languages", most, tags=",".join(tags), test=test, model=model)


def index_chart(page: Reader, tags: tuple[str, ...]) -> Chart | None:
    """The index of those of the languages that have one."""
    try:
        rows, behind = index_rows(page.store, {"language_tag": tags}, ",".join(tags))
    except NoChartError:
        return None
    return cut(page, country.index_of_languages(rows, behind, page.text), SUPPORTING)


def of_tests(page: Reader, shared: pd.DataFrame, tags: tuple[str, ...]) -> pd.DataFrame:
    """Rows of ``gap_on_test`` of the tests that the languages share; of each language the most telling where they share none."""
    if shared.empty:
        return of_languages(page, pd.Series(tags), len(tags))
    order = list(common_tests(page.store, shared)["test_id"])[:EACH]
    wanted = shared[shared["test_id"].isin(order)].drop_duplicates([*KEY, "variant_tag"])
    rows = page.store.view("gap_on_test", language_tag=tags)
    return (
        wanted[[*KEY, "variant_tag", "test_id"]]
        .merge(rows, on=[*KEY, "variant_tag"])
        .sort_values(
            ["test_id", "language_tag", "variant_tag"],
            key=lambda column: column.map(order.index) if column.name == "test_id" else column,
        )
    )


def missing(page: Reader, tags: tuple[str, ...]) -> list[str]:
    """How good the evidence on each language is, and what stands against a better grade."""
    said = []
    for tag in tags:
        lines = [grade_line(page, tag, dimension) for dimension in ("capability", "safety")]
        if any(lines):
            said.append(f"{page.text.label(tag)}: {' '.join(line for line in lines if line)}")
    return said
