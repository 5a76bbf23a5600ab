"""The pages of the advice: limits in the address, states that are all shown, and nothing recommended without rows and what speaks against it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.limits import parse, written

DEFAULTS = {"advice_people": 1e6, "advice_kappa": 0.4}


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)), st.floats(0, 1e11).map(lambda value: float(f"{value:.12g}"))))
def test_limits_in_an_address_are_read_back(limits: dict[str, float]) -> None:
    found, wrong = parse(written(limits), DEFAULTS)
    assert wrong == []
    assert found == {code: value for code, value in limits.items() if value != DEFAULTS[code]}


@pytest.mark.parametrize(
    "part",
    ["advice_people", "advice_people:", "advice_people:-1", "advice_people:nan", "x:1", ":", "advice_kappa:1e99"],
)
def test_what_is_no_limit_is_said_and_left_out(part: str) -> None:
    assert parse(f"{part},advice_kappa:0.5", DEFAULTS) == ({"advice_kappa": 0.5}, [part])
