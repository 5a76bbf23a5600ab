"""Which volumes of the ACL Anthology must be there, so that a count by year means what it says.

Listed are the volumes of the conferences and journals that the survey of safety research covers; its workshops are
too many and too short-lived to be named here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from etl.sources import UnreadableError

# year and collection: volumes, as the Anthology names them (2020.acl-main)
EXPECTED = """
2020.aacl: main srw demo | 2020.acl: main demos srw tutorials | 2020.emnlp: main demos tutorials | 2020.findings: emnlp
2021.acl: long short srw demo tutorials | 2021.eacl: main demos srw tutorials | 2021.emnlp: main demo tutorials
2021.findings: acl emnlp | 2021.naacl: main demos srw tutorials industry
2022.aacl: main short srw demo tutorials | 2022.acl: long short srw demo tutorials
2022.emnlp: main demos tutorials industry | 2022.findings: acl naacl aacl emnlp
2022.naacl: main srw demo tutorials industry
2023.acl: long short demo srw industry tutorials | 2023.eacl: main demo srw tutorials
2023.emnlp: main demo industry tutorial | 2023.findings: eacl acl emnlp | 2023.ijcnlp: main short srw tutorials
2024.acl: long short demos srw tutorials | 2024.eacl: long short demo srw tutorials
2024.emnlp: main demo industry tutorials | 2024.findings: eacl naacl acl
2024.naacl: long short demo srw tutorials industry
2025.findings: naacl acl | 2025.naacl: long short industry srw tutorial demo
2020.cl: 1 2 3 4 | 2021.cl: 1 2 3 4 | 2022.cl: 1 2 3 4 | 2023.cl: 1 2 3 4 | 2024.cl: 1 2 3 4 | 2025.cl: 1 2
2020.conll: 1 shared | 2021.conll: 1 | 2022.conll: 1 | 2023.conll: 1 babylm | 2024.conll: 1 babylm | 2025.conll: 1
"""
EACH_YEAR = ("iwslt-1", "semeval-1", "starsem-1", "tacl-1", "wmt-1")
YEARS = range(2020, 2026)


@dataclass(frozen=True)
class Absence:
    """Volumes that are known to be missing: where they belong, and what a reader of the counts is told."""

    volume: str  # the volume by which the absence is known
    venue: str
    note: str

    @property
    def year(self) -> str:
        """Year of the volume."""
        return self.volume[:4]


KNOWN_ABSENCES = (
    Absence("2023.findings-ijcnlp", "Findings", "Findings of IJCNLP-AACL 2023 are missing."),
    Absence("2024.findings-emnlp", "Findings", "Findings of EMNLP 2024 are missing."),
    Absence("2025.findings-emnlp", "Findings", "Findings of EMNLP 2025 are missing."),
    Absence("2025.acl-long", "ACL", "ACL 2025 is missing: long, short, demo, industry, student research workshop."),
    Absence("2025.emnlp-main", "EMNLP", "EMNLP 2025 is missing."),
)


def expected() -> frozenset[str]:
    """The identifiers of the volumes that must be there."""
    found = {f"{year}.{volume}" for year in YEARS for volume in EACH_YEAR}
    for entry in EXPECTED.replace("\n", "|").split("|"):
        collection, _, volumes = entry.partition(":")
        found |= {f"{collection.strip()}-{volume}" for volume in volumes.split()}
    return frozenset(found)


def check_volumes(held: Collection[str], file: str) -> list[Absence]:
    """The known absences that are absences still.

    Raises:
        UnreadableError: an expected volume is missing.
    """
    if missing := sorted(expected() - set(held)):
        raise UnreadableError(
            f"{file}: {'Volumes are' if len(missing) > 1 else 'A volume is'} missing: {', '.join(missing)}. Expected every"
            " volume that etl/bibliography/volumes.py names, with papers in it. Fetch the whole Anthology again; if the publisher really"
            " took it away, add it to KNOWN_ABSENCES."
        )
    return [absence for absence in KNOWN_ABSENCES if absence.volume not in held]
