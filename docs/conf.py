"""How the documentation site is built: ``sphinx-build -W -b html docs docs/_build/html``.

The pages of the rules are written by ``govcheck rules docs --output docs/zh/rules`` from the same text that the rules
run from. They are in the site where that command has been run before; without them the rest builds all the same.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import compliance  # noqa: E402 - the checkout must be on the path first

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "govcheck"
author = "The govcheck authors"
copyright = f"2026, {author}"
version = release = compliance.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples/**"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
nitpicky = False

language = "zh_CN"
html_search_language = "zh"
html_theme = "furo"
html_title = f"govcheck {version}"
html_copy_source = False
html_show_sphinx = False
# Offices read this without a network: the theme and its scripts come with the site, fonts are the machine's.
html_theme_options = {
    "light_css_variables": {
        "font-stack": "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
    }
}
# `.rules` has a look of its own (bold words of the language) only where somebody wrote a lexer; plain text reads well.
highlight_language = "text"


def _rules_pages(app: Sphinx, page: str, source: list[str]) -> None:
    """Take the pages of the rules out of the table of contents where they have not been written."""
    if page == "zh/index" and not (HERE / "zh" / "rules" / "index.md").exists():
        source[0] = source[0].replace("rules/index\n", "")


def setup(app: Sphinx) -> None:
    """Join in where pages are read."""
    app.connect("source-read", _rules_pages)
