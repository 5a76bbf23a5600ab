"""Charts of interventions."""

from __future__ import annotations

from dashboard.catalogue.asked import drawable, one_of
from dashboard.charts import works
from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text

DRAWN = ("compared", "alone", "average")


def intervention(store: Store, text: Text, of: str, comparison: str = "") -> Chart:
    """One comparison of an intervention: by language, test or rival. Without ``comparison``, the first."""
    one_of(of, set(store.view("intervention")["intervention_id"]))
    rows = store.view("intervention_effect", intervention_id=of, kind=DRAWN, order="comparison_id,label")
    ids = list(dict.fromkeys(drawable(rows, of)["comparison_id"]))
    chosen = one_of(comparison, ids) if comparison else ids[0]
    return works.intervention_dots(rows[rows["comparison_id"] == chosen], text)
