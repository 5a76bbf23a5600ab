"""A map of equal tiles: one for each territory, about where it lies. ``python -m dashboard.charts.world_tiles`` makes the file anew.

Places are the means of the principal places of the IANA time zone database's ``zone.tab`` (public domain), and a few
that it lacks. Each territory gets the free tile that keeps the sum of squared moves least (Jonker and Volgenant's
algorithm in SciPy). Tiles have no borders to dispute, and Singapore is as large as Canada.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = Path(__file__).with_suffix(".csv")
COLUMNS, ROWS = 26, 16
# Latitude and longitude in degrees of territories that zone.tab has no zone for.
LACKING = {
    "AC": (-7.9, -14.4), "BV": (-54.4, 3.4), "CP": (10.3, -109.2), "CQ": (49.4, -2.4), "DG": (-7.3, 72.4), "EA": (35.9, -5.3),
    "HM": (-53.1, 73.5), "IC": (28.1, -15.4), "TA": (-37.1, -12.3), "XK": (42.7, 21.2),
}  # fmt: skip


@lru_cache(maxsize=1)
def tiles() -> dict[str, tuple[int, int]]:
    """Territory code -> column from the west and row from the north, each from 0."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["territory_code"]: (int(row["x"]), int(row["y"])) for row in csv.DictReader(lines)}


def places() -> dict[str, tuple[float, float]]:
    """Territory code -> latitude and longitude in degrees."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, place = line.split("\t")[:2]
            latitude, longitude = re.findall(r"[+-]\d+", place)
            found[code].append((_degrees(latitude, 2), _degrees(longitude, 3)))
    for code, several in found.items():  # no mean across the date line: the first, principal place
        if max(east for _, east in several) - min(east for _, east in several) > 180:
            del found[code][1:]
    means = {
        code: (sum(a for a, _ in all_) / len(all_), sum(b for _, b in all_) / len(all_)) for code, all_ in found.items()
    }
    return means | LACKING  # fmt: skip


def _degrees(iso: str, digits: int) -> float:
    """Degrees of ISO 6709's degrees and minutes, signed."""
    degrees, minutes = int(iso[1 : 1 + digits]), int(iso[1 + digits : 3 + digits])
    return (degrees + minutes / 60) * (-1 if iso[0] == "-" else 1)


def assign(where: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """The tile of each territory. Half by degrees and half by rank, so that Europe has room and oceans do not take it all."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    codes = sorted(where)
    south, east = np.array([where[code] for code in codes]).T

    def spread(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
        ranks = values.argsort().argsort() / (len(values) - 1)
        degrees = (values - values.min()) / (values.max() - values.min())
        return np.asarray((0.5 * ranks + 0.5 * degrees) * (n - 1), dtype=np.float64)

    x, y = spread(east, COLUMNS), spread(-south, ROWS)
    columns, rows = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    cost = (x[:, None] - columns.ravel()) ** 2 + (y[:, None] - rows.ravel()) ** 2
    _, chosen = linear_sum_assignment(cost)
    return {code: (int(tile % COLUMNS), int(tile // COLUMNS)) for code, tile in zip(codes, chosen, strict=True)}


def main() -> None:
    """Write the file."""
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["territory_code", "x", "y"])
        writer.writerows((code, x, y) for code, (x, y) in sorted(assign(places()).items()))


if __name__ == "__main__":
    main()
