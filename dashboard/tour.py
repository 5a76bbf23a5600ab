"""Three steps for a first visit. Who has seen enough dismisses them for good: a cookie of this site says so, and nothing else."""

from __future__ import annotations

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse

from dashboard.reader import Reader

STEPS = ("1", "2", "3")
COOKIE = "tour"
YEARS = 10 * 365 * 24 * 3600  # seconds


def show(page: Reader) -> None:
    """The step that the address asks for, unless the reader has dismissed the tour."""
    if st.context.cookies.get(COOKIE) == "off":
        return
    text = page.text
    asked = st.query_params.get("tour", STEPS[0])
    step = asked if asked in STEPS else STEPS[0]
    with st.container(border=True, key="tour"):
        st.markdown(
            f"**{text('tour.title', step=text.integer(int(step)), steps=text.integer(len(STEPS)))}**  \n{text(f'tour.{step}')}"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            if step != STEPS[-1]:
                st.button(text("tour.next"), key="tour_next", on_click=_go, args=(str(int(step) + 1),))
            if step != STEPS[0]:
                st.button(text("tour.back"), key="tour_back", on_click=_go, args=(str(int(step) - 1),))
            # A form of our own would need a script; a link to a route that sets the cookie needs none.
            st.html(f'<a href="/tour/off?lang={page.text.tag}" target="_self">{text("tour.dismiss")}</a>')


def _go(step: str) -> None:
    st.query_params["tour"] = step


async def dismiss(request: Request) -> RedirectResponse:
    """Remember that the tour is not wanted, and go back to the Overview in the same language."""
    language = request.query_params.get("lang", "")
    answer = RedirectResponse(f"/?lang={language}" if language.isalpha() else "/", status_code=303)
    answer.set_cookie(COOKIE, "off", max_age=YEARS, httponly=True, samesite="lax")
    return answer
