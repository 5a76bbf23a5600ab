"""A folder of figures put in the place of another, so that an interruption leaves the old one or the new one, whole.

The new folder stands complete in ``.<source>.new`` first. Then the old one becomes ``.<source>.old``, the new one takes its
place, and the old one is removed. What an interruption leaves is cleared by ``recover`` at the next start: where the folder
itself is missing, the old one comes back; any other leftover is removed.
"""

from __future__ import annotations

import shutil
from pathlib import Path


def swap(folder: Path, new: Path) -> None:
    """Put a copy of ``new`` in the place of ``folder``; on any failure the old one stays or comes back."""
    ready, old = (folder.with_name(f".{folder.name}.{state}") for state in ("new", "old"))
    try:
        shutil.copytree(new, ready)
        folder.rename(old)
        ready.rename(folder)
    except BaseException:  # Ctrl-C too
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(ready, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)  # the new one stands; `recover` takes away what is left


def interrupted(figures: Path) -> list[str]:
    """Sources whose folder is missing because a swap was killed between its two renames."""
    names = (leftover.name[1:-4] for leftover in figures.glob(".*.old"))
    return sorted(name for name in names if not (figures / name).exists())


def recover(figures: Path) -> list[str]:
    """Undo what a killed swap left; the sources whose old folder came back. Call it with no other refresh running."""
    back = interrupted(figures)
    for name in back:
        (figures / f".{name}.old").rename(figures / name)
    for leftover in (*figures.glob(".*.old"), *figures.glob(".*.new")):
        shutil.rmtree(leftover)
    return back
