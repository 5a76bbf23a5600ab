"""Overview: five headline numbers, one chart each; where the reader's own language and country stand."""

from __future__ import annotations

import streamlit as st

from dashboard import state, tour
from dashboard.briefs.world import WORLD
from dashboard.offering import offer_brief
from dashboard.pages import page_file
from dashboard.panel import show
from dashboard.reader import Reader, reader
from dashboard.search import fold
from dashboard.standing import bounds_lines, language_lines

HEADLINES = ("capability_gap", "capability_breadth", "safety_direct", "english_only", "safety_untested")
FOLLOWS = ("capability", "language", "safety", "attention", "coverage")  # the page that goes on from each
NONE = ""


def show_own(page: Reader) -> None:
    """The reader's own language and country: chosen once, kept in the address, and where they stand."""
    text, store = page.text, page.store
    st.subheader(text("own.title"), anchor="own")
    known = store.view("coverage", state="measured", dimension=("capability", "safety"))["language_tag"].unique()
    tags = sorted({*known, page.own} - {NONE}, key=lambda tag: fold(text.language(tag)))
    codes = sorted(store.view("territory")["territory_code"], key=lambda code: fold(text.territory(code)))
    left, right = st.columns(2)
    with left:
        tag = state.choose(
            text, text("own.language"), [NONE, *tags], "own", lambda tag: text.label(tag) if tag else text("own.none")
        )
    with right:
        code = state.choose(
            text, text("own.country"), [NONE, *codes], "home", lambda code: text.territory(code) if code else text("own.none")
        )  # fmt: skip
    if tag:
        st.markdown(f"**{text.label(tag)}**\n" + "\n".join(f"- {line}" for line in language_lines(page, tag)))
    if code:
        st.markdown(f"**{text.territory(code)}**\n" + "\n".join(f"- {line}" for line in bounds_lines(page, code)))
    with st.container(horizontal=True):
        target = page.link_parameters(tag=tag) if tag else page.link_parameters()
        label = text("own.more", name=text.label(tag)) if tag else text("page.overview.find_language")
        st.page_link(page_file("language"), label=label, icon=":material/search:", query_params=target)
        target = page.link_parameters(code=code) if code else page.link_parameters()
        label = text("own.more", name=text.territory(code)) if code else text("own.find_country")
        st.page_link(page_file("country"), label=label, icon=":material/public:", query_params=target)


page = reader()
st.title(page.text("page.overview.title"))
st.markdown(page.text("page.overview.lead"))
offer_brief(page, "world", WORLD)
tour.show(page)
show_own(page)
for name, further in zip(HEADLINES, FOLLOWS, strict=True):
    show(page, name)
    st.page_link(
        page_file(further),
        label=f"{page.text(f'follows.{name}')} {'←' if page.text.right_to_left else '→'} {page.text(f'page.{further}.title')}",
        query_params=page.link_parameters(),
    )
