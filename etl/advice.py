"""The advice: the quantities of ``data/contract/quantities`` and the rules of ``data/contract/rules`` into the warehouse.

A quantity is one number about one subject with the rows it rests on; a rule is a declaration over quantities. What a rule
says of a subject follows from both in SQL (``advice_under``), so that a reader may move a limit without a new build.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

import duckdb
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from etl import contract
from etl.problems import EtlError, Exit, Problem

Progress = Callable[[str, int, int], None]
QUANTITY = re.compile(r"^-- (\w+) \((\w+)(?:, register (\w+))?\): (.+)$", flags=re.M)
CONDITION = r"^\w+ (is (yes|no|zero)|(below|at_most|above|at_least) \w+)$"
PARTS = ("premise", "trigger", "evidence", "withdrawal")
# Every rule can be taken back by a finding on record, whether or not a view can see its condition.
ON_RECORD = ("withdrawal_found is yes",)

Condition = Annotated[str, StringConstraints(pattern=CONDITION)]
Alternatives = list[Annotated[list[Condition], Field(min_length=1)]]
Cited = Annotated[str, StringConstraints(pattern=r"^P\d{2}( .+)?$")]


class Rule(BaseModel):
    """A rule as declared: who should act, on what, when, and on what evidence. Lists of lists: one inner list is enough."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    actor: str
    theme: str
    subject: str
    subjects: str  # the quantity that says which subjects it concerns
    people: str | None = None  # the quantity that counts the people concerned
    strength: Literal["strong", "moderate", "weak"]
    cost: Literal["low", "medium", "high"] | None = None
    cost_sources: list[Cited] = []
    supports: list[Cited] = Field(min_length=1)
    counter: list[Cited] = Field(min_length=1)  # no advice without what speaks against it
    counter_rows: list[str] = []
    precedents: list[str] = Field(min_length=1)
    figures: list[str] = []  # sources without which it abstains
    premise: Alternatives = []
    trigger: Alternatives = Field(min_length=1)
    evidence: Alternatives = []
    withdrawal: Alternatives = []

    @model_validator(mode="after")
    def _costed(self) -> Self:
        if (self.cost is None) != (not self.cost_sources):
            raise ValueError("a cost class needs cost_sources, and cost_sources a cost class")
        return self


def state_advice(connection: duckdb.DuckDBPyConnection, progress: Progress = lambda *_: None) -> None:
    """Fill the tables of ``advice.sql``."""
    files = quantity_files()
    for file in files:
        declare_quantities(connection, file)
    for step, file in enumerate(files):
        progress(f"advice: {file.stem[3:]}", step, len(files))
        contract.run(connection, file)
    insert_rules(connection, read_rules())
    fill_conditions(connection)


def quantity_files() -> list[Path]:
    """The files that work quantities out, in their order: later ones may read what earlier ones found."""
    return sorted((contract.CONTRACT / "quantities").glob("*.sql"))


