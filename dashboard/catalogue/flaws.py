"""Charts of what is wrong with tests."""

from __future__ import annotations

from datetime import datetime

from dashboard.catalogue.asked import drawable, one_of, row_of
from dashboard.charts import flaws
from dashboard.charts.chart import Chart
from dashboard.store import Store
from dashboard.text import Text

RANKS = {"models": "Global-MMLU: models whose rank changes", "positions": "Global-MMLU: positions moved in all"}
QUESTIONS = ("Global-MMLU: culturally sensitive questions", "Global-MMLU: culturally agnostic questions")
SENSITIVE_SHARE = "MMLU: questions that need culturally sensitive knowledge"
ARENA = {
    "share": "Chatbot Arena: share of all arena data",
    "samples": "Chatbot Arena: arena data samples",
    "private": "Chatbot Arena: private models tested Jan Mar 2025",
    "sampling": "Chatbot Arena: max daily sampling rate",
    "prompts": "Chatbot Arena: share of prompts",
}
TEST = ["benchmark_id", "subset", "condition", "metric_id"]


def rank_changes(store: Store, text: Text, count: str = "models") -> Chart:
    """How a ranking of models changes on culturally sensitive questions, language by language."""
    about = RANKS[one_of(count, RANKS)]
    rows = store.view("finding", about=about, subset=(flaws.SENSITIVE, flaws.AGNOSTIC))
    return flaws.rank_changes(drawable(rows.dropna(subset="language_tag"), count), text, count=count)


def cultural_questions(store: Store, text: Text) -> Chart:
    """Questions that need cultural knowledge, by subject."""
    share = row_of(store.view("finding", about=SENSITIVE_SHARE), SENSITIVE_SHARE)
    return flaws.cultural_questions(drawable(store.view("finding", about=QUESTIONS), SENSITIVE_SHARE), share, text)


def item_origins(store: Store, text: Text) -> Chart:
    """Benchmarks by where their items come from."""
    return flaws.item_origins(drawable(store.view("catalogue"), "catalogue"), text)


def saturation(store: Store, text: Text) -> Chart:
    """Tests that can no longer tell languages apart, by how many results of models."""
    limit = float(row_of(store.view("threshold", threshold_id="saturated_share"), "saturated_share")["value"])
    tests = store.view("test")[[*TEST, "benchmark_name", "aspect"]].rename(columns={"benchmark_name": "name"})
    rows = store.view("benchmark_signal").merge(tests, on=TEST)
    ceiling = rows["saturated"] & (rows["aspect"] == "correct") & (rows["reference_share"] > limit)
    drawable(rows[rows["saturated"]], "saturated")
    return flaws.saturation(rows.assign(at_ceiling=ceiling), text, limit=limit)


def arena(store: Store, text: Text, count: str = "share") -> Chart:
    """Who has the data of a public leaderboard: shares, samples, models tested in private, sampling, and languages of prompts."""
    rows = drawable(store.view("finding", about=ARENA[one_of(count, ARENA)]), count)
    if count == "sampling":  # each model's busiest day: the most sampled model of each developer
        rows = rows.assign(label=rows["scope"].str.split(",").str[0])
        rows = rows.sort_values(["value", "row_id"], ascending=[False, True]).drop_duplicates("label")
    elif count == "prompts":
        rows = rows.assign(label=[_when(row["scope"], row["language_tag"], text) for _, row in rows.iterrows()])
    else:
        rows = rows.assign(label=rows["scope"])
    return flaws.arena(rows, text, count=count)


def _when(scope: str, tag: object, text: Text) -> str:
    """Language and month of a share of prompts, whose scope begins with a month in English."""
    language = text.label(tag) if isinstance(tag, str) else text("flaws.not_english")
    return text(
        "flaws.prompts_label", language=language, month=text.month(datetime.strptime(scope.split(";")[0], "%B %Y"))
    )
