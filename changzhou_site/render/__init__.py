"""Page -> HTML, through Jinja."""

from changzhou_site.render.desk import Desk as Desk
from changzhou_site.render.desk import Drawings as Drawings
from changzhou_site.render.desk import Sizes as Sizes
from changzhou_site.render.embeds import embed_code as embed_code
from changzhou_site.render.embeds import embed_height as embed_height
from changzhou_site.render.frames import chart_frame as chart_frame
from changzhou_site.render.frames import page_card as page_card
from changzhou_site.render.page import PageMaker as PageMaker
from changzhou_site.render.page import PageView as PageView
from changzhou_site.render.page import render_page as render_page
from changzhou_site.render.templates import Theme as Theme
