"""What the sources declare in source.toml, into the contract: themselves, their benchmarks, their models."""

from __future__ import annotations

import duckdb

from etl.languages import language_tag
from etl.manifest import Source
from etl.problems import EtlError, Exit, Problem


def insert_sources(connection: duckdb.DuckDBPyConnection, sources: dict[str, Source]) -> None:
    """The sources and their warnings."""
    caveats = known_caveats(connection)
    problems = [
        unknown_caveat(source_id, caveat)
        for source_id, source in sources.items()
        for caveat in source.caveats
        if caveat not in caveats
    ]
    if problems:
        raise EtlError("The description of a source is wrong.", Exit.PROBLEMS, problems)
    for source_id, s in sources.items():
        connection.execute(
            "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                source_id,
                s.title,
                s.authors,
                s.year,
                s.address,
                s.licence,
                s.redistribution,
                s.transcription,
                s.retrieved,
                s.origin,
                s.notes,
            ],
        )
        for caveat in s.caveats:
            connection.execute("INSERT INTO source_caveat VALUES (?, ?)", [source_id, caveat])


def known_caveats(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Codes of the warnings that the contract knows."""
    return {str(row[0]) for row in connection.execute("SELECT caveat_id FROM caveat").fetchall()}


def unknown_caveat(source_id: str, caveat: str) -> Problem:
    """That a source names a warning that the contract does not know."""
    return Problem(
        f"{source_id}/source.toml",
        f"Unknown caveat {caveat!r}.",
        "Use one of data/contract/vocabulary.sql, or add it there.",
        column="caveats",
    )


def insert_benchmarks(connection: duckdb.DuckDBPyConnection, sources: dict[str, Source]) -> list[Problem]:
    """Every benchmark as its source declares it, or every problem with any of them."""
    if problems := check_benchmarks(connection, sources):
        return problems
    for source_id, source in sources.items():
        for benchmark in source.benchmark:
            values = benchmark.model_dump(exclude={"caveats"}) | {
                "source_id": source_id,
                "item_set": benchmark.item_set or benchmark.benchmark_id,
            }
            places = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO benchmark ({', '.join(values)}) VALUES ({places})", list(values.values()))
            for caveat in benchmark.caveats:
                connection.execute("INSERT INTO benchmark_caveat VALUES (?, ?)", [benchmark.benchmark_id, caveat])
    return []


def check_benchmarks(connection: duckdb.DuckDBPyConnection, sources: dict[str, Source]) -> list[Problem]:
    """What the contract does not allow: unknown dimensions, origins, caveats and reference languages, and ids declared twice."""
    allowed = {
        column: [str(value) for (value,) in connection.execute(f"SELECT unnest(enum_range(NULL::{column}))").fetchall()]
        for column in ("dimension", "item_origin")
    }
    languages = {str(tag) for (tag,) in connection.execute("SELECT language_tag FROM language").fetchall()}
    problems: list[Problem] = []
    caveats = known_caveats(connection)
    declared: dict[str, str] = {}
    for source_id, source in sources.items():
        file = f"{source_id}/source.toml"
        for benchmark in source.benchmark:
            for column, values in allowed.items():
                value = getattr(benchmark, column)
                if value not in values:
                    place = f"benchmark {benchmark.benchmark_id}, {column}"
                    problems.append(
                        Problem(file, f"{value!r} is not allowed.", f"Use one of {', '.join(values)}.", column=place)
                    )
            reference = benchmark.reference_tag
            if reference and not is_known(reference, languages):
                place = f"benchmark {benchmark.benchmark_id}, reference_tag"
                problems.append(
                    Problem(
                        file,
                        f"{reference!r} is not a known language.",
                        "Write a language tag such as en.",
                        column=place,
                    )
                )
            problems += [unknown_caveat(source_id, caveat) for caveat in benchmark.caveats if caveat not in caveats]
            if earlier := declared.get(benchmark.benchmark_id):
                problems.append(
                    Problem(
                        file,
                        f"{benchmark.benchmark_id!r} is declared in {earlier} already.",
                        "Declare it once, or give it another id.",
                        column="benchmark",
                    )
                )
            declared.setdefault(benchmark.benchmark_id, source_id)
    return problems


def is_known(tag: str, languages: set[str]) -> bool:
    """Whether a tag, however it is written, stands for a known language."""
    try:
        return language_tag(tag) in languages
    except ValueError:
        return False


def name_models(connection: duckdb.DuckDBPyConnection, sources: dict[str, Source]) -> list[Problem]:
    """Every model declared in a source.toml into ``named_model``, or every problem with any of them."""
    connection.execute("CREATE OR REPLACE TEMP TABLE named_model AS SELECT 0 AS place, * FROM model LIMIT 0")
    problems: list[Problem] = []
    for source_id, source in sources.items():
        file = f"{source_id}/source.toml"
        ids = [model.model_id for model in source.model]
        twice = sorted({model_id for model_id in ids if ids.count(model_id) > 1})
        problems += [
            Problem(file, f"{model_id!r} is declared twice.", "Declare it once.", column="model") for model_id in twice
        ]
        if not ids or twice:
            continue
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE typed AS SELECT CAST(NULL AS INTEGER) AS row, * FROM model LIMIT 0"
        )
        for model in source.model:
            values = model.model_dump() | {"source_id": source_id}
            places = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO typed ({', '.join(values)}) VALUES ({places})", list(values.values()))
        problems += name_typed_models(connection, file)
    return problems


def name_typed_models(connection: duckdb.DuckDBPyConnection, file: str) -> list[Problem]:
    """Append the models in ``typed`` to ``named_model``, once a source; release dates that contradict each other are a problem."""
    contradictions = connection.execute(
        """SELECT DISTINCT ON (t.row, t.model_id) t.row, t.model_id, t.released, m.released, m.source_id
        FROM typed AS t JOIN named_model AS m USING (model_id)
        WHERE NOT starts_with(t.released, m.released) AND NOT starts_with(m.released, t.released)
        ORDER BY t.row, t.model_id, m.place"""
    ).fetchall()
    if contradictions:
        return [
            Problem(
                file,
                f"{model_id} is said to be released on {released}, in {source} on {earlier}.",
                "Correct one of them, or give the model another id.",
                row,
                "released",
            )
            for row, model_id, released, earlier, source in contradictions
        ]
    connection.execute(
        """INSERT INTO named_model BY NAME
        SELECT * EXCLUDE (row), (SELECT count(*) FROM named_model) AS place FROM typed"""
    )
    return []


def insert_models(connection: duckdb.DuckDBPyConnection) -> None:
    """One row a model: the name of the source that named it first, and of the rest the first that any source states.

    Appended at once: with ``ON CONFLICT DO UPDATE``, DuckDB 2.0.0 has reported corrupted strings, once in some dozens of builds.
    """
    connection.execute(
        """INSERT INTO model BY NAME
        SELECT model_id, arg_min(name, place) AS name, arg_min(source_id, place) AS source_id,
          arg_min(developer, place) AS developer, arg_min(open_weights, place) AS open_weights,
          arg_min(released, place) AS released, arg_min(released_from, place) AS released_from
        FROM named_model GROUP BY model_id ORDER BY model_id"""
    )
