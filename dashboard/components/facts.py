"""A short list of facts, each with its name: what a person reads about an account."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components.french import as_html


def facts(told: Mapping[str, str]) -> None:
    """Names and values; nothing in them is read as HTML or Markdown."""
    lines = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(value)}</dd>" for name, value in told.items())
    st.html(f'<dl class="vigie-footnote vigie-facts">{lines}</dl>')
