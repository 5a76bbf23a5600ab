"""No recommendation is given anywhere without a row that it cites and what speaks against it: pages, briefs, pages to read, cards, programs.

A recommendation is given where its summary is said. What only names it (a link, a list of those that do not apply) gives none.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from dashboard import briefs
from dashboard.advice import Recommendation, recommendations
from dashboard.briefs.words import plain
from dashboard.pages import PAGES
from dashboard.reader import text_for
from dashboard.store import Store
from dashboard.text import Text
from tests.test_pages import opened, text_of

NO_ROW = "recommendation.no_rows"  # said on the page of one that holds for nobody
ASKED = {
    "language": {"tag": "ur", "own": "ur", "home": "PK"},
    "country": {"code": "PK"},
    "compare": {"with": "ha,yo,sw"},
    "advice": {"tag": "ur"},
    "recommendation": {"of": "fund_open_speech"},
}
READ = ("language/ur", "language/cs", "language/aaa", "country/PK", "country/NG", "country/AC")
# One of every kind, and every two hundredth of all.
EVERY = 200


def given(text: Text, store: Store, words: str) -> list[Recommendation]:
    """The recommendations that are given somewhere; each must have beside it that it cites rows, and what speaks against it."""
    said = re.sub(r"\s+", " ", plain(words))
    found = [one for one in recommendations(store, text).values() if one.summary in said]
    for one in found:
        assert one.counter_sentence in said, one.recommendation_id
    cites = len(re.findall(r"It cites [1-9][\d,]* row", said))
    assert cites >= len(found) or text(NO_ROW) in said
    return found


@pytest.mark.parametrize("page", PAGES)
def test_on_no_page(page: str, store: Store) -> None:
    text = text_for("en", store)
    app = opened(page, lang="en", **ASKED.get(page, {}))
    assert not app.error
    words = text_of(app)
    found = given(text, store, words)
    assert bool(found) == (page in ("advice", "recommendation", "language", "country"))
    assert {str(box.value) for box in app.markdown if str(box.value).startswith("#### ")} <= {
        str(box.value) for box in app.markdown if text("advice.against", words="").split(":")[0] in str(box.value)
    }


def test_in_no_brief(store: Store) -> None:
    text = text_for("en", store)
    every = briefs.all_of(store)
    firsts = {kind: (kind, code) for kind, code in reversed(every)}
    number = 0
    for kind, code in dict.fromkeys((*firsts.values(), ("language", "ur"), ("country", "PK"), *every[::EVERY])):
        made = briefs.in_form(briefs.make(store, kind, code), "md").decode()
        number += len(given(text, store, unescaped(made)))
    assert number > 15


@pytest.mark.parametrize("path", READ)
def test_on_no_page_to_read(path: str, store: Store, client: TestClient) -> None:
    given(text_for("en", store), store, words_of(client.get(f"/read/{path}").text))


def test_on_no_card(store: Store, client: TestClient) -> None:
    text = text_for("en", store)
    for name in recommendations(store, text):
        for about in (*store.advice({}, recommendation_id=name, state="fires")["subject"][:2], ""):
            said = words_of(client.get("/embed/advice", params={"of": name, "about": about}).text)
            assert [one.recommendation_id for one in given(text, store, said)] == [name]


def test_in_no_answer_to_programs(client: TestClient) -> None:
    applies = pages_of(client, "/api/v1/advice?state=fires&limit=1000")
    assert len(applies) > 300
    for one in applies:
        assert any(row["row_ids"] and row["source_ids"] for row in one["evidence"]), one["recommendation_id"]
    for one in (*applies, *client.get("/api/v1/advice?subject=ur&limit=1000").json()["items"]):
        against = one["counter_evidence"]
        assert against["sentence"], one["recommendation_id"]
        assert against["publications"] or against["rows"], one["recommendation_id"]
    for fact in client.get("/api/v1/recommendations?limit=1000").json()["items"]:
        assert fact["counter_sentence"], fact["recommendation_id"]


def pages_of(client: TestClient, address: str | None) -> list[dict[str, Any]]:
    """All items of a list."""
    found: list[dict[str, Any]] = []
    while address:
        answer = client.get(address).json()
        found += answer["items"]
        address = answer["next"]
    return found


def words_of(page: str) -> str:
    """A page of HTML without its tags."""
    return html.unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.S))


def unescaped(markdown: str) -> str:
    """Markdown without what escapes its marks."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown)
