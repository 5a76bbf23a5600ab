"""Colours and symbols. Okabe and Ito's palette: told apart by colour-blind readers, and never the only sign."""

from __future__ import annotations

from typing import Final

ORANGE: Final = "#D55E00"
BLUE: Final = "#0072B2"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
AMBER: Final = "#E69F00"
PINK: Final = "#CC79A7"
PURPLE: Final = "#CC79A7"
GREY: Final = "#8A949E"

# role -> (colour, marker symbol, bar pattern)
ROLES: Final[dict[str, tuple[str, str, str]]] = {
    "worse": (ORANGE, "circle", ""),
    "better": (BLUE, "diamond", "/"),
    "no_clear_difference": (GREY, "circle-open", ""),
    "cannot_say": (GREY, "x-thin-open", "x"),
    "mixed": (AMBER, "square", "x"),
    "reference": (GREY, "line-ns-open", ""),
    "language": (ORANGE, "circle", ""),
    "harm": (ORANGE, "circle", ""),
    "non_answer": (AMBER, "square", "x"),
    "rest": (SKY, "diamond", ""),
    "english_only": (BLUE, "circle", ""),
    "not_english_only": (ORANGE, "diamond", "/"),
    "monolingual_non_english": (AMBER, "square", "x"),
    "multilingual": (GREEN, "diamond", "/"),
    "yours": (PURPLE, "circle", ""),
    "published": (BLUE, "diamond-open", "/"),
    "compared": (BLUE, "circle", ""),
    "weak_evidence": (SKY, "diamond", "/"),
    "not_measured": (GREY, "circle-open", "/"),
    "even": (GREY, "line-ns-open", ""),
    "mean": (BLUE, "circle", ""),
    "best": (BLUE, "circle", ""),
    "worst": (ORANGE, "diamond", "/"),
    "bound_high": (GREY, "circle-open", "/"),
    "bound_low": (GREY, "circle-open", ""),
    # Steps of a share, from little to much. What was not measured is hatched, and no step.
    "step_1": ("#C6DBEF", "circle", ""),
    "step_2": ("#9ECAE1", "circle", ""),
    "step_3": ("#6BAED6", "circle", ""),
    "step_4": ("#3182BD", "circle", ""),
    "step_5": ("#08519C", "circle", ""),
    # Things side by side, in the order in which the reader chose them: no colour is better than another.
    "series_1": (BLUE, "circle", ""),
    "series_2": (ORANGE, "diamond", "/"),
    "series_3": (GREEN, "square", "x"),
    "series_4": (AMBER, "triangle-up", "\\"),
    "series_5": (SKY, "cross", "."),
    "series_6": (PINK, "star", "+"),
    "sensitive": (ORANGE, "circle", ""),
    "agnostic": (BLUE, "diamond-open", "/"),
    "ceiling": (ORANGE, "circle", ""),
    "chance": (AMBER, "square", "x"),
    "treated": (BLUE, "circle", ""),
    "untreated": (AMBER, "diamond-open", "/"),
}

# Ink that can be read on a mark of a role; white where none is named.
INK_ON: Final[dict[str, str]] = dict.fromkeys(
    (
        "step_1",
        "step_2",
        "step_3",
        "not_measured",
        "no_clear_difference",
        "cannot_say",
        "mixed",
        "weak_evidence",
        "rest",
        "worse",
        "language",
    ),
    "#000000",
)
