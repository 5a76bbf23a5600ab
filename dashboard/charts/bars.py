"""Charts of counts and shares as bars: verdicts by class and by test, answers by language."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import VERDICTS, items, scores, test_name, verdict_name, verdict_roles, widest_names
from dashboard.text import Text


def verdicts_by_class(
    frame: pd.DataFrame, text: Text, *, benchmark: str, model: str, year: str, n_items: float, source_ids: Iterable[str]
) -> Chart:
    """Language variants by verdict in each resource class. ``frame``: rows of ``verdict_by_class`` for one test and model."""
    require(frame, "verdicts_by_class", "resource_class", "verdict", "n_variants", "score_ids")
    classes = [float(c) for c in sorted(frame["resource_class"].dropna().unique())] + [math.nan]
    rows = []
    for resource_class in classes:
        same = frame[
            frame["resource_class"].isna() if pd.isna(resource_class) else frame["resource_class"] == resource_class
        ]
        label = text("class.none") if pd.isna(resource_class) else text(f"class.{int(resource_class)}")
        rows += [
            bar(label, verdict, count, text) for verdict, count in zip(same["verdict"], same["n_variants"], strict=True)
        ]
    marks = pd.DataFrame(rows)
    worse, n = int(frame.loc[frame["verdict"] == "worse", "n_variants"].sum()), int(frame["n_variants"].sum())
    words = {"benchmark": benchmark, "model": model, "year": year, "worse": text.integer(worse), "n": text.integer(n)}
    return Chart(
        chart_id="verdicts_by_class",
        mark="bars",
        title=text("chart.verdicts_by_class.title", **words),
        subtitle=text("chart.verdicts_by_class.subtitle", **words),
        note=text("chart.verdicts_by_class.note", n=items(n_items, text)),
        alt=text("chart.verdicts_by_class.alt", **words, rows=said(marks, text)),
        axis=text("axis.language_variants"),
        frame=marks,
        roles=verdict_roles(set(marks["role"]), text),
        source_ids=tuple(sorted({*source_ids, "joshi2020"})),
        show_values=True,
        evidence=scores(*frame["score_ids"]),
    )


def verdicts_by_test(frame: pd.DataFrame, text: Text, *, requests: str = "all") -> Chart:
    """Comparisons by verdict, one bar a test; tests are never added together. ``frame``: rows of ``safety_tally`` with ``benchmark_name``;
    ``requests``: ``all``, or which of them they are, ``plain`` or ``attack``."""
    require(
        frame,
        "verdicts_by_test",
        "benchmark_name",
        "n_worse",
        "n_better",
        "n_no_clear_difference",
        "n_cannot_say",
        "n_items",
        "newest_year",
    )
    rows = []
    for test in frame.to_dict("records"):
        label = f"{test_name(test, text)} ({test['newest_year']})"
        rows += [
            bar(label, verdict, test[f"n_{verdict}"], text, verdict_name(verdict, "harm", text))
            for verdict in VERDICTS
            if test[f"n_{verdict}"] > 0
        ]
    marks = pd.DataFrame(rows)
    ends = frame.assign(share=frame["n_worse"] / frame["n_comparisons"]).sort_values(["share", "n_comparisons"])
    low, high = (
        text(
            "chart.verdicts_by_test.part",
            worse=text.integer(row["n_worse"]),
            n=text.integer(row["n_comparisons"]),
            test=test_name(row.to_dict(), text),
        )
        for _, row in ends.iloc[[0, -1]].iterrows()
    )
    title = text("chart.verdicts_by_test.title")
    if requests != "all":
        title = text(f"chart.verdicts_by_test.title.{requests}", low=low, high=high)
    against = frame[frame["n_better"] > frame["n_worse"]]
    if len(against):
        tests = text.listed(test_name(row, text) for row in against.to_dict("records"))
        title = text("chart.verdicts_by_test.counter", title=title, tests=tests)
    sizes = text.listed(
        f"{name} {items(n, text)}" for name, n in frame.groupby("benchmark_name", sort=False)["n_items"].max().items()
    )
    return Chart(
        chart_id="verdicts_by_test",
        mark="bars",
        title=title,
        subtitle=text("chart.verdicts_by_test.subtitle"),
        note=" ".join([text("chart.verdicts_by_test.note", tests=sizes), *non_answers(frame, text)]),
        alt=text("chart.verdicts_by_test.alt", rows=said(marks, text)),
        axis=text("axis.comparisons"),
        frame=marks,
        roles=verdict_roles(set(marks["role"]), text, "harm"),
        source_ids=tuple(sorted({source for sources in frame["source_ids"] for source in sources})),
        show_values=True,
        evidence=scores(*frame["score_ids"]),
    )


def non_answers(frame: pd.DataFrame, text: Text) -> list[str]:
    """How many answers were none where a test found fewer unsafe ones; nothing where no test did."""
    known = frame[frame["better_non_answer_high"].notna()]
    parts = [
        text(
            "chart.verdicts_by_test.non_answers_part",
            test=row["benchmark_name"],
            low=text.share(row["better_non_answer_low"], 0),
            high=text.share(row["better_non_answer_high"], 0),
        )
        for row in known.to_dict("records")
    ]
    return [text("chart.verdicts_by_test.non_answers", parts=text.listed(parts))] if parts else []


def bar(label: str, role: str, value: float, text: Text, name: str | None = None) -> dict[str, object]:
    """One piece of a bar without an interval."""
    said_role = name or verdict_name(role, "correct", text)
    return {
        "label": label,
        "role": role,
        "value": float(value),
        "low": math.nan,
        "high": math.nan,
        "text": text(
            "chart.bar.point",
            label=label,
            role=said_role,
            value=text.number(value, 0 if float(value).is_integer() else 1),
        ),
    }


def speakers_bars(frame: pd.DataFrame, text: Text, roles: Sequence[str], point: Callable[..., str]) -> pd.DataFrame:
    """Marks of languages by their speakers in millions, with the range between sources. ``frame``: columns as in ``speakers``;
    ``point``: what a mark says, from its language, speakers and, where the frame has it, grade."""
    rows = frame.to_dict("records")
    return pd.DataFrame(
        {
            "label": [text.label(row["language_tag"]) for row in rows],
            "role": list(roles),
            "value": (frame["speakers"] / 1e6).to_list(),
            "low": (frame["speakers_low"] / 1e6).to_list(),
            "high": (frame["speakers_high"] / 1e6).to_list(),
            "text": [
                point(
                    language=text.label(row["language_tag"]),
                    speakers=text.speakers(
                        row["speakers_low"], row["speakers_high"], bool(row["sources_differ"]), row["speakers"]
                    ),
                    grade=row.get("grade", ""),
                )
                for row in rows
            ],
        }
    )


def said(marks: pd.DataFrame, text: Text) -> str:
    """A chart's marks as a sentence, for its text alternative."""
    return text.listed(str(mark).replace("<b>", "").replace("</b>", "").replace("<br>", ": ") for mark in marks["text"])


