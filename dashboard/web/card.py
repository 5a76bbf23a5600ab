"""One recommendation as a card for a frame: its state for a language, a country or over all, the rows that it cites, what speaks against
it and what would take it back."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from dashboard.advice import STATES, Advice, Cited, all_advice, overviews, recommendations
from dashboard.advice.words import cites, meta, rows_and_sources, subject_name
from dashboard.briefs.words import as_html
from dashboard.catalogue import NoChartError
from dashboard.citing import edition_words, source_line
from dashboard.store import Store
from dashboard.text import Text
from dashboard.web.plain import table
from dashboard.web.site import Site

NAME = "advice"  # in an address, where a chart has its own
PARAMETERS = ("of", "about")
ROWS = 40  # named on a card for one quantity; the page of the recommendation has all


def of_address(store: Store, text: Text, asked: Mapping[str, str]) -> Advice:
    """The advice that an address asks for: ``of`` a recommendation ``about`` a subject; without one about that with most people to
    whom it applies, or who are in the next of the states.

    Raises:
        NoChartError: there is no such parameter, recommendation or subject.
    """
    if unknown := sorted(set(asked) - set(PARAMETERS)):
        raise NoChartError("parameter", unknown[0])
    if not asked.get("of"):
        raise NoChartError("missing", "of")
    name, subject = asked["of"], asked.get("about", "")
    if name not in recommendations(store, text):
        raise NoChartError("value", name)
    if not subject:
        counts = store.advice_counts()
        largest = counts[counts["recommendation_id"] == name].set_index("state")["subject"]
        subject = next(str(largest[state]) for state in STATES if state in largest.index)
    found = all_advice(store, text, state=STATES, recommendation_id=name, subject=subject)
    if not found:
        raise NoChartError("value", subject)
    return found[0]


def title_of(text: Text, item: Advice) -> str:
    """What the card says, in a line: the state and the recommendation."""
    return text("compare.named", name=text(f"advice.state.{item.state}"), value=item.title)


def body(store: Store, text: Text, item: Advice, asked: Mapping[str, str], site: Site) -> str:
    """The card as HTML. Names of languages, products and publications come from others: all are escaped."""
    subject = subject_name(text, item.subject_kind, item.subject)
    where = {"of": item.recommendation_id, "about": item.subject}
    explore = site.explore("recommendation", text.tag, **where)
    named = html.escape(subject)
    cited = (*item.evidence, *item.counter_evidence.rows)
    _, sources = rows_and_sources(cited)
    parts = [
        f'<p class="faint">{html.escape(meta(text, item))}</p><h1>{html.escape(item.title)}</h1>',
        f"<p>{as_html(item.summary)}</p>",
        "" if asked.get("about") else f'<p class="faint">{html.escape(states(store, text, item))}</p>',
        f"<p><strong>{named}</strong>: {as_html(item.reason)}</p>",
        f"<h2>{html.escape(text('recommendation.cites'))}</h2>",
        sentences(item.evidence) or f"<p>{html.escape(text('recommendation.no_rows'))}</p>",
        f"<p>{as_html(text('advice.against', words=item.counter_evidence.sentence))}</p>",
        sentences(item.counter_evidence.rows),
        publications(item),
        f"<p>{as_html(text('recommendation.withdraw', words=item.withdraw_if))}</p>",
        rows(text, cited, as_html(source_line(store, text, sources)) if sources else ""),
        f'<p class="faint">{html.escape(f"{cites(text, item.evidence)} {edition_words(store, text)}")}</p>',
        f'<p><a href="{html.escape(explore)}" target="_blank" rel="noopener">{html.escape(text("embed.explore"))}</a></p>'
        if explore
        else "",
    ]
    return "".join(parts)


def states(store: Store, text: Text, item: Advice) -> str:
    """To how many it applies, and how many are in every other state."""
    counts = next(
        one.counts for one in overviews(store, text) if one.recommendation.recommendation_id == item.recommendation_id
    )
    return text.series(
        text("advice.count", state=text(f"advice.state.{state}"), n=text.integer(counts[state])) for state in STATES
    )


def sentences(cited: Sequence[Cited]) -> str:
    """What rows say."""
    said = "".join(f"<li>{as_html(one.sentence)}</li>" for one in cited)
    return f"<ul>{said}</ul>" if said else ""


def publications(item: Advice) -> str:
    """The publications that speak against it."""
    found = []
    for one in item.counter_evidence.publications:
        words = html.escape(f"{one.authors} ({one.year}): {one.title}" if one.year else f"{one.authors}: {one.title}")
        link = f'<a href="{html.escape(one.address)}" target="_blank" rel="noopener">{words}</a>' if one.address.startswith("http") else words  # fmt: skip
        found.append(f"<li>{link}{html.escape(f', {one.place}' if one.place else '')}</li>")
    return f'<ul class="faint">{"".join(found)}</ul>' if found else ""


def rows(text: Text, cited: Sequence[Cited], sources: str) -> str:
    """The rows behind every sentence, by the key of their relation, in a table that opens, with their sources."""
    if not cited:
        return ""
    columns = (text("recommendation.cites"), text("policy.rows"))
    listed = [(one.sentence, f"{one.relation}: {named_rows(text, one.row_ids)}") for one in cited]
    return f"<details><summary>{html.escape(text('policy.rows'))}</summary>{table(columns, listed)}<p>{sources}</p></details>"


def named_rows(text: Text, row_ids: Sequence[str]) -> str:
    """The keys of rows, as many as a card has room for."""
    more = len(row_ids) - ROWS
    return ", ".join(row_ids[:ROWS]) + (f" … (+{text.integer(more)})" if more > 0 else "")
