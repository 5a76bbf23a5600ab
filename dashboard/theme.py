"""Colours and symbols. Okabe and Ito's palette: told apart by colour-blind readers, and never the only sign."""

from __future__ import annotations

from typing import Final

ORANGE: Final = "#D55E00"
BLUE: Final = "#0072B2"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
AMBER: Final = "#E69F00"
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
}
