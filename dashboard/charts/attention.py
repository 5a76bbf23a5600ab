"""Charts of research attention: who is studied, and who is not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts.bars import bar, said, speakers_bars
from dashboard.charts.chart import Chart, Evidence, require
from dashboard.text import Text

# Classes of the bibliography and the roles that they are drawn in.
BIBLIOGRAPHY = {"english_only_or_unspecified": "english_only", "other_languages": "not_english_only"}


def papers_by_year(frame: pd.DataFrame, text: Text) -> Chart:
    """Surveyed papers a year, English only beside all others, with the Poisson interval. ``frame``: ``attention_by_year``."""
    require(frame, "papers_by_year", "year", "class", "papers", "papers_low", "papers_high", "source_id")
    years = frame.pivot(index="year", columns="class", values="papers")
    share, difference = years["english_only"] / years.sum(axis=1), years["english_only"] - years["not_english_only"]
    first, last = years.index.min(), years.index.max()
    words = {
        "year": str(last),
        "first_year": str(first),
        "english": text.integer(years.loc[last, "english_only"]),
        "others": text.integer(years.loc[last, "not_english_only"]),
        "difference": text.integer(difference[last]),
        "first_difference": text.integer(difference[first]),
        "lowest": text.share(share.min(), 0),
        "highest": text.share(share.max(), 0),
    }
    marks = pd.DataFrame(
        {
            "label": frame["year"].astype(str),
            "role": frame["class"],
            "value": frame["papers"].astype(float),
            "low": frame["papers_low"],
            "high": frame["papers_high"],
            "text": [
                text(
                    "chart.papers_by_year.point",
                    year=row["year"],
                    papers=text.integer(row["papers"]),
                    role=text(f"papers.{row['class']}"),
                    interval=text.interval(row["papers_low"], row["papers_high"], 0),
                )
                for row in frame.to_dict("records")
            ],
        }
    )
    return Chart(
        chart_id="papers_by_year",
        mark="columns",
        title=text("chart.papers_by_year.title", **words),
        subtitle=text("chart.papers_by_year.subtitle"),
        note=text("chart.papers_by_year.note", **words),
        alt=text("chart.papers_by_year.alt", **words, rows=said(marks, text)),
        axis=text("axis.papers"),
        frame=marks,
        roles={key: text(f"papers.{key}") for key in ("english_only", "not_english_only")},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        evidence=Evidence("publication_count", "row_id", tuple(frame["row_id"])),
    )


def bibliography_by_year(frame: pd.DataFrame, text: Text) -> Chart:
    """Papers that the rules keep, by year and class, with the Poisson interval; a year without a paper of a class has no column.

    ``frame``: ``bibliography_by_year``.
    """
    require(frame, "bibliography_by_year", "year", "class", "papers", "papers_low", "papers_high", "in_survey_years")
    known = frame[frame["in_survey_years"]]
    years = known.pivot(index="year", columns="class", values="papers").fillna(0)
    english, others = years["english_only_or_unspecified"], years["other_languages"]
    last = years.index.max()
    words = {
        "year": str(last),
        "first_year": str(years.index.min()),
        "english": text.integer(english[last]),
        "others": text.integer(others[last]),
        "incomplete": text.listed(str(year) for year in sorted(set(frame.loc[~frame["in_survey_years"], "year"]))),
    }
    rows = frame.to_dict("records")
    labels = [str(row["year"]) if row["in_survey_years"] else text("chart.bibliography.incomplete", year=row["year"]) for row in rows]  # fmt: skip
    marks = pd.DataFrame(
        {
            "label": labels,
            "role": frame["class"].map(BIBLIOGRAPHY).to_list(),
            "value": frame["papers"].astype(float).to_list(),
            "low": frame["papers_low"].to_list(),
            "high": frame["papers_high"].to_list(),
            "text": [
                text(
                    "chart.papers_by_year.point",
                    year=label,
                    papers=text.integer(row["papers"]),
                    role=text(f"papers.{row['class']}"),
                    interval=text.interval(row["papers_low"], row["papers_high"], 0),
                )
                for label, row in zip(labels, rows, strict=True)
            ],
        }
    )
    title = text("chart.bibliography.title.every" if bool((english > others).all()) else "chart.bibliography.title", **words)  # fmt: skip
    notes = [text("chart.bibliography.note")]
    if words["incomplete"]:
        notes.append(text("chart.bibliography.note_incomplete", **words))
    return Chart(
        chart_id="bibliography_by_year",
        mark="columns",
        title=title,
        subtitle=text("chart.bibliography.subtitle"),
        note=" ".join(notes),
        alt=f"{title}. {said(marks, text)}.",
        axis=text("axis.papers"),
        frame=marks,
        roles={role: capital(text(f"papers.{key}")) for key, role in BIBLIOGRAPHY.items()},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        evidence=Evidence("publication_count", "row_id", tuple(row_id for ids in frame["row_ids"] for row_id in ids)),
    )


def capital(words: str) -> str:
    """Words that stand alone, with a capital."""
    return words[:1].upper() + words[1:]


def papers_by_class(frame: pd.DataFrame, named: pd.DataFrame, text: Text) -> Chart:
    """Share of the languages of each resource class that any surveyed paper names; papers are not added up over languages.

    ``frame``: every language with a ``resource_class``, with its ``papers`` where it has any; ``named``: ``attention``.
    """
    require(frame, "papers_by_class", "language_tag", "resource_class", "papers", "source_id_class")
    rows: list[dict[str, Any]] = []
    for resource_class, same in sorted(frame.groupby("resource_class"), reverse=True):
        studied = same[same["papers"].notna()].sort_values(["papers", "language_tag"], ascending=[False, True])
        words = {
            "class": text(f"class.{int(resource_class)}"),
            "named": text.integer(len(studied)),
            "n": text.integer(len(same)),
        }
        said_most = (
            text("chart.papers_by_class.most", language=text.language(studied["language_tag"].iloc[0]), papers=text.integer(studied["papers"].iloc[0]))
            if len(studied)
            else ""
        )  # fmt: skip
        rows.append(
            {
                "label": text("chart.papers_by_class.label", **words),
                "role": "language",
                "value": 100 * len(studied) / len(same),
                "low": float("nan"),
                "high": float("nan"),
                "text": text("chart.papers_by_class.point", **words) + said_most,
                **words,
            }
        )
    marks = pd.DataFrame(rows)
    most, least = rows[0], rows[-1]
    words = {
        "most_named": most["named"],
        "most_n": most["n"],
        "least_named": least["named"],
        "least_n": least["n"],
        "unclassed": text.integer(len(set(named["language_tag"]) - set(frame["language_tag"]))),
    }
    title = text("chart.papers_by_class.title", **words)
    return Chart(
        chart_id="papers_by_class",
        mark="bars",
        title=title,
        subtitle=text("chart.papers_by_class.subtitle"),
        note=text("chart.papers_by_class.note", **words),
        alt=f"{title}. {said(marks, text)}.",
        axis=text("axis.languages_of_class"),
        frame=marks,
        roles={"language": text("role.language")},
        maximum=100.0,
        source_ids=tuple(sorted({*named["source_id"], *frame["source_id_class"]})),
        evidence=Evidence("publication_count", "row_id", tuple(named["row_id"])),
    )


def papers_by_topic(frame: pd.DataFrame, text: Text, *, survey_papers: int) -> Chart:
    """Surveyed papers by topic and class, beside the survey's own total. ``frame``: rows of ``publication_count`` with breakdown topic_class."""
    require(frame, "papers_by_topic", "topic", "class", "publications", "source_id")
    totals = frame.groupby("topic")["publications"].sum().sort_values(ascending=False)
    classes = ("english_only", "monolingual_non_english", "multilingual")
    rows = [
        bar(text.code("topic", topic), kind, count, text, text(f"papers.{kind}"))
        for topic in totals.index
        for kind in classes
        for count in frame.loc[(frame["topic"] == topic) & (frame["class"] == kind), "publications"]
    ]
    marks = pd.DataFrame(rows)
    marks = marks[marks["value"] > 0]
    english = int(frame.loc[frame["class"] == "english_only", "publications"].sum())
    by_topic = frame.pivot_table(index="topic", columns="class", values="publications", aggfunc="sum")
    leading = int((by_topic["english_only"] > by_topic.drop(columns="english_only").sum(axis=1)).sum())
    words = {
        "english": text.integer(english),
        "n": text.integer(int(totals.sum())),
        "topics": text.integer(len(totals)),
        "leading": text.integer(leading),
        "survey_papers": text.integer(survey_papers),
    }
    return Chart(
        chart_id="papers_by_topic",
        mark="bars",
        title=text("chart.papers_by_topic.title", **words),
        subtitle=text("chart.papers_by_topic.subtitle", **words),
        note=text("chart.papers_by_topic.note", **words),
        alt=text("chart.papers_by_topic.title", **words) + " " + said(marks, text),
        axis=text("axis.papers"),
        frame=marks,
        roles={kind: text(f"papers.{kind}") for kind in classes},
        source_ids=tuple(sorted(set(frame["source_id"]))),
        show_values=True,
        evidence=Evidence("publication_count", "row_id", tuple(frame["row_id"])),
    )


