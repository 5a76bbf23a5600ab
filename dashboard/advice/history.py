"""What began to apply or stopped since the release before, and because of which rows: what the tables of ``history.sql`` say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.advice.words import amount, known
from dashboard.store import Store
from dashboard.text import Text


@dataclass(frozen=True)
class Change:
    """Advice that applies and did not, or did and does not. ``because``: a sentence a quantity; ``rows``: the rows that came (``+``)
    and went (``-``), by their keys; empty where the rule, a limit or a source that it needs is what changed."""

    recommendation_id: str
    subject_kind: str
    subject: str
    before: str
    now: str
    because: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def fired(self) -> bool:
        """Whether it applies now."""
        return self.now == "fires"


def release_before(store: Store) -> date | None:
    """The day of the release that this edition is compared with; None where none was published."""
    found = store.view("release_before")
    return None if found.empty else found["released"].iloc[0].date()


def changes(store: Store, text: Text, **equals: str) -> list[Change]:
    """What changed since, by recommendation and subject. ``equals``: columns of ``advice_change`` such as ``recommendation_id``."""
    key = ["recommendation_id", "subject_kind", "subject"]
    moved: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row in store.view("advice_change_row", order=",".join([*key, "quantity_id"])).to_dict("records"):
        moved.setdefault(tuple(str(row[column]) for column in key), []).append(row)
    units = store.view("quantity").set_index("quantity_id")["unit"].to_dict()
    found = []
    for row in store.view("advice_change", order=",".join(key), where=equals).to_dict("records"):
        own = moved.get(tuple(str(row[column]) for column in key), [])
        found.append(
            Change(
                recommendation_id=str(row["recommendation_id"]),
                subject_kind=str(row["subject_kind"]),
                subject=str(row["subject"]),
                before=str(row["before"]),
                now=str(row["now"]),
                because=tuple(moved_words(text, one, units[str(one["quantity_id"])]) for one in own),
                rows=tuple(sorted({row for one in own for row in came_and_went(one)})),
            )
        )
    return found


def moved_words(text: Text, row: Mapping[str, object], unit: str) -> str:
    """One quantity with what it was and what it is."""
    before, now = (amount(text, known(row[when]), unit) for when in ("before", "now"))
    return text("history.moved", quantity=text(f"quantity.{row['quantity_id']}"), before=before, now=now)


def came_and_went(row: Mapping[str, object]) -> list[str]:
    """The rows behind a quantity that were not there before, and those that are not any more."""
    added, removed = row["rows_added"], row["rows_removed"]
    return [f"+ {name}" for name in added] + [f"- {name}" for name in removed]  # type: ignore[attr-defined]
