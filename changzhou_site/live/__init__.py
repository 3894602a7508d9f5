"""The site as its files say now, made in memory and shown while it is written."""

from changzhou_site.live.server import Showing as Showing
from changzhou_site.live.server import refuse_networks as refuse_networks
from changzhou_site.live.server import serve_live as serve_live
