"""Files of figures on disk: CSV for small ones, Parquet (zstd) for large ones. Cells are text, so that a value stands as published."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from etl.sources import Row


class Lines:
    """A file for ``csv.writer``: lines that come with ``\\r\\n`` end in ``\\n``."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, line: str) -> None:
        """One line, which the writer hands over whole."""
        self.file.write(line.removesuffix("\r\n") + "\n")


def write_rows(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write rows to ``path``, as CSV or Parquet by its suffix; None becomes an empty cell."""
    if path.suffix == ".parquet":
        cells = {column: pa.array([row[column] for row in rows], pa.string()) for column in columns}
        pq.write_table(pa.table(cells), path, compression="zstd", compression_level=19)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        # With "\n" alone Python 3.11 leaves a carriage return in a cell without quotes, and no reader takes it for a cell.
        writer = csv.writer(Lines(file), lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([row[column] or "" for column in columns] for row in rows)


def read_rows(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of a file that ``write_rows`` wrote; an empty cell becomes None."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return tuple(table.column_names), table.to_pylist()
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        columns = tuple(next(lines))
        return columns, [dict(zip(columns, (cell or None for cell in line), strict=True)) for line in lines]
