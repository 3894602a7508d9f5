"""Page -> HTML, through Jinja."""

from changzhou_site.render.desk import Desk, Drawings
from changzhou_site.render.frames import chart_frame, embed_code, embed_height, page_card
from changzhou_site.render.page import PageMaker, PageView, render_page
from changzhou_site.render.templates import Theme

__all__ = [
    "Desk",
    "Drawings",
    "PageMaker",
    "PageView",
    "Theme",
    "chart_frame",
    "embed_code",
    "embed_height",
    "page_card",
    "render_page",
]
