"""Charts that compare languages with the reference language: gaps, shares, verdicts, answers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.charts.chart import Chart, Evidence, require
from dashboard.text import Text

VERDICTS = ("worse", "no_clear_difference", "better", "cannot_say")


def scores(*ids: Iterable[str]) -> Evidence:
    """The published scores behind a chart, each once."""
    return Evidence("score", "score_id", tuple(sorted({score_id for some in ids for score_id in some})))


def test_name(row: Mapping[str, Any], text: Text) -> str:
    """A test in words: its name, its part where it has several, and how the models were asked where there are several ways."""
    parts = [text.code("subset", row["subset"])] if row["subset"] != "all" else []
    parts += [text.code("condition", row["condition"])] if row["condition"] != "default_prompt" else []
    return (
        text("test.name", name=row["benchmark_name"], parts=", ".join(parts)) if parts else str(row["benchmark_name"])
    )


def gap_dots(
    frame: pd.DataFrame,
    text: Text,
    *,
    benchmark: str,
    model: str,
    limit: int | None = None,
    untested: Sequence[str] = (),
) -> Chart:
    """Points lost by each language variant against the reference, widest first, with the interval on every dot.

    ``frame``: rows of ``gap`` for one test and one model.
    """
    require(
        frame,
        "gap_dots",
        "variant_tag",
        "gap_pp",
        "gap_low_pp",
        "gap_high_pp",
        "verdict",
        "score_id",
        "reference_score_id",
    )
    frame = frame.sort_values(["gap_pp", "variant_tag"], ascending=[False, True])
    first = frame.iloc[0]
    reference = text.language(first["reference_tag"])
    worse = int((frame["verdict"] == "worse").sum())
    words = {
        "model": model,
        "benchmark": benchmark,
        "reference": reference,
        "n": text.integer(len(frame)),
        "worse": text.integer(worse),
        "better": text.integer(int((frame["verdict"] == "better").sum())),
        "language": text.listed(widest_names(frame, "gap_pp", text)),
        "gap": text.number(first["gap_pp"]),
        "interval": text.interval(first["gap_low_pp"], first["gap_high_pp"]),
        "year": str(first["year"]),
        "shown": text.integer(min(limit or len(frame), len(frame))),
    }
    kind = str(first["aspect"])
    verdicts = set(frame["verdict"])
    said = "title" if verdicts & {"worse", "better"} else "cannot_say" if verdicts == {"cannot_say"} else "none_clear"
    title = f"chart.gap_dots.{said}.{kind}" if not frame["reference_failed"].all() else "chart.gap_dots.failed"
    drawn = frame.head(limit) if limit else frame
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["variant_tag"]],
            "role": drawn["verdict"].to_list(),
            "value": drawn["gap_pp"].to_list(),
            "low": drawn["gap_low_pp"].to_list(),
            "high": drawn["gap_high_pp"].to_list(),
            "text": [gap_hover(row, text) for row in drawn.to_dict("records")],
        }
    )
    notes = [text("chart.gap_dots.note", reference=reference)]
    if limit and len(frame) > limit:
        notes.insert(0, text("chart.shown_of", shown=words["shown"], n=words["n"]))
    if bool((frame["saturated"] & ~frame["reference_failed"]).all()):
        notes.append(text("chart.saturated"))
    return Chart(
        chart_id="gap_dots",
        mark="dots",
        title=text(title, **words),
        subtitle=text(f"chart.gap_dots.subtitle.{kind}", **words),
        note=" ".join(notes),
        alt=text(f"chart.gap_dots.alt.{kind}", **words),
        axis=text(f"chart.gap_dots.axis.{kind}", reference=reference),
        frame=marks,
        missing=tuple(text.label(tag) for tag in untested),
        missing_text=text("chart.missing"),
        roles=verdict_roles(set(marks["role"]), text, kind),
        source_ids=tuple(sorted(set(frame["source_id"]))),
        separators=text.separators,
        zero_line=True,
        evidence=scores(frame["score_id"], frame["reference_score_id"]),
    )


def widest_names(frame: pd.DataFrame, column: str, text: Text, most: int = 3) -> list[str]:
    """Names of the variants that share the largest value of a column; the number of the rest where there are many."""
    tied = frame.loc[frame[column] >= frame[column].max() - 1e-9, "variant_tag"]
    names = [text.language(tag) for tag in tied[:most]]
    return names if len(tied) <= most else [*names, text.plural("count.more", len(tied) - most)]


def gap_hover(row: Mapping[str, Any], text: Text) -> str:
    """What a gap says when pointed at: points, interval, both shares, answers that are none, items, year."""
    said_gap = text(
        "chart.gap_dots.point",
        language=text.label(row["variant_tag"]),
        gap=text.number(row["gap_pp"]),
        interval=text.interval(row["gap_low_pp"], row["gap_high_pp"]),
        share=text.share(row["score_share"]),
        reference_share=text.share(row["reference_share"]),
        reference=text.language(row["reference_tag"]),
        n=items(row["n_items"], text),
        year=row["year"],
    )
    if pd.isna(row["non_answer_share"]):
        return said_gap
    return f"{said_gap}<br>{text('chart.gap_dots.non_answer', share=text.share(row['non_answer_share']))}"


def items(n: float, text: Text) -> str:
    """A number of items, or that it is not stated."""
    return text("items.unknown") if pd.isna(n) else text("items.known", n=text.integer(n))


def score_dots(
    frame: pd.DataFrame,
    text: Text,
    *,
    benchmark: str,
    model: str,
    limit: int | None = None,
    untested: Sequence[str] = (),
) -> Chart:
    """Share of items per language variant with its own interval, lowest first; the reference among them where it was published.

    ``frame``: rows of ``score_share`` for one test and one model.
    """
    require(frame, "score_dots", "variant_tag", "score_share", "score_low", "score_high", "is_reference", "score_id")
    frame = frame.sort_values(["score_share", "variant_tag"])
    low, high = frame.iloc[0], frame.iloc[-1]
    drawn = frame.head(limit) if limit else frame
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["variant_tag"]],
            "role": ["reference" if is_reference else "language" for is_reference in drawn["is_reference"]],
            "value": (100 * drawn["score_share"]).to_list(),
            "low": (100 * drawn["score_low"]).to_list(),
            "high": (100 * drawn["score_high"]).to_list(),
            "text": [
                text(
                    "chart.score_dots.point",
                    language=text.language(row["variant_tag"]),
                    share=text.share(row["score_share"]),
                    interval=text.interval(100 * row["score_low"], 100 * row["score_high"]),
                    n=items(row["n_items"], text),
                    year=row["year"],
                )
                for row in drawn.to_dict("records")
            ],
        }
    )
    words = {
        "model": model,
        "benchmark": benchmark,
        "low": text.share(low["score_share"]),
        "low_language": text.language(low["variant_tag"]),
        "high": text.share(high["score_share"]),
        "high_language": text.language(high["variant_tag"]),
        "n": text.integer(len(frame)),
        "year": low["year"],
    }
    notes = [text("chart.score_dots.note")]
    if limit and len(frame) > limit:
        notes.insert(0, text("chart.shown_of", shown=text.integer(limit), n=words["n"]))
    roles = {"language": text("role.language"), "reference": text("role.reference")}
    return Chart(
        chart_id="score_dots",
        mark="dots",
        title=text("chart.score_dots.title", **words),
        subtitle=text("chart.score_dots.subtitle", **words),
        note=" ".join(notes),
        alt=text("chart.score_dots.alt", **words),
        axis=text("axis.correct_percent"),
        frame=marks,
        missing=tuple(text.label(tag) for tag in untested),
        missing_text=text("chart.missing"),
        roles={role: name for role, name in roles.items() if role in set(marks["role"])},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        separators=text.separators,
        evidence=scores(frame["score_id"]),
    )


def verdict_roles(present: set[str], text: Text, aspect: str = "correct") -> dict[str, str]:
    """Legend of the verdicts that occur, in the words of what was counted: fewer unsafe answers are not yet safety."""
    return {verdict: verdict_name(verdict, aspect, text) for verdict in VERDICTS if verdict in present}


def verdict_name(verdict: str, aspect: str, text: Text) -> str:
    """A verdict in words."""
    return text(f"verdict.{aspect}.{verdict}" if verdict in ("worse", "better") else f"verdict.{verdict}")


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
        separators=text.separators,
        show_values=True,
        evidence=scores(*frame["score_ids"]),
    )


def verdicts_by_test(frame: pd.DataFrame, text: Text) -> Chart:
    """Comparisons by verdict, one bar a test; tests are never added together. ``frame``: rows of ``safety_tally`` with ``benchmark_name``."""
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
    sizes = text.listed(
        f"{name} {items(n, text)}" for name, n in frame.groupby("benchmark_name", sort=False)["n_items"].max().items()
    )
    return Chart(
        chart_id="verdicts_by_test",
        mark="bars",
        title=text("chart.verdicts_by_test.title"),
        subtitle=text("chart.verdicts_by_test.subtitle"),
        note=" ".join([text("chart.verdicts_by_test.note", tests=sizes), *non_answers(frame, text)]),
        alt=text("chart.verdicts_by_test.alt", rows=said(marks, text)),
        axis=text("axis.comparisons"),
        frame=marks,
        roles=verdict_roles(set(marks["role"]), text, "harm"),
        source_ids=tuple(sorted({source for sources in frame["source_ids"] for source in sources})),
        separators=text.separators,
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
        separators=text.separators,
        evidence=scores(frame["score_id"]),
    )