def answers(frame: pd.DataFrame, text: Text, *, benchmark: str, model: str, untested: Sequence[str] = ()) -> Chart:
    """How a model answered requests in each language: the harm first, answers that are none beside it, then the rest, or the rest alone.

    ``frame``: rows of ``score_share`` for one benchmark, part, way of asking and model: every metric.
    Languages without a usable rest (tests that print the harm only) have the harm alone.
    """
    require(
        frame, "answers", "variant_tag", "aspect", "metric_id", "score_share", "direction", "is_reference", "score_id"
    )
    role_of = {"harm": "harm", "over_refusal": "harm", "non_answer": "non_answer", "complement": "rest", "safe": "rest"}
    frame = frame[frame["aspect"].isin(list(role_of))].assign(role=lambda f: f["aspect"].map(role_of))
    counted = "harm" if (frame["role"] == "harm").any() else "rest"
    harm = frame[frame["role"] == counted].sort_values(
        ["is_reference", "score_share", "variant_tag"], ascending=[False, counted == "rest", True]
    )
    names = {role: text.code("answer", str(rows["metric_id"].iloc[0])) for role, rows in frame.groupby("role")}
    shares = frame.set_index(["variant_tag", "role"])["score_share"].to_dict()
    rows = [
        bar(text.label(tag), role, round(100 * shares[tag, role], 2), text, names[role])
        for tag in harm["variant_tag"]
        for role in ("harm", "non_answer", "rest")
        if (tag, role) in shares
    ]
    marks = pd.DataFrame(rows)
    others, reference = harm[~harm["is_reference"]], harm[harm["is_reference"]]
    kind = "safe" if counted == "rest" else "over_refusal" if (frame["aspect"] == "over_refusal").any() else "harm"
    worst = others.iloc[0]
    words = {
        "model": model,
        "benchmark": benchmark,
        "language": text.listed(
            widest_names(others.assign(harm=others["score_share"] * -others["direction"]), "harm", text)
        ),
        "share": text.share(worst["score_share"]),
        "reference": text.language(worst["reference_tag"]) if isinstance(worst["reference_tag"], str) else "",
        "year": worst["year"],
        "n": items(worst["n_items"], text),
    }
    if reference.empty:
        title = text(f"chart.answers.title_without_reference.{kind}", **words)
    else:
        title = text(
            f"chart.answers.title.{kind}", **words, reference_share=text.share(reference["score_share"].iloc[0])
        )
    alone = "harmless_only" if kind == "safe" else "harm_only"
    note = text("chart.answers.note" if "non_answer" in names else f"chart.answers.note.{alone}")
    return Chart(
        chart_id="answers",
        mark="bars",
        title=title,
        subtitle=text(
            "chart.answers.subtitle" if "non_answer" in names else f"chart.answers.subtitle.{alone}", **words
        ),
        note=note,
        alt=f"{title}. {note}",
        axis=text("axis.answers_percent"),
        frame=marks,
        missing=tuple(text.label(tag) for tag in untested),
        missing_text=text("chart.missing"),
        roles={role: names[role] for role in ("harm", "non_answer", "rest") if role in names},
        maximum=100.0,
        source_ids=tuple(sorted(set(frame["source_id"]))),
        evidence=scores(frame["score_id"]),
    )
