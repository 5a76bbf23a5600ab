"""The address is the state: every control reads its value from the URL and writes it back.

Nothing is kept elsewhere, so links, reloads and the back button all show what the address says.
(Streamlit's own ``bind="query-params"`` loses values when the page changes.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.text import Text, literal


def choose(
    text: Text,
    label: str,
    options: Sequence[str],
    key: str,
    name: Callable[[str], str],
    *,
    default: str | None = None,
    labelled: bool = True,
    clears: tuple[str, ...] = (),
) -> str:
    """A selectbox bound to the URL parameter ``key``. A value that is not on offer is said so, and the default used.

    ``clears``: parameters that mean nothing after another choice (the model, when the test changes).
    """
    if default is None or default not in options:
        default = options[0]
    write = _bound(text, label, options, key, name, default, clears)
    return st.selectbox(
        label,
        list(options),
        key=key,
        format_func=name,
        on_change=write,
        label_visibility="visible" if labelled else "collapsed",
    )


def _bound(
    text: Text,
    label: str,
    options: Sequence[str],
    key: str,
    name: Callable[[str], str],
    default: str,
    clears: tuple[str, ...] = (),
) -> Callable[[], None]:
    """Set a control to what the address says, or say that it is no option; what it then does when it is changed."""
    asked = st.query_params.get(key, default)
    chosen = asked if asked in options else default

    def write() -> None:
        for parameter in clears:
            st.query_params.pop(parameter, None)
        if st.session_state[key] == default:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[key]

    if asked != chosen:
        st.warning(text("state.unknown_choice", value=literal(asked), label=label, chosen=name(chosen)))
    st.session_state[key] = chosen
    return write


def slide(text: Text, label: str, options: Sequence[str], key: str, name: Callable[[str], str], *, default: str) -> str:
    """A slider over ordered options, bound to the URL parameter ``key`` like ``choose``."""
    write = _bound(text, label, options, key, name, default)
    return st.select_slider(label, list(options), key=key, format_func=name, on_change=write)


def choose_several(
    text: Text,
    label: str,
    options: Sequence[str],
    key: str,
    name: Callable[[str], str],
    *,
    most: int,
    read: Callable[[str], str] = str,
    placeholder: str | None = None,
) -> list[str]:
    """A searchable list bound to the URL parameter ``key``: values with commas between them, in the reader's order.

    Values that are not on offer, and those after the first ``most``, are said so and left out. ``read``: what a value in the
    address stands for (``swa`` for ``sw``).
    """
    known = set(options)
    asked = list(dict.fromkeys(read(part.strip()) for part in st.query_params.get(key, "").split(",") if part.strip()))
    found, unknown = [part for part in asked if part in known], [part for part in asked if part not in known]

    def write() -> None:
        if st.session_state[key]:
            st.query_params[key] = ",".join(st.session_state[key])
        else:
            st.query_params.pop(key, None)

    if unknown:
        shown = text.listed(map(literal, unknown[:most]))
        st.warning(text.plural("state.unknown_values", len(unknown), values=shown, label=label))
    if len(found) > most:
        st.warning(text("state.too_many", most=text.integer(most), values=text.listed(map(name, found[most:]))))
    st.session_state[key] = found[:most]
    return st.multiselect(
        label,
        list(options),
        key=key,
        format_func=name,
        on_change=write,
        max_selections=most,
        placeholder=placeholder,
        select_all=False,
    )


def typed(label: str, key: str, *, placeholder: str) -> str:
    """A search box bound to the URL parameter ``key``."""

    def write() -> None:
        if st.session_state[key]:
            st.query_params[key] = st.session_state[key]
        else:
            st.query_params.pop(key, None)

    st.session_state[key] = st.query_params.get(key, "")
    return st.text_input(label, key=key, type="search", placeholder=placeholder, on_change=write, max_chars=100) or ""
