"""A brief as Markdown, for those who paste it elsewhere; nothing is left out. A chart is a table here."""

from __future__ import annotations

from dashboard.briefs.brief import Brief, Section, Table
from dashboard.briefs.words import plain


def as_markdown(brief: Brief) -> str:
    """The brief as Markdown (with tables as GitHub writes them)."""
    own = f" · {brief.own_name}" if brief.own_name else ""
    parts = [f"{brief.label}{own} · {brief.site}", f"# {brief.title}", section(brief.messages), section(brief.affected)]
    for picture in brief.pictures:
        chart = picture.chart
        parts.append(
            f"## {chart.title}\n\n{chart.subtitle}\n\n{grid(picture.figures)}\n\n{chart.note} {picture.sources}"
        )
    if brief.table:
        parts.append(table(brief.table))
    parts += [
        section(brief.unknown),
        advice(brief),
        section(brief.method),
        section(brief.sources),
        section(brief.citation),
    ]
    parts.append(f"{brief.edition.line}\n\n{brief.edition.link_label} <{brief.edition.address}>")
    return "\n\n".join(parts) + "\n"


def section(part: Section) -> str:
    """A heading and its points."""
    return f"## {part.title}\n\n" + ("\n".join(f"- {point}" for point in part.points) if part.points else part.empty)


def table(part: Table) -> str:
    """A table with its heading and note."""
    return f"## {part.title}\n\n{grid(part)}\n\n{plain(part.note)}"


def grid(part: Table) -> str:
    """The rows of a table."""

    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    rule = "| " + " | ".join("--:" if place in part.numbers else "---" for place in range(len(part.columns))) + " |"
    return "\n".join([line(part.columns), rule, *(line(row) for row in part.rows)])


def advice(brief: Brief) -> str:
    """The recommendations, numbered, or that there are none."""
    if not brief.recommendations:
        return section(brief.advice)
    items = [
        f"{place}. {one.action}\n" + "\n".join(f"   - **{label}** {words}" for label, words in one.details)
        for place, one in enumerate(brief.recommendations, 1)
    ]
    return f"## {brief.advice.title}\n\n" + "\n".join(items)
