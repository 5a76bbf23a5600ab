"""The pages, in the order of the menu. Each is a script that Streamlit runs inside ``web/frame.py``.

The frame stands in another folder on purpose: Streamlit runs a folder ``pages`` beside its main script by
itself, without the frame, when a page is the first thing asked of a new server.
"""

from pathlib import Path

# The five words of the menu, each with its pages. A word leads to the first of them.
GROUPS: dict[str, tuple[str, ...]] = {
    "start": ("overview", "language", "country", "compare"),
    "evidence": ("capability", "safety", "attention", "disparity", "closing", "coverage"),
    "act": ("advice", "recommendation", "works", "objections"),
    "trust": ("benchmarks", "methods"),
    "yours": ("yours",),
}
PAGES = tuple(name for names in GROUPS.values() for name in names)


def page_file(name: str) -> Path:
    """The script of a page, for links to it."""
    return Path(__file__).with_name(f"{name}.py")
