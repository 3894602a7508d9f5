"""Page -> HTML, through Jinja."""

from changzhou_site.render.frames import chart_frame, embed_code, embed_height, page_card
from changzhou_site.render.page import render_page
from changzhou_site.render.desk import Scene
from changzhou_site.render.templates import Theme, find_statics
from changzhou_site.render.texts import headline_texts

__all__ = [
    "Scene",
    "Theme",
    "chart_frame",
    "embed_code",
    "embed_height",
    "find_statics",
    "headline_texts",
    "page_card",
    "render_page",
]
