"""The page of an export for people: what it is, how to read and cite it, what is left out, and who may do what with it."""

from __future__ import annotations

from etl.describe import ABOUT, TITLE, Edition, Written

PAGE = """# {title}: the data

{about}

Data as of {as_of}, version {version}. Content hash of the warehouse that it was made from: `{content_hash}`. Contract
version: `{contract_version}`.

## How to cite

> {citation}

Cite the sources whose numbers you use as well; they are listed below. Each figure names its own in
`source_id`.

## How to read

`tables/` holds what was published, row by row, with the corrections that `correction` lists; `views/` what is worked out from it. Each is there twice:

- **Parquet is exact.** Use it where you can.
- **CSV** is UTF-8 with a header row and commas. An empty cell means that nothing was published. Lists are JSON. `NA` is
  Namibia: tell your reader to take only the empty cell as missing. Spreadsheets run text that begins with `=`, `+`, `-`,
  `@`, a tab or a line break, so such a text cell has an apostrophe in front. To undo it, take one apostrophe away wherever
  one or more of them stand before one of these signs. Numbers stay numbers.

`datapackage.json` (Frictionless) and `croissant.json` (Croissant) say the same to programs: columns, types, keys, and the
SHA-256 of each file.

## What is left out

{left_out}

## Licence not stated, or unclear

{unclear}

## Sources and their licences

{sources}

## Tables

{tables}

## Views

{views}
"""


def readme(edition: Edition, written: list[Written]) -> str:
    """The page for people, in Markdown."""
    unclear = [s for s in edition.sources if s.redistribution == "unclear"]
    asked = [
        "These sources state no licence, or one that leaves open whether their rows may be passed on. Ask the publisher first.",
        "",
    ]
    return PAGE.format(
        title=TITLE,
        about=ABOUT,
        as_of=edition.as_of,
        version=edition.version,
        content_hash=edition.content_hash,
        contract_version=edition.contract_version,
        citation=edition.citation,
        left_out=left_out_text(edition),
        unclear="\n".join(
            [
                *asked,
                *(f"- `{s.source_id}`, licence {plain(s.licence)}: {plain(s.title)}, {s.address}" for s in unclear),
            ]
        )
        if unclear
        else "None: the rows of every source here may be passed on.",
        sources=grid(
            ("source", "title", "authors and year", "licence", "may be passed on"),
            [
                (s.source_id, f"{s.title}, {s.address}", f"{s.authors} ({s.year})", s.licence, s.redistribution)
                for s in edition.sources
            ],
        ),
        **{
            folder: grid(
                ("name", "rows", "what it is"),
                [(w.relation.name, str(w.rows), w.relation.comment) for w in written if w.relation.folder == folder],
            )
            for folder in ("tables", "views")
        },
    )


def left_out_text(edition: Edition) -> str:
    """Which sources are left out, and what follows from that."""
    if not edition.left_out:
        return "Nothing: every source in the warehouse may be passed on, or states no licence."
    text = [
        "The rows of these sources may not be passed on. They are in no file here; read them at their publishers:",
        "",
    ]
    text += [
        f"- `{s.source_id}`: {plain(s.title)}, {s.address}. Licence: {plain(s.licence)}. {s.rows} rows."
        for s in edition.left_out
    ]
    if edition.orphans:
        text += ["", f"{edition.orphans} rows of other sources name something left out, and are left out too."]
    text += [
        "",
        "The views are worked out from what is here, so they can differ from those of the dashboard. A benchmark or model",
        "that one of these sources declared and another source uses stays, under the first such source by name.",
    ]
    return "\n".join(text)


def grid(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    cells = [[plain(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(head), ["---"] * len(head), *cells])


def plain(text: str) -> str:
    """Text on one line that ends no cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")
