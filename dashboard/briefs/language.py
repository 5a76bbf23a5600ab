"""The brief of one language."""

from __future__ import annotations

import pandas as pd

from dashboard.briefs.brief import NoBriefError, Section
from dashboard.briefs.content import LEADING, SUPPORTING, Content, cut, drawn, known_sources, two
from dashboard.briefs.tables import ranked, table_of_tests
from dashboard.charts import profile
from dashboard.charts.chart import Chart
from dashboard.planner import items_needed
from dashboard.reader import Reader, first, index_shown
from dashboard.standing import (
    attention_line,
    bibliography_line,
    grade_line,
    index_line,
    papers_line,
    safety_line,
    unknowns,
)

SHARE, HALF_WIDTH = (
    0.5,
    0.05,
)  # of the test that would tell: the share that needs most items, known to five points either way
TERRITORIES = 4  # named; the others are counted
IDENTITY = ("cldr", "linguameta", "glottolog", "iso639_3")


def language_content(page: Reader, tag: str) -> Content:
    """What the brief of a language says.

    Raises:
        NoBriefError: there is no such language.
    """
    row = first(page.store.view("language_profile", language_tag=tag))
    if row is None:
        raise NoBriefError("id", tag)
    text = page.text
    tests = page.store.view("gap_on_test", language_tag=tag, dimension=("capability", "safety"))
    own = row["autonym"] if isinstance(row["autonym"], str) else ""
    return Content(
        subject=text.label(tag),
        own_name="" if own.casefold() == text.language(tag).casefold() else own,
        title=title(page, row, tests),
        messages=messages(page, row),
        affected=Section(text("brief.affected"), affected(page, row)),
        charts=charts(page, row, tests),
        table=table_of_tests(page, ranked(tests)),
        unknown=Section(text("language.unknown"), (*unknowns(page, row), *to_know(page, row))),
        source_ids=(*known_sources(tests), *IDENTITY),
        advised=(("language", tag),),
    )


def title(page: Reader, row: pd.Series, tests: pd.DataFrame) -> str:
    """The finding: on capability, and on safety."""
    text, tag = page.text, row["language_tag"]
    name = text.language(tag)
    states = (row["capability_state"], row["safety_state"])
    if "not_applicable" in states:
        return text("brief.title.not_applicable", language=name)
    if "measured" not in states:
        return text("brief.title.unknown", language=name)
    if is_reference(page, tag):
        return text("brief.title.reference", language=name)
    parts = [capability_part(page, tag, name, tests), safety_part(page, tests)]
    return text("brief.title.both", capability=parts[0], safety=parts[1])


def is_reference(page: Reader, tag: str) -> bool:
    """Whether others are compared with the language."""
    references = page.store.view("benchmark", parallel=True)["reference_tag"].dropna()
    return tag in set(references.str.split("-").str[0])


def capability_part(page: Reader, tag: str, name: str, tests: pd.DataFrame) -> str:
    """What the title says about capability: the index, else the comparisons, else that there are none."""
    text = page.text
    index = first(page.store.view("relative_capability", language_tag=tag))
    if index is not None and index_shown(page):
        low, kept, high = (text.share(max(0.0, index[name]), 0) for name in ("low", "relative_capability", "high"))
        return text("brief.title.index", language=name, kept=kept, low=low, high=high)
    mine = tests[tests["dimension"] == "capability"]
    n = int(mine["n_models"].sum())
    if n:
        worse = text.integer(mine["n_worse"].sum())
        return text.plural("brief.title.compared", n, language=name, worse=worse)
    return text("brief.title.not_compared", language=name)


def safety_part(page: Reader, tests: pd.DataFrame) -> str:
    """What the title says about safety."""
    text, mine = page.text, tests[tests["dimension"] == "safety"]
    n = int(mine["n_models"].sum())
    if n:
        return text.plural("brief.title.safety", n, worse=text.integer(mine["n_worse"].sum()))
    return text("brief.title.safety_unknown")


def messages(page: Reader, row: pd.Series) -> tuple[str, ...]:
    """Three or four sentences: what models can do, how safe they are, how good the evidence is, who looks at it."""
    text, tag = page.text, row["language_tag"]
    name = text.language(tag)
    said: list[str] = []
    for dimension in ("capability", "safety"):
        state = row[f"{dimension}_state"]
        if state == "not_applicable":
            said.append(text(f"language.not_applicable.{row['not_applicable_reason']}", language=name))
        elif state != "measured":
            said.append(text(f"language.not_measured.{dimension}", language=name))
        else:
            grade = grade_line(page, tag, dimension) or ""
            result = (index_line if dimension == "capability" else safety_line)(page, tag)
            said.append(f"{grade} {result or without_result(page, row, dimension, name)}")
    return (*dict.fromkeys(said), papers_line(page, tag))


