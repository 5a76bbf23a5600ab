"""Read-only JSON for programs: what there is (``declared``), its types (``types``), its routes and its OpenAPI description.

Routes, checks of parameters and description are all made from the same declarations, so they cannot drift.
"""