def papers_per_speaker(frame: pd.DataFrame, text: Text, *, limit: int) -> Chart:
    """Papers per ten million speakers for the most spoken languages that any surveyed paper names, with the range between speaker sources.

    ``frame``: ``attention``.
    """
    require(
        frame,
        "papers_per_speaker",
        "language_tag",
        "papers",
        "papers_per_10m",
        "papers_per_10m_low",
        "papers_per_10m_high",
        "speakers",
    )
    known = frame[frame["speakers"].notna()].sort_values("speakers", ascending=False).head(limit)
    drawn = known.sort_values("papers_per_10m", ascending=False)
    marks = pd.DataFrame(
        {
            "label": [text.label(tag) for tag in drawn["language_tag"]],
            "role": "language",
            "value": drawn["papers_per_10m"].to_list(),
            "low": drawn["papers_per_10m_low"].to_list(),
            "high": drawn["papers_per_10m_high"].to_list(),
            "text": [
                text(
                    "chart.papers_per_speaker.point",
                    language=text.label(row["language_tag"]),
                    rate=text.number(row["papers_per_10m"], 2),
                    interval=text.interval(row["papers_per_10m_low"], row["papers_per_10m_high"], 2),
                    papers=text.integer(row["papers"]),
                    speakers=text.people(row["speakers"]),
                )
                for row in drawn.to_dict("records")
            ],
        }
    )
    most = frame.sort_values(["papers", "language_tag"], ascending=[False, True]).head(3).to_dict("records")
    studied = text.listed(f"{text.language(row['language_tag'])} ({text.integer(row['papers'])})" for row in most)
    words = {"limit": text.integer(len(drawn)), "studied": studied}
    return Chart(
        chart_id="papers_per_speaker",
        mark="dots",
        title=text("chart.papers_per_speaker.title", **words),
        subtitle=text("chart.papers_per_speaker.subtitle", **words),
        note=text("chart.papers_per_speaker.note"),
        alt=text("chart.papers_per_speaker.title", **words) + " " + said(marks, text),
        axis=text("axis.papers_per_10m"),
        frame=marks,
        roles={"language": text("role.language")},
        source_ids=tuple(sorted({*frame["source_id"], "cldr", "linguameta"})),
        evidence=Evidence("publication_count", "row_id", tuple(drawn["row_id"])),
    )


def untested_languages(frame: pd.DataFrame, text: Text, *, limit: int) -> Chart:
    """The most spoken languages without any safety test held here, with the range between speaker sources.

    ``frame``: rows of ``large_language`` that are large and not measured, most speakers first.
    """
    require(frame, "untested_languages", "language_tag", "speakers", "speakers_low", "speakers_high")
    drawn = frame.head(limit)
    marks = speakers_bars(
        drawn, text, ["not_measured"] * len(drawn), lambda **words: text("chart.untested.point", **words)
    )
    words = {
        "n": text.integer(len(frame)),
        "shown": text.integer(len(drawn)),
        "language": marks["label"].iloc[0] if len(marks) else "",
    }
    return Chart(
        chart_id="untested_languages",
        mark="bars",
        title=text("chart.untested.title", **words),
        subtitle=text("chart.untested.subtitle", **words),
        note=text("chart.untested.note"),
        alt=text("chart.untested.title", **words) + " " + said(marks, text),
        axis=text("axis.speakers_million"),
        frame=marks,
        roles={"not_measured": text("state.not_measured")},
        source_ids=("cldr", "linguameta"),
        evidence=Evidence("language_territory", "language_tag", tuple(drawn["language_tag"])),
    )
