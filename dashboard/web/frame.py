"""What stands around every page: title, menu, language of the interface, and what to say when the warehouse cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import streamlit as st

from dashboard import state
from dashboard.pages import GROUPS, PAGES, page_file
from dashboard.reader import Reader, browser_language, interface_language, reader
from dashboard.store import WarehouseError
from dashboard.text import Text, interface_languages, literal, own_name, reviewed

STYLE = Path(__file__).with_name("style.css")


def main() -> None:
    """Run the page that the address asks for."""
    words = Text(interface_language())
    pages = {
        name: st.Page(page_file(name), title=words(f"page.{name}.menu"), url_path=name, default=name == PAGES[0])
        for name in PAGES
    }
    asked = unquote(urlsplit(st.context.url or "").path).strip("/").rpartition("/")[2]
    if asked not in ("", *PAGES):  # a page of its own: Streamlit would show the first one, under words in English
        pages[asked] = st.Page(partial(no_page, asked), title=words("error.no_page_title"), url_path=asked)
    # The built-in menu drops the language from the address, and on a phone a sidebar stays open over the page.
    page = st.navigation(list(pages.values()), position="hidden")
    # A link from a page to itself changes what we are asked but not the browser's address; saying it back mends that.
    st.query_params.from_dict(st.query_params.to_dict())
    st.set_page_config(page_title=f"{page.title} · {words('app.title')}", layout="centered")
    try:
        current = reader()
    except WarehouseError as error:
        st.title(words("app.title"))
        st.error(words(f"warehouse.{error.reason}"))
        st.code("python -m etl build", language="sh")
        return
    st.html(STYLE)
    header(current, pages, page.url_path if page.url_path in PAGES else PAGES[0])
    try:
        page.run()
    except Exception:
        logging.getLogger(__name__).exception("page %s", page.url_path)
        st.error(words("error.unexpected"))
    st.divider()
    st.caption(footer(current))


def no_page(asked: str) -> None:
    """What stands at the address of no page: that there is none, and the way on."""
    current = reader()
    st.title(current.text("error.no_page_title"))
    st.warning(current.text("error.no_page", address=literal(f"/{asked}")))
    label = current.text("page.overview.title")
    st.page_link(page_file(PAGES[0]), label=label, query_params=current.link_parameters())


def footer(current: Reader) -> str:
    """Which figures these are: when they were published, when collected, the hash that names them, and that no speaker has reviewed the words."""
    tests = current.store.view("test")
    said = current.text(
        "menu.as_of",
        first=str(tests["first_year"].min()),
        last=str(tests["newest_year"].max()),
        date=current.text.date(current.store.as_of),
        hash=current.store.content_hash[:12],
    )
    return said if reviewed(current.text.tag) else f"{said}  \n{current.text('catalogue.unreviewed')}"


def header(current: Reader, pages: Mapping[str, st.Page], here: str) -> None:
    """Title, language of the interface, and the pages."""
    text = current.text
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{text('app.title')}**", width="content")
        with st.container(width=150):
            state.choose(
                text,
                text("menu.language"),
                interface_languages(),
                "lang",
                own_name,
                default=browser_language(),
                labelled=False,
            )
    menu(current, pages, here)


def menu(current: Reader, pages: Mapping[str, st.Page], here: str) -> None:
    """Five words; below them the pages of the one that the reader is in."""
    text, asked = current.text, current.link_parameters()
    mine = next(group for group, names in GROUPS.items() if here in names)
    with st.container(horizontal=True, gap="small", key="menu"):
        for group, names in GROUPS.items():
            word = text(f"menu.{group}")
            st.page_link(pages[names[0]], label=f"**{word}**" if group == mine else word, query_params=asked)
    if len(GROUPS[mine]) > 1:
        with st.container(horizontal=True, gap="small", key="submenu"):
            for name in GROUPS[mine]:
                label = text(f"page.{name}.menu")
                st.page_link(pages[name], label=f"**{label}**" if name == here else label, query_params=asked)


main()
