"""Charts of two to six languages, countries or models side by side."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.catalogue.asked import drawable, model_of, one_of, several_of, test_key, test_of
from dashboard.catalogue.tests import LIMIT
from dashboard.charts import beside, comparison
from dashboard.charts.chart import Chart
from dashboard.comparing import comparisons, every_model, in_all_languages, in_all_models
from dashboard.store import Store
from dashboard.text import Text


def compare_languages(store: Store, text: Text, tags: str, test: str, model: str) -> Chart:
    """Points lost by each of several languages, on one test that one model took in all of them."""
    chosen = several_of(tags, store.view("language")["language_tag"])
    row = test_of(store, test)
    named = model_of(store, row, model)
    rows = comparisons(store, {**test_key(row), "model_id": model, "language_tag": chosen})
    frame = drawable(in_all_languages(rows, chosen), test)
    name = comparison.test_name(row, text)
    chart = comparison.gap_dots(frame, text, benchmark=name, model=str(named["model_name"]))
    notes = [chart.note]
    reference = str(row["reference_tag"]).split("-")[0]
    if reference in chosen:
        notes.append(text("chart.beside.reference_note", reference=text.label(reference)))
    if frame["n_items"].nunique() > 1:
        notes.append(text("chart.beside.items_differ"))
    return replace(chart, note=" ".join(notes))


def model_names(models: pd.DataFrame) -> dict[str, str]:
    """Id and name of models, in their order; with the id where two have one name. ``models``: rows of ``model_dated``."""
    twice = models["model_name"].duplicated(keep=False)
    named = models["model_name"].where(~twice, models["model_name"] + " (" + models["model_id"] + ")")
    return dict(zip(models["model_id"], named, strict=True))


def compare_models(store: Store, text: Text, models: str, test: str, show: str = "all") -> Chart:
    """Points lost by each language with each of several models, on one test that all of them took."""
    names = model_names(every_model(store))
    chosen = several_of(models, names)
    row = test_of(store, test)
    rows = comparisons(store, {**test_key(row), "model_id": chosen})
    return beside.models_on_test(
        drawable(in_all_models(rows, chosen), test),
        text,
        benchmark=comparison.test_name(row, text),
        models={model_id: names[model_id] for model_id in chosen},
        limit=LIMIT if one_of(show, ("all", "widest")) == "widest" else None,
    )


def compare_countries(store: Store, text: Text, codes: str) -> Chart:
    """Bounds of the people of several countries who speak a language that a test compares, for capability and for safety."""
    chosen = several_of(codes, store.view("territory")["territory_code"])
    exposed = store.view("territory_exposure", territory_code=chosen, level="compared", order="dimension")
    known = drawable(exposed[exposed["n_languages"] > 0], codes)
    place = known["territory_code"].map(chosen.index)
    spoken = store.view("country_language", territory_code=chosen)
    return beside.people_covered(
        known.assign(place=place).sort_values("place", kind="stable"),
        text,
        row_ids=sorted(row for rows in spoken["row_ids"] for row in rows),
        missing=[code for code in chosen if code not in set(known["territory_code"])],
        source_ids=sorted(set(spoken["source_id"])),
    )
