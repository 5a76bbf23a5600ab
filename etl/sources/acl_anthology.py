"""The ACL Anthology: from its metadata to counts of papers on the safety of language models, by rule.

What the rules are stands in etl/bibliography: rules.py (selection, topic, class), languages.py; which volumes must be there in
volumes.py. The selections are ``keyword`` and, of these, ``keyword_and_topic`` (papers on a topic of safety
research), both at the venues that the survey covers: those of the Association for Computational Linguistics, and any
workshop; and ``extended``, at any venue. A paper counts once for each language that it names, so that languages do
not add up to papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.table import Table

from etl.bibliography.archive import Found, Venue, Volume, read_archive
from etl.bibliography.rules import NOT_RELATED
from etl.bibliography.volumes import Absence, check_volumes
from etl.contract import FIGURES
from etl.reading.opened import fault
from etl.sources import PAPER_COLUMNS, Files, Read, Row
from etl.tables import read_rows

COUNT = (
    "series",
    "selection",
    "breakdown",
    "period",
    "venue",
    "class",
    "topic",
    "language_code",
    "publications",
    "locator",
)
COVERAGE = ("year", "venue", "volumes", "papers", "papers_with_abstract", "in_survey_scope", "note")
SERIES = "bibliography"
SELECTIONS = ("keyword", "keyword_and_topic", "extended")
ENGLISH = "english_only_or_unspecified"
# Venues that are named one by one. The first keep their name when held as workshops; a student workshop of the others is one.
MEETINGS_AND_TASKS = ("semeval", "starsem", "wmt", "iwslt", "conll")
CONFERENCES_AND_JOURNALS = ("acl", "emnlp", "naacl", "eacl", "aacl", "findings", "tacl", "cl", "coling", "lrec")
WORKSHOP = "ws"
JOINT = {"ijcnlp": "aacl"}  # held together


@dataclass(frozen=True)
class Held:
    """A volume with its venue, named, and whether the survey covers it."""

    volume: Volume
    venue: str
    in_scope: bool


@dataclass(frozen=True)
class Paper:
    """A paper that is in a selection."""

    held: Held
    found: Found
    selections: tuple[str, ...]


def read(files: Files) -> list[Read]:
    """Papers, counts and coverage from one archive or folder of the Anthology.

    Raises:
        UnreadableError: there is not one file, it is not as the Anthology writes it, or an expected volume is missing.
    """
    if len(files) != 1:
        raise fault("acl_anthology", f"There are {len(files)} files.", "one: an archive or folder of the Anthology")
    path = next(iter(files.values()))
    volumes, venues = read_archive(path)
    absences = check_volumes([volume.volume_id for volume in volumes.values() if volume.papers], path.name)
    held = [named(volume, venues) for _, volume in sorted(volumes.items()) if volume.papers]
    papers = [Paper(one, found, made) for one in held for found in one.volume.found if (made := selections(one, found))]
    counts = [row for selection in SELECTIONS for row in count_rows(selection, papers)]
    counts += language_rows("all_papers", held) + language_rows("all_papers_acl", [one for one in held if one.in_scope])
    return [
        Read("papers.parquet", "paper", PAPER_COLUMNS, [paper_row(paper) for paper in papers]),
        Read("publication_counts.parquet", "publication_count", COUNT, counts),
        Read("coverage.csv", "bibliography_venue", COVERAGE, coverage_rows(held, absences)),
    ]


def named(volume: Volume, venues: Mapping[str, Venue]) -> Held:
    """The volume under the name of its venue.

    Raises:
        UnreadableError: it names a venue that there is not.
    """
    if unknown := [venue for venue in volume.venues if venue not in venues]:
        place = f"{volume.file}, volume {volume.volume_id}"
        raise fault(place, f"The venue {unknown[0]!r} is unknown.", f"a file data/yaml/venues/{unknown[0]}.yaml")
    in_scope = any(venues[venue].is_acl for venue in volume.venues)
    return Held(volume, venue_name(volume.venues, venues), in_scope)


def venue_name(ids: tuple[str, ...], venues: Mapping[str, Venue]) -> str:
    """The name under which papers are counted: a short name, or Workshop or Other for the many small ones."""
    if own := [one for one in ids if one in MEETINGS_AND_TASKS]:
        return venues[own[0]].acronym
    if WORKSHOP in ids:
        return "Workshop"
    if {"lrec", "coling"} <= set(ids):
        return "LREC-COLING"
    if own := [one for one in CONFERENCES_AND_JOURNALS if one in ids]:
        return venues[own[0]].acronym
    joint = [JOINT[one] for one in ids if one in JOINT]
    return venues[joint[0]].acronym if joint and joint[0] in venues else "Other"


def selections(held: Held, found: Found) -> tuple[str, ...]:
    """The selections that the paper is in."""
    keyword = held.in_scope and found.keyword
    holds = (keyword, keyword and found.topic != NOT_RELATED, found.extended)
    return tuple(name for name, is_in in zip(SELECTIONS, holds, strict=True) if is_in)


def paper_row(paper: Paper) -> Row:
    """A paper as it is committed; its abstract is not."""
    volume, found = paper.held.volume, paper.found
    return {
        "paper_id": found.paper_id,
        "series": SERIES,
        "year": volume.year,
        "venue": paper.held.venue,
        "title": found.title,
        "class": found.language_class,
        "topic": found.topic,
        "language_codes": "|".join(found.tags) or None,
        "selections": "|".join(paper.selections),
        "locator": f"data/xml/{volume.file}, {found.paper_id}",
    }


def count_rows(selection: str, papers: Iterable[Paper]) -> list[Row]:
    """Counts of a selection, without and with the languages that the papers name."""
    whole: Counter[tuple[str, ...]] = Counter()
    by_language: Counter[tuple[str, ...]] = Counter()
    for paper in papers:
        if selection not in paper.selections:
            continue
        about = (paper.held.volume.year, paper.held.venue, paper.found.language_class, paper.found.topic)
        whole[*about, ""] += 1
        by_language.update((*about, tag) for tag in paper.found.tags or ("",))
    return [
        count_row(selection, breakdown, *about, publications)
        for breakdown, counts in (("venue_class_topic", whole), ("venue_language_class_topic", by_language))
        for about, publications in sorted(counts.items())
    ]


def language_rows(selection: str, held: Iterable[Held]) -> list[Row]:
    """All papers of each year, and those that name a language in title or abstract."""
    counts: Counter[tuple[str, str]] = Counter()
    for volume in (one.volume for one in held):
        counts[volume.year, ""] += volume.papers
        for tag, papers in volume.languages.items():
            counts[volume.year, tag] += papers
    return [
        count_row(selection, "year_language", year, "", "", "", tag, publications)
        for (year, tag), publications in sorted(counts.items())
    ]


def count_row(selection: str, breakdown: str, *about: str | int) -> Row:
    """A count as it is committed; ``about`` is year, venue, class, topic, language code and number of papers."""
    cells = dict(zip(COUNT[3:-1], (str(part) or None for part in about), strict=True))
    first: Row = {"series": SERIES, "selection": selection, "breakdown": breakdown}
    return first | cells | {"locator": f"data/xml/{about[0]}.*.xml"}


def coverage_rows(held: Iterable[Held], absences: Iterable[Absence]) -> list[Row]:
    """What is held by year and venue, and what is known to be missing."""
    totals: defaultdict[tuple[str, str, bool], Counter[str]] = defaultdict(Counter)
    notes: defaultdict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for one in held:
        volume = one.volume
        totals[volume.year, one.venue, one.in_scope].update(
            {"volumes": 1, "papers": volume.papers, "papers_with_abstract": volume.with_abstract}
        )
    for absence in absences:
        notes[absence.year, absence.venue, True].append(absence.note)
    return [
        {
            "year": key[0],
            "venue": key[1],
            **{column: str(totals[key][column]) for column in COVERAGE[2:5]},
            "in_survey_scope": "true" if key[2] else "false",
            "note": " ".join(notes.get(key, [])) or None,
        }
        for key in sorted({*totals, *notes})
    ]


def agreement(reads: list[Read]) -> list[tuple[str, int, int, float, float]]:
    """How near the rules come to the survey, year by year and in all.

    Each is (period, papers of the survey, papers of ``keyword_and_topic``, and of each the percent that study a language
    other than English). The survey's figures are the committed ones.
    """
    survey: Counter[tuple[str, bool]] = Counter()
    for row in read_rows(FIGURES / "safety_research_survey" / "publication_counts.csv")[1]:
        if row["breakdown"] == "year_class":
            survey[row["period"] or "", row["class"] != "english_only"] += int(row["publications"] or 0)
    ours: Counter[tuple[str, bool]] = Counter()
    for row in next(made.rows for made in reads if made.kind == "publication_count"):
        if (row["selection"], row["breakdown"]) == ("keyword_and_topic", "venue_class_topic"):
            ours[row["period"] or "", row["class"] != ENGLISH] += int(row["publications"] or 0)
    years = sorted({period for period, _ in survey})
    return [
        (name, *compared(survey, ours, periods))
        for name, periods in [*((year, [year]) for year in years), (f"{years[0]}-{years[-1]}", years)]
    ]


def compared(
    survey: Mapping[tuple[str, bool], int], ours: Mapping[tuple[str, bool], int], periods: list[str]
) -> tuple[int, int, float, float]:
    """Papers of both series in the periods, and of each the percent that study a language other than English."""
    totals = [sum(counts[period, other] for period in periods for other in (False, True)) for counts in (survey, ours)]
    others = [sum(counts[period, True] for period in periods) for counts in (survey, ours)]
    shares = [100 * part / total if total else 0.0 for part, total in zip(others, totals, strict=True)]
    return totals[0], totals[1], shares[0], shares[1]


def explain(reads: list[Read]) -> str:
    """The agreement with the survey, for the report of a refresh."""
    words = StringIO()
    print_agreement(reads, Console(file=words, width=100))
    return words.getvalue()


def print_agreement(reads: list[Read], console: Console) -> None:
    """Print the agreement with the survey as a table."""
    table = Table(title="Papers by rule, beside the papers of the survey")
    for heading in ("Years", "Survey", "By rule", "Not English only, survey", "Not English only, by rule"):
        table.add_column(heading, justify="left" if heading == "Years" else "right")
    for period, survey, ours, survey_pct, ours_pct in agreement(reads):
        table.add_row(period, str(survey), str(ours), f"{survey_pct:.1f}%", f"{ours_pct:.1f}%")
    console.print(table)