def without_result(page: Reader, row: pd.Series, dimension: str, name: str) -> str:
    """Why a language that was measured has no result to state: it is the reference, or its tests compare nothing, or what they say."""
    text, tag = page.text, row["language_tag"]
    tests = page.store.view("gap_on_test", language_tag=tag, dimension=dimension)
    if not tests.empty:
        chart = profile.language_gaps(tests, text, dimension=dimension, name=name)
        return f"{chart.title}."
    if is_reference(page, tag):
        return text(f"language.reference.{dimension}", language=name)
    tested = page.store.view("coverage", language_tag=tag, dimension=dimension).iloc[0]
    return text.plural("language.no_gap", int(tested["n_benchmarks"]), language=name, year=int(tested["newest_year"]))


def affected(page: Reader, row: pd.Series) -> tuple[str, ...]:
    """Speakers with their range, where they live, vitality, and papers for each ten million of them."""
    text, tag = page.text, row["language_tag"]
    said = []
    if not pd.isna(row["speakers"]):
        speakers = text.speakers(
            row["speakers_low"], row["speakers_high"], bool(row["sources_differ"]), row["speakers"]
        )
        said.append(text("fact.speakers", speakers=speakers))
        if row["sources_differ"]:
            cldr, linguameta = text.integer(row["territorial_speakers"]), text.integer(row["printed_speakers"])
            said.append(text("fact.sources_differ", cldr=cldr, linguameta=linguameta))
        elif row["speakers_low"] < row["speakers_high"]:
            said.append(text("brief.by_source", range=speaker_range(page, row)))
    else:
        said.append(text("unknown.speakers"))
    spoken = page.store.view("spoken_in", language_tag=tag, order="-speakers,territory_code")
    spoken = spoken[spoken["speakers"] > 0]
    said.append(places(page, spoken) if len(spoken) else text("language.no_territories"))
    status = row["endangerment"] if isinstance(row["endangerment"], str) else "not_stated"
    said.append(text("fact.endangerment", status=text(f"endangerment.{status}")))
    said += [line for line in (attention_line(page, tag), bibliography_line(page, tag)) if line]
    return tuple(said)


def to_know(page: Reader, row: pd.Series) -> tuple[str, ...]:
    """What it would take to know what no test says."""
    text, states = page.text, (row["capability_state"], row["safety_state"])
    if row["not_applicable_reason"] == "signed":
        return (text("brief.to_know_signed"),)
    if "not_measured" not in states:
        return ()
    words = {
        "items": text.integer(items_needed(SHARE, HALF_WIDTH)),
        "share": text.share(SHARE, 0),
        "half": text.plural("coverage.points", round(100 * HALF_WIDTH)),
    }
    return (text("brief.to_know", **words), *([text("country.asks_note")] if states[1] == "not_measured" else []))


def speaker_range(page: Reader, row: pd.Series) -> str:
    """The lowest and the highest count of speakers."""
    low, high = page.text.people(row["speakers_low"]), page.text.people(row["speakers_high"])
    return page.text("interval.range", low=low, high=high)


def places(page: Reader, spoken: pd.DataFrame) -> str:
    """Territories with most speakers, the rest counted. ``spoken``: rows of ``spoken_in``, most speakers first."""
    text = page.text
    named = [
        text(
            "fact.territory",
            territory=text.territory(row["territory_code"]),
            speakers=text.people(row["speakers"]),
            share=text.share(row["share_pct"] / 100),
        )
        + (f", {text('status.' + row['official_status'])}" if isinstance(row["official_status"], str) else "")
        for row in spoken.head(TERRITORIES).to_dict("records")
    ]
    rest = len(spoken) - len(named)
    return f"{text('language.spoken_in')} {text.series([*named, *([text.plural('count.more', rest)] if rest else [])])}"


def charts(page: Reader, row: pd.Series, tests: pd.DataFrame) -> tuple[Chart, ...]:
    """Its own results, else its country's languages by what is known of them, else the largest languages without any result."""
    tag = row["language_tag"]
    own = [gap_chart(page, tests, dimension, tag) for dimension in ("capability", "safety")]
    if is_reference(page, tag):
        own = [drawn(page, "capability_gap", LEADING), drawn(page, "safety_direct", SUPPORTING)]
    spoken = page.store.view("spoken_in", language_tag=tag, order="-speakers,territory_code")
    home = spoken["territory_code"].iloc[0] if len(spoken) and spoken["speakers"].iloc[0] > 0 else ""
    if len(two(*own)) == 2:
        return two(*own)
    mine = [page.text.label(tag)]
    around = [drawn(page, "country_evidence", SUPPORTING, mine, code=home, about="safety")] if home else []
    if len(two(*own, *around)) == 2:
        return two(*own, *around)
    return two(*own, *around, drawn(page, "safety_untested", SUPPORTING), drawn(page, "papers_by_class", SUPPORTING))


def gap_chart(page: Reader, tests: pd.DataFrame, dimension: str, tag: str) -> Chart | None:
    """The gaps of a language that its table names first, under the title that all of them have."""
    mine = ranked(tests[tests["dimension"] == dimension])
    if mine.empty:
        return None
    text, most = page.text, LEADING if dimension == "capability" else SUPPORTING
    chart = profile.language_gaps(mine, text, dimension=dimension, name=text.language(tag))
    several = mine["variant_tag"].nunique() > 1
    first = [profile.label(row, text, several) for row in mine.head(most).to_dict("records")]
    return cut(page, chart, most, first)
