"""Page -> HTML, through Jinja."""

from changzhou_site.render.page import render_page
from changzhou_site.render.scene import Scene
from changzhou_site.render.templates import Theme, find_statics
from changzhou_site.render.texts import headline_texts
from changzhou_site.render.uses import find_uses

__all__ = ["Scene", "Theme", "find_statics", "find_uses", "headline_texts", "render_page"]
