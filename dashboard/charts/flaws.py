"""Charts of what is wrong with tests: where items come from, what they ask, what still tells languages apart, who has the data."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.charts.bars import bar, said
from dashboard.charts.chart import Chart, Evidence, require
from dashboard.text import Text

SENSITIVE, AGNOSTIC = "culturally_sensitive_subset", "culturally_agnostic_subset"


def findings(frame: pd.DataFrame) -> Evidence:
    """The published rows behind a chart."""
    return Evidence("finding", "row_id", tuple(sorted(frame["row_id"])))


def rank_changes(frame: pd.DataFrame, text: Text, *, count: str) -> Chart:
    """Language by language, how much a ranking of models changes on questions that need cultural knowledge, and on those that do not.

    ``frame``: rows of ``finding`` on one ``count``, ``models`` whose rank changes or ``positions`` moved in all, for both kinds of questions.
    """
    require(frame, "rank_changes", "language_tag", "subset", "value", "n_items", "row_id")
    wide = frame.pivot(index="language_tag", columns="subset", values="value").dropna()
    wide = wide.assign(tag=wide.index).sort_values([SENSITIVE, AGNOSTIC, "tag"], ascending=[False, False, True])
    sizes = frame.groupby("subset")["n_items"].max()
    rows = [
        {
            "label": text.label(str(tag)),
            "role": role,
            "value": float(wide.loc[tag, subset]),
            "low": math.nan,
            "high": math.nan,
            "text": text(
                "chart.rank_changes.point",
                language=text.label(str(tag)),
                sensitive=text.integer(wide.loc[tag, SENSITIVE]),
                agnostic=text.integer(wide.loc[tag, AGNOSTIC]),
            ),
        }
        for tag in wide.index
        for role, subset in (("sensitive", SENSITIVE), ("agnostic", AGNOSTIC))
    ]
    words = {
        "n": text.integer(len(wide)),
        "more": text.integer(int((wide[SENSITIVE] > wide[AGNOSTIC]).sum())),
        "less": text.integer(int((wide[SENSITIVE] < wide[AGNOSTIC]).sum())),
        "sensitive_items": text.integer(sizes[SENSITIVE]),
        "agnostic_items": text.integer(sizes[AGNOSTIC]),
        "models": str(frame["scope"].iloc[0]).split(" ")[0],
        "year": frame["period"].iloc[0],
    }
    title = text(f"chart.rank_changes.title.{count}", **words)
    subtitle = text(f"chart.rank_changes.subtitle.{count}", **words)
    return Chart(
        chart_id=f"rank_changes_{count}",
        mark="dots",
        title=title,
        subtitle=subtitle,
        note=text("chart.rank_changes.note", **words),
        alt=f"{title} {subtitle}",
        axis=text(f"chart.rank_changes.axis.{count}"),
        frame=pd.DataFrame(rows),
        roles={"sensitive": text("role.sensitive"), "agnostic": text("role.agnostic")},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        evidence=findings(frame),
    )


def cultural_questions(frame: pd.DataFrame, share: pd.Series, text: Text) -> Chart:
    """Questions that need cultural knowledge and those that do not, by subject.

    ``frame``: rows of ``finding`` that count the two kinds; ``share``: the row that states the share of the first.
    """
    require(frame, "cultural_questions", "about", "scope", "value", "row_id")
    frame = frame.assign(
        role=["sensitive" if about.endswith("sensitive questions") else "agnostic" for about in frame["about"]],
        label=[text.code("subject", scope.lower().replace(" ", "_")) for scope in frame["scope"]],
    )
    roles = {"sensitive": text("role.sensitive"), "agnostic": text("role.agnostic")}
    counts = frame.pivot(index="label", columns="role", values="value")
    order = (counts["sensitive"] / counts.sum(axis=1)).sort_values(ascending=False).index
    marks = pd.DataFrame(
        [bar(str(label), role, counts.loc[label, role], text, roles[role]) for label in order for role in roles]
    )
    words = {
        "share": text.share(share["value"] / 100, 0),
        "n": text.integer(share["n_items"]),
        "subject": order[0],
        "sensitive": text.integer(counts.loc[order[0], "sensitive"]),
        "of": text.integer(counts.loc[order[0]].sum()),
        "year": share["period"],
    }
    title = text("chart.cultural_questions.title", **words)
    return Chart(
        chart_id="cultural_questions",
        mark="bars",
        title=title,
        subtitle=text("chart.cultural_questions.subtitle", **words),
        note=text("chart.cultural_questions.note", **words),
        alt=f"{title} {said(marks, text)}",
        axis=text("axis.questions"),
        frame=marks,
        roles=roles,
        source_ids=tuple(sorted(set(frame["source_id"]))),
        show_values=True,
        evidence=findings(pd.concat([frame, share.to_frame().T])),
    )


def item_origins(frame: pd.DataFrame, text: Text) -> Chart:
    """Benchmarks by where their items come from, those that give a gap apart. ``frame``: rows of ``catalogue``."""
    require(frame, "item_origins", "item_origin", "has_gap", "source_ids")
    counts = frame.groupby("item_origin")["has_gap"].agg(["sum", "size"]).sort_values("size", ascending=False)
    roles = {"compared": text("role.gives_gap"), "not_measured": text("role.gives_no_gap")}
    marks = pd.DataFrame(
        [
            bar(_capital(text(f"origin.{origin}")), role, value, text, roles[role])
            for origin, row in counts.iterrows()
            for role, value in (("compared", row["sum"]), ("not_measured", row["size"] - row["sum"]))
            if value
        ]
    )
    by_machine = counts.reindex(["machine_translated"]).fillna(0).iloc[0]
    words = {
        "n": text.integer(len(frame)),
        "machine": text.integer(by_machine["size"]),
        "machine_gap": text.integer(by_machine["sum"]),
        "gap": text.integer(frame["has_gap"].sum()),
    }
    title = text("chart.item_origins.title", **words)
    return Chart(
        chart_id="item_origins",
        mark="bars",
        title=title,
        subtitle=text("chart.item_origins.subtitle", **words),
        note=text("chart.item_origins.note"),
        alt=f"{title} {said(marks, text)}",
        axis=text("axis.benchmarks"),
        frame=marks,
        roles={role: name for role, name in roles.items() if role in set(marks["role"])},
        source_ids=tuple(sorted({source for sources in frame["source_ids"] for source in sources})),
        show_values=True,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def saturation(frame: pd.DataFrame, text: Text, *, limit: float) -> Chart:
    """Results of models on each test that has saturated ones: at the ceiling, within chance, and the rest.

    ``frame``: rows of ``benchmark_signal`` with ``name`` and ``at_ceiling``; ``limit``: share above which a test has little left to say.
    """
    require(frame, "saturation", "benchmark_id", "name", "saturated", "at_ceiling", "source_id")
    names = frame.groupby("benchmark_id")["name"].first()
    rows = frame.assign(ceiling=frame["at_ceiling"], chance=frame["saturated"] & ~frame["at_ceiling"])
    counts = rows.groupby("benchmark_id").agg(
        n=("name", "size"), saturated=("saturated", "sum"), ceiling=("ceiling", "sum"), chance=("chance", "sum")
    )
    counts["rest"] = counts["n"] - counts["saturated"]
    roles = {
        "ceiling": text("role.ceiling"),
        "chance": text("role.within_chance"),
        "compared": text("role.tells_apart"),
    }
    drawn = counts[counts["saturated"] > 0].sort_values(["saturated", "n"], ascending=False)
    marks = pd.DataFrame(
        [
            bar(str(names[key]), role, row[column], text, roles[role])
            for key, row in drawn.iterrows()
            for role, column in (("ceiling", "ceiling"), ("chance", "chance"), ("compared", "rest"))
            if row[column]
        ]
    )
    words = {
        "tests": text.integer(len(drawn)),
        "of": text.integer(len(counts)),
        "ceiling_tests": text.integer(int((counts["ceiling"] > 0).sum())),
        "results": text.integer(counts["saturated"].sum()),
        "n": text.integer(counts["n"].sum()),
        "limit": text.share(limit, 0),
    }
    title = text("chart.saturation.title", **words)
    return Chart(
        chart_id="saturation",
        mark="bars",
        title=title,
        subtitle=text("chart.saturation.subtitle", **words),
        note=text("chart.saturation.note", **words),
        alt=f"{title} {said(marks, text)}",
        axis=text("axis.results_of_models"),
        frame=marks,
        roles={role: name for role, name in roles.items() if role in set(marks["role"])},
        source_ids=tuple(sorted(set(frame.loc[frame["saturated"], "source_id"]))),
        show_values=True,
    )


def arena(frame: pd.DataFrame, text: Text, *, count: str) -> Chart:
    """One published count of a public leaderboard, largest first. ``frame``: rows of ``finding`` of one ``about``, with ``label``."""
    require(frame, "arena", "label", "value", "row_id", "period")
    frame = frame.sort_values(["value", "label"], ascending=[False, True])
    digits = 0 if bool((frame["value"] % 1 == 0).all()) else 1
    marks = pd.DataFrame(
        [
            {
                "label": row["label"],
                "role": "treated",
                "value": float(row["value"]),
                "low": math.nan,
                "high": math.nan,
                "text": text("chart.arena.point", label=row["label"], value=text.number(row["value"], digits)),
            }
            for row in frame.to_dict("records")
        ]
    )
    first, last = frame.iloc[0], frame.iloc[-1]
    words = {
        "first": first["label"],
        "value": text.number(first["value"], digits),
        "last": last["label"],
        "last_value": text.number(last["value"], digits),
        "n": text.integer(len(frame)),
        "year": first["period"],
    }
    title = text(f"chart.arena.title.{count}", **words)
    subtitle = text(f"chart.arena.subtitle.{count}", **words)
    return Chart(
        chart_id=f"arena_{count}",
        mark="bars",
        title=title,
        subtitle=subtitle,
        note=text(f"chart.arena.note.{count}", **words),
        alt=f"{title} {subtitle}",
        axis=text(f"chart.arena.axis.{count}"),
        frame=marks,
        roles={"treated": text(f"chart.arena.axis.{count}")},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        show_values=True,
        evidence=findings(frame),
    )
