"""What several readers need to name a model."""

from __future__ import annotations

import re
from datetime import date

RUN_MARKS = re.compile(r"\s*\((?:zero-shot|few-shot|val|, )+\)$")
# Not part of a longer number: a version such as 3.2024 or a hash holds no date.
DATE = re.compile(r"(?<![\d.])(20\d\d)(-?)(\d\d)\2(\d\d)(?![\d.])")
YEAR_MONTH = re.compile(r"(?<![\d.])(20\d\d)-(\d\d)(?![\d.])")


def slug(name: str) -> str:
    """The model id for a published name: vendor prefix and marks of the run cut, the rest kept.

    >>> slug("gemini/gemini-3-pro-preview (zero-shot, val)"), slug("GPT-4.1 (April)"), slug("org/m@refs/pr/6#high")
    ('gemini-3-pro-preview', 'gpt-4.1-april', 'm-refs-pr-6-high')
    """
    model, at, revision = RUN_MARKS.sub("", name.strip()).partition("@")
    return re.sub(r"[^a-z0-9.]+", "-", (model.rsplit("/", 1)[-1] + at + revision).lower()).strip("-")


def released_in_name(name: str) -> str | None:
    """The date or year and month that a model name holds, as YYYY-MM-DD or YYYY-MM; None where it holds none.

    >>> released_in_name("gpt-4o-2024-08-06"), released_in_name("model-2025-03"), released_in_name("qwen3-8b")
    ('2024-08-06', '2025-03', None)
    """
    if found := DATE.search(name):
        year, _, month, day = found.groups()
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return None
    if found := YEAR_MONTH.search(name):
        return found[0] if 1 <= int(found[2]) <= 12 else None
    return None
