"""Charts of things side by side: models on one test, and countries by the people that tests cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, Evidence, require
from dashboard.charts.comparison import gap_hover, kind_of, scores, verdict_name, widest_names, with_intervals
from dashboard.charts.profile import small
from dashboard.text import Text


def models_on_test(
    frame: pd.DataFrame, text: Text, *, benchmark: str, models: Mapping[str, str], limit: int | None = None
) -> Chart:
    """Points lost by each language variant with each of several models, on one test; the widest gap of any of them first.

    ``frame``: rows of ``gap`` for one test, each variant with every model; ``models``: id and name, in the reader's order.
    """
    require(frame, "models_on_test", "variant_tag", "model_id", "gap_pp", "gap_low_pp", "gap_high_pp", "verdict")
    roles = {f"series_{place}": name for place, name in enumerate(models.values(), 1)}
    role_of = dict(zip(models, roles, strict=True))
    frame = frame.assign(
        widest=frame.groupby("variant_tag")["gap_pp"].transform("max"), place=frame["model_id"].map(list(models).index)
    ).sort_values(["widest", "variant_tag", "place"], ascending=[False, True, True])
    tags = list(dict.fromkeys(frame["variant_tag"]))
    drawn = frame[frame["variant_tag"].isin(tags[:limit])] if limit else frame
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["variant_tag"]],
            "role": drawn["model_id"].map(role_of).to_list(),
            "value": drawn["gap_pp"].to_list(),
            "low": drawn["gap_low_pp"].to_list(),
            "high": drawn["gap_high_pp"].to_list(),
            "text": [f"<b>{models[row['model_id']]}</b><br>{gap_hover(row, text)}" for row in drawn.to_dict("records")],
        }
    )
    first = frame.iloc[0]
    reference, kind = text.language(first["reference_tag"]), kind_of(first)
    words = {
        "benchmark": benchmark,
        "reference": reference,
        "year": text.listed(sorted(set(frame["year"].astype(str)))),
    }
    title = models_title(frame, text, models, kind, words | {"n": text.integer(len(tags))})
    subtitle = with_intervals(text(f"chart.gap_dots.subtitle.{kind}", **words), frame["gap_low_pp"], text)
    notes = [text("chart.beside.models_note", reference=reference)]
    if limit and len(tags) > limit:
        notes.insert(0, text("chart.shown_of", shown=text.integer(limit), n=text.integer(len(tags))))
    return Chart(
        chart_id="models_on_test",
        mark="dots",
        title=title,
        subtitle=subtitle,
        note=" ".join(notes),
        alt=f"{title}. {subtitle}",
        axis=text(f"chart.gap_dots.axis.{kind}", reference=reference),
        frame=marks,
        roles=roles,
        source_ids=tuple(sorted(set(frame["source_id"]))),
        zero_line=True,
        evidence=scores(frame["score_id"], frame["reference_score_id"]),
    )


def models_title(frame: pd.DataFrame, text: Text, models: Mapping[str, str], kind: str, words: dict[str, str]) -> str:
    """How many language variants are clearly worse with each model; without intervals, the widest gap of each."""
    by_model = {name: frame[frame["model_id"] == model_id] for model_id, name in models.items()}
    if set(frame["verdict"]) == {"cannot_say"}:
        counts = [
            text(
                "chart.beside.widest_with",
                model=name,
                gap=text.number(own["gap_pp"].max()),
                language=text.listed(widest_names(own.sort_values("variant_tag"), "gap_pp", text)),
            )
            for name, own in by_model.items()
        ]
        return text("chart.beside.models_cannot_say", counts=text.series(counts), **words)
    worse = {name: int((own["verdict"] == "worse").sum()) for name, own in by_model.items()}
    counts = [text("chart.beside.number_with", model=name, n=text.integer(n)) for name, n in worse.items()]
    if len(set(worse.values())) == 1:
        counts = [
            text("chart.beside.number_with_each", n=text.integer(min(worse.values())), models=text.integer(len(worse)))
        ]
    verdict = small(verdict_name("worse", kind, text))
    return text("chart.beside.models_title", counts=text.series(counts), verdict=verdict, **words)


def people_covered(
    frame: pd.DataFrame, text: Text, *, row_ids: Sequence[str], missing: Sequence[str], source_ids: Sequence[str]
) -> Chart:
    """Bounds of the share of a country's people who speak at least one language that a test compares: the bar is the lower
    bound, the line leads to the upper. Countries in the reader's order.

    ``frame``: rows of ``territory_exposure`` at level ``compared``; ``row_ids``: rows of ``language_territory`` behind it;
    ``missing``: codes of countries whose languages nobody lists.
    """
    require(frame, "people_covered", "territory_code", "dimension", "share_low", "share_high", "people_low")
    series = {"capability": "series_1", "safety": "series_2"}
    rows = frame.to_dict("records")
    marks = pd.DataFrame(
        {
            "label": [
                "\n".join((text.territory(row["territory_code"]), text(f"dimension.{row['dimension']}")))
                for row in rows
            ],
            "role": [series[row["dimension"]] for row in rows],
            "value": [100 * row["share_low"] for row in rows],
            "low": [100 * row["share_low"] for row in rows],
            "high": [100 * row["share_high"] for row in rows],
            "text": [bounds_hover(row, text) for row in rows],
        }
    )
    safety = frame[frame["dimension"] == "safety"]
    least = safety.sort_values(["share_low", "share_high", "territory_code"]).iloc[0]
    low, high = text.share(least["share_low"]), text.share(least["share_high"])
    title = text(
        "chart.beside.countries_title_one" if low == high else "chart.beside.countries_title",
        territory=text.territory(least["territory_code"]),
        low=low,
        high=high,
    )
    subtitle = text("chart.beside.countries_subtitle")
    return Chart(
        chart_id="people_covered",
        mark="bars",
        title=title,
        subtitle=subtitle,
        note=f"{text('chart.beside.countries_note')} {text('country.bounds_note')}",
        alt=f"{title}. {subtitle}",
        axis=text("axis.share_of_people"),
        frame=marks,
        roles={role: text(f"dimension.{dimension}") for dimension, role in series.items()},
        maximum=100.0,
        missing=tuple(text.territory(code) for code in missing),
        missing_text=text("compare.not_stated"),
        source_ids=tuple(source_ids),
        evidence=Evidence("language_territory", "row_id", tuple(row_ids)),
    )


def bounds_hover(row: Mapping[str, Any], text: Text) -> str:
    """What a bar says when pointed at: both bounds in people and as shares, and the languages covered."""
    return text(
        "chart.beside.point",
        territory=text.territory(row["territory_code"]),
        dimension=text(f"dimension.{row['dimension']}"),
        low=text.people(row["people_low"]),
        high=text.people(row["people_high"]),
        share_low=text.share(row["share_low"]),
        share_high=text.share(row["share_high"]),
        covered=text.integer(row["n_covered_languages"]),
        n=text.integer(row["n_languages"]),
    )
