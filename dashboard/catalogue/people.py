"""Charts of people: which languages to test next."""

from __future__ import annotations

from dashboard.catalogue.asked import drawable, one_of
from dashboard.charts import planning, world
from dashboard.charts.chart import Chart
from dashboard.planner import AIMS, plan
from dashboard.store import Store
from dashboard.text import Text

COUNTS = ("10", "5", "20", "50")


def next_languages(store: Store, text: Text, about: str = "safety", aim: str = "people", n: str = "10") -> Chart:
    """The languages to test next, by an aim."""
    one_of(about, ("safety", "capability"))
    candidates = store.view("planner_candidate", dimension=about)
    chosen = drawable(plan(candidates, one_of(aim, AIMS), int(one_of(n, COUNTS))), aim)
    n_open = int((~candidates["covered"]).sum())
    return planning.next_languages(chosen, text, dimension=about, n_open=n_open)


def world_map(store: Store, text: Text, about: str = "safety") -> Chart:
    """Every territory by the share of its people who speak a language that was compared."""
    rows = store.view("territory_exposure", dimension=one_of(about, ("safety", "capability")), level="compared")
    return world.world_map(drawable(rows, about), text, dimension=about)
