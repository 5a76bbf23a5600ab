"""Charts of safety beside the comparisons: a test by its ways of asking, safeguards by language, judges beside people."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.charts.bars import bar, said
from dashboard.charts.chart import Chart, require
from dashboard.charts.comparison import VERDICTS, items, scores, verdict_name, verdict_roles, widest_names
from dashboard.text import Text

ENGLISH = "en"


def request_name(row: dict[str, object], text: Text) -> str:
    """A way of asking as a label: what is refused where harmless requests are, the part, how it was asked."""
    parts = [text.code("subset", str(row["subset"]))] if row["subset"] != "all" else []
    name = text.comma.join([*parts, text.code("condition", str(row["condition"]))])
    if row["aspect"] == "over_refusal":
        name = text("chart.requests.refusals", name=name)
    return name[:1].upper() + name[1:]


def verdicts_by_request(frame: pd.DataFrame, gaps: pd.DataFrame, text: Text, *, benchmark: str) -> Chart:
    """Comparisons of one test by verdict, a bar for each part and way of asking: all without an attack, or all with one.

    ``frame``: ``answers.by_request`` of ``gaps``, rows of ``gap`` of one benchmark.
    """
    require(frame, "verdicts_by_request", "subset", "condition", "aspect", "n_comparisons", "n_items", "newest_year")
    rows = [
        bar(request_name(row, text), verdict, row[f"n_{verdict}"], text, verdict_name(verdict, row["aspect"], text))
        for row in frame.to_dict("records")
        for verdict in VERDICTS
        if row[f"n_{verdict}"] > 0
    ]  # fmt: skip
    marks = pd.DataFrame(rows)
    harm = frame[frame["aspect"] != "over_refusal"]
    told = harm if len(harm) else frame
    ends = told.assign(share=told["n_worse"] / told["n_comparisons"]).sort_values(["share", "n_comparisons"])
    low, high = (
        text(
            "chart.requests.part",
            worse=text.integer(row["n_worse"]),
            n=text.integer(row["n_comparisons"]),
            request=text.code("condition", str(row["condition"])) if row["subset"] == "all" else request_name(row.to_dict(), text),
        )
        for _, row in (ends.iloc[[0, -1]]).iterrows()
    )  # fmt: skip
    one = told.iloc[0]
    words = {
        "benchmark": benchmark,
        "requests": text(f"requests.{one['request']}"),
        "reference": text.language(one["reference_tag"]),
        "worse": text.integer(one["n_worse"]),
        "better": text.integer(one["n_better"]),
        "n": text.integer(one["n_comparisons"]),
        "low": low,
        "high": high,
        "items": text.listed(dict.fromkeys(items(n, text) for n in told["n_items"].sort_values())),
        "year": "\N{EN DASH}".join(dict.fromkeys(str(y) for y in (frame["first_year"].min(), frame["newest_year"].max()))),
    }  # fmt: skip
    aspects = set(frame["aspect"])
    title = text(f"chart.requests.title.{one['aspect']}" if len(told) == 1 else "chart.requests.title.range", **words)
    return Chart(
        chart_id="verdicts_by_request",
        mark="bars",
        title=title,
        subtitle=text("chart.requests.subtitle", **words),
        note=text("chart.requests.note"),
        alt=f"{title}. {said(marks, text)}.",
        axis=text("axis.comparisons"),
        frame=marks,
        roles=verdict_roles(set(marks["role"]), text, aspects.pop() if len(aspects) == 1 else "safety"),
        source_ids=tuple(sorted(set(gaps["source_id"]))),
        show_values=True,
        evidence=scores(gaps["score_id"], gaps["reference_score_id"]),
    )


def guard_scores(frame: pd.DataFrame, text: Text, *, guard: str, benchmark: str, measured: str) -> Chart:
    """Score of one safeguard in each language, English first, then the worst; beside it the range of the other safeguards.

    ``frame``: rows of ``score_share`` of one test with ``model_name``; ``guard``: the model that is looked at; ``measured``: what was counted.
    """
    require(frame, "guard_scores", "variant_tag", "model_id", "model_name", "score_share", "direction", "parallel")
    own, others = frame[frame["model_id"] == guard], frame[frame["model_id"] != guard]
    reference = next(iter(frame["reference_tag"].dropna()), ENGLISH)
    worst_first = own.assign(
        first=own["variant_tag"] == reference, badness=-own["direction"] * own["score_share"]
    ).sort_values(["first", "badness", "variant_tag"], ascending=[False, False, True])
    labels = {
        tag: text("chart.guards.english", language=text.label(tag)) if tag == reference else text.label(tag)
        for tag in worst_first["variant_tag"]
    }
    rows = [mark(labels[row["variant_tag"]], "language", row, text) for row in worst_first.to_dict("records")]
    for role, end in (("bound_low", "idxmin"), ("bound_high", "idxmax")):
        best = others.loc[getattr(others.groupby("variant_tag")["score_share"], end)()]
        rows += [mark(labels[row["variant_tag"]], role, row, text) for row in best.to_dict("records") if row["variant_tag"] in labels]  # fmt: skip
    marks = pd.DataFrame(rows)
    there, elsewhere = own[own["variant_tag"] == reference], worst_first[~worst_first["first"]]
    lowest = elsewhere.assign(badness=elsewhere["badness"])
    direction = int(own["direction"].iloc[0])
    words = {
        "guard": own["model_name"].iloc[0],
        "benchmark": benchmark,
        "measured": measured,
        "reference": text.language(reference),
        "n": text.integer(len(elsewhere)),
        "language": text.listed(widest_names(lowest, "badness", text)),
        "share": text.share(elsewhere["score_share"].iloc[0]),
        "others": text.plural("count.safeguards", others["model_id"].nunique()),
        "year": str(own["year"].max()),
        "worse": "",
        "reference_share": "",
    }
    comparable = bool(own["parallel"].all()) and len(there) > 0
    if len(there):
        value = there["score_share"].iloc[0]
        worse = (elsewhere["score_share"] - value) * direction < 0
        words |= {"reference_share": text.share(value), "worse": text.integer(int(worse.sum()))}
    kind = "parallel" if comparable else "apart" if len(there) else "alone"
    better = "higher" if direction > 0 else "lower"
    title = text(f"chart.guards.title.{kind}.{better}", **words)
    return Chart(
        chart_id="guard_scores",
        mark="dots",
        title=title,
        subtitle=text(f"chart.guards.subtitle.{better}", **words),
        note=text("chart.guards.note.parallel" if comparable else "chart.guards.note.apart"),
        alt=f"{title}. {said(marks[marks['role'] == 'language'], text)}.",
        axis=text("axis.percent.score"),
        frame=marks,
        roles={role: name for role, name in {
            "language": str(words["guard"]),
            "bound_low": text("role.guard_low", n=words["others"]),
            "bound_high": text("role.guard_high", n=words["others"]),
        }.items() if role in set(marks["role"])},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        maximum=100.0,
        evidence=scores(frame["score_id"]),
    )  # fmt: skip


def mark(label: str, role: str, row: dict[str, object], text: Text) -> dict[str, object]:
    """The dot of one safeguard in one language; published scores of safeguards have no interval."""
    low, high = 100 * float(str(row["score_low"])), 100 * float(str(row["score_high"]))
    return {
        "label": label,
        "role": role,
        "value": 100 * float(str(row["score_share"])),
        "low": low,
        "high": high,
        "text": text(
            "chart.guards.point",
            language=label,
            guard=row["model_name"],
            share=text.share(float(str(row["score_share"]))),
            interval=text.interval(low, high),
            year=row["year"],
        ),
    }


def judges_and_people(frame: pd.DataFrame, text: Text) -> Chart:
    """Agreement with people of the best and the worst judge in each language, beside that of people with each other; English first.

    ``frame``: ``judge_agreement``.
    """
    require(frame, "judges_and_people", "variant_tag", "model_name", "kappa", "people_kappa", "year", "score_id")
    ordered = frame.sort_values(["kappa", "model_name"])
    languages = ordered.groupby("variant_tag")
    best, worst = (languages.tail(1).set_index("variant_tag"), languages.head(1).set_index("variant_tag"))
    tags = sorted(best.index, key=lambda tag: (tag != ENGLISH, best.loc[tag, "kappa"], tag))
    label = {tag: text("chart.judges.english", language=text.label(tag)) if tag == ENGLISH else text.label(tag) for tag in tags}  # fmt: skip
    rows = []
    for role, side in (("best", best), ("worst", worst)):
        for tag in tags:
            kappa = float(side.loc[tag, "kappa"])
            rows.append(dot(label[tag], role, kappa, text("chart.judges.point", language=label[tag], judge=side.loc[tag, "model_name"], kappa=text.number(kappa, 2))))  # fmt: skip
    people = best["people_kappa"].dropna()
    rows += [
        dot(label[tag], "reference", float(people[tag]), text("chart.judges.people", language=label[tag], kappa=text.number(people[tag], 2)))
        for tag in tags if tag in people
    ]  # fmt: skip
    marks = pd.DataFrame(rows)
    words = {
        "n": text.integer(len(people)),
        "below": text.integer(int((best["kappa"].reindex(people.index) < people).sum())),
        "judges": text.plural("count.judges", frame["model_id"].nunique()),
        "language": text.language(str(best["kappa"].idxmin())),
        "lowest": text.number(best["kappa"].min(), 2),
        "lowest_people": text.number(best.loc[best["kappa"].idxmin(), "people_kappa"], 2),
        "year": str(frame["year"].max()),
    }
    title = text("chart.judges.title", **words)
    return Chart(
        chart_id="judges_and_people",
        mark="dots",
        title=title,
        subtitle=text("chart.judges.subtitle", **words),
        note=text("chart.judges.note", **words),
        alt=f"{title}. {said(marks, text)}.",
        axis=text("axis.kappa"),
        frame=marks,
        roles={"best": text("role.best_judge"), "worst": text("role.worst_judge"), "reference": text("role.people")},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        maximum=1.0,
        evidence=scores(frame["score_id"]),
    )


def dot(label: str, role: str, value: float, words: str) -> dict[str, object]:
    """A mark that has no interval."""
    return {"label": label, "role": role, "value": value, "low": math.nan, "high": math.nan, "text": words}