def declare_quantities(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Note the quantities that the head of a file names."""
    text = file.read_text(encoding="utf-8")
    found = QUANTITY.findall(text)
    rows = [[quantity, unit, register or None, statement, text] for quantity, unit, register, statement in found]
    if rows:
        insert(connection, "quantity", rows)


def read_rules() -> dict[str, tuple[Rule, str]]:
    """Every rule with its text, by its id, which is the name of its file.

    Raises:
        EtlError: a rule is not as it should be, with every problem.
    """
    rules: dict[str, tuple[Rule, str]] = {}
    problems: list[Problem] = []
    for file in sorted((contract.CONTRACT / "rules").glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        try:
            rules[file.stem] = Rule.model_validate(tomllib.loads(text)), text
        except (tomllib.TOMLDecodeError, ValidationError) as error:
            problems.append(Problem(f"rules/{file.name}", str(error), "Correct the rule; the others show how."))
    if problems:
        raise EtlError("A rule of the advice is wrong.", Exit.PROBLEMS, problems)
    return rules


def insert_rules(connection: duckdb.DuckDBPyConnection, rules: Mapping[str, tuple[Rule, str]]) -> None:
    """The rules into the tables of the contract."""
    rows: dict[str, list[list[object]]] = {}
    for name, (rule, text) in rules.items():
        for table, values in rows_of(rule, text):
            rows.setdefault(table, []).append([name, *values])
    for table, found in rows.items():
        insert(connection, table, found)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[list[object]]) -> None:
    """Rows of one length into a table, in one statement: one a row would take longer than all that the rules ask."""
    places = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
    connection.execute(f"INSERT INTO {table} VALUES {places}", [value for row in rows for value in row])


def rows_of(rule: Rule, text: str) -> Iterator[tuple[str, list[object]]]:
    """Table and values, without the rule's id, of everything that a rule says."""
    yield (
        "recommendation",
        [rule.actor, rule.theme, rule.subject, rule.subjects, rule.people, rule.strength, rule.cost, text],
    )
    for condition in conditions(rule):
        yield "recommendation_condition", list(condition)
    for role, cited in (("supports", rule.supports), ("counter", rule.counter), ("cost", rule.cost_sources)):
        for source in cited:
            yield "recommendation_source", [role, *place_of(source)]
    for n, precedent in enumerate(rule.precedents, start=1):
        yield "recommendation_precedent", [n, precedent]
    for figure in rule.figures:
        yield "recommendation_figure", [figure]
    for counter in rule.counter_rows:
        yield "recommendation_counter", [counter]


def place_of(cited: str) -> tuple[str, str | None]:
    """Publication and place of ``P05 section 2.3``."""
    source, _, place = cited.partition(" ")
    return source, place or None


def conditions(rule: Rule) -> list[tuple[str, int, int, str, str, str | None]]:
    """Part, position, alternative, quantity, comparison and limit of every condition of a rule."""
    found: list[tuple[str, int, int, str, str, str | None]] = []
    for part in PARTS:
        alternatives = list(getattr(rule, part))
        if part == "withdrawal":
            alternatives.append(list(ON_RECORD))
        position = 0
        for number, alternative in enumerate(alternatives, start=1):
            for condition in alternative:
                position += 1
                quantity, how, limit = condition.split(" ")
                found.append(
                    (part, position, number, quantity, limit if how == "is" else how, None if how == "is" else limit)
                )
    return found


def fill_conditions(connection: duckdb.DuckDBPyConnection) -> None:
    """Every condition beside what is known of every subject: all that ``advice_under`` has to read.

    A rule whose subjects nobody knows has one row a condition for the world, of which nothing is known: it does not vanish.
    """
    connection.execute(
        """INSERT INTO advice_condition
        WITH subjects AS (
          SELECT r.recommendation_id, r.subject_kind, f.subject
          FROM recommendation AS r JOIN fact AS f ON f.subject_kind = r.subject_kind AND f.quantity_id = r.subjects
        ), every AS (
          FROM subjects
          UNION ALL
          SELECT recommendation_id, 'world', '001' FROM recommendation ANTI JOIN subjects USING (recommendation_id)
        ), listed AS (
          SELECT DISTINCT subject_kind, subject, relation FROM fact
        )
        SELECT
          c.recommendation_id, s.subject_kind, s.subject, c.part, c.position, c.alternative, c.quantity_id, c.comparison, c.threshold_id,
          CASE WHEN c.quantity_id = 'withdrawal_found' THEN CAST(w.subject IS NOT NULL AS INTEGER) ELSE f.value END AS value,
          CASE WHEN f.value IS NULL AND l.relation IS NULL THEN q.register_id END AS missing_register
        FROM recommendation_condition AS c
        JOIN quantity AS q USING (quantity_id)
        JOIN every AS s USING (recommendation_id)
        LEFT JOIN fact AS f ON f.subject_kind = s.subject_kind AND f.subject = s.subject AND f.quantity_id = c.quantity_id
        LEFT JOIN register AS g USING (register_id)
        LEFT JOIN listed AS l ON l.subject_kind = s.subject_kind AND l.subject = s.subject AND l.relation = g.relation
        LEFT JOIN (SELECT DISTINCT recommendation_id, subject_kind, subject FROM withdrawal_record) AS w
          ON w.recommendation_id = c.recommendation_id AND w.subject_kind = s.subject_kind AND w.subject = s.subject
        ORDER BY c.recommendation_id, s.subject, c.part, c.position"""
    )
