"""Charts of gaps and scores as dots: one test, one model, every language."""

from __future__ import annotations

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
        text("test.name", name=row["benchmark_name"], parts=text.comma.join(parts))
        if parts
        else str(row["benchmark_name"])
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
    kind = kind_of(first)
    verdicts = set(frame["verdict"])
    said = "title" if verdicts & {"worse", "better"} else "cannot_say" if verdicts == {"cannot_say"} else "none_clear"
    title = text(
        f"chart.gap_dots.{said}.{kind}" if not frame["reference_failed"].all() else "chart.gap_dots.failed", **words
    )
    subtitle = with_intervals(text(f"chart.gap_dots.subtitle.{kind}", **words), frame["gap_low_pp"], text)
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
        title=title,
        subtitle=subtitle,
        note=" ".join(notes),
        alt=f"{title}. {subtitle}" if said == "cannot_say" else text(f"chart.gap_dots.alt.{kind}", **words),
        axis=text(f"chart.gap_dots.axis.{kind}", reference=reference),
        frame=marks,
        missing=tuple(text.label(tag) for tag in untested),
        missing_text=text("chart.missing"),
        roles=verdict_roles(set(marks["role"]), text, kind),
        source_ids=tuple(sorted(set(frame["source_id"]))),
        zero_line=True,
        evidence=scores(frame["score_id"], frame["reference_score_id"]),
    )


def kind_of(row: Mapping[str, Any]) -> str:
    """What the words of a chart speak of: what the metric says, or a score where it counts no items that are right or wrong."""
    return "score" if row["aspect"] == "correct" and not row["is_proportion"] else str(row["aspect"])


def with_intervals(subtitle: str, ends: pd.Series, text: Text) -> str:
    """A subtitle that says so where a chart has intervals."""
    return text("chart.with_intervals", subtitle=subtitle) if ends.notna().any() else subtitle


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
    kind = kind_of(low)
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
                    f"chart.score_dots.point.{kind}",
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
    notes = [text("chart.score_dots.note" if frame["score_low"].notna().any() else "chart.score_dots.note_alone")]
    if limit and len(frame) > limit:
        notes.insert(0, text("chart.shown_of", shown=text.integer(limit), n=words["n"]))
    roles = {"language": text("role.language"), "reference": text("role.reference")}
    return Chart(
        chart_id="score_dots",
        mark="dots",
        title=text(f"chart.score_dots.title.{kind}", **words),
        subtitle=with_intervals(text(f"chart.score_dots.subtitle.{kind}", **words), frame["score_low"], text),
        note=" ".join(notes),
        alt=text(f"chart.score_dots.alt.{kind}", **words),
        axis=text(f"axis.percent.{kind}"),
        frame=marks,
        missing=tuple(text.label(tag) for tag in untested),
        missing_text=text("chart.missing"),
        roles={role: name for role, name in roles.items() if role in set(marks["role"])},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        evidence=scores(frame["score_id"]),
    )


def verdict_roles(present: set[str], text: Text, aspect: str = "correct") -> dict[str, str]:
    """Legend of the verdicts that occur, in the words of what was counted: fewer unsafe answers are not yet safety."""
    return {verdict: verdict_name(verdict, aspect, text) for verdict in VERDICTS if verdict in present}


def verdict_name(verdict: str, aspect: str, text: Text) -> str:
    """A verdict in words."""
    return text(f"verdict.{aspect}.{verdict}" if verdict in ("worse", "better") else f"verdict.{verdict}")
