"""The site as its files say now, made in memory and shown while it is written; and what shows one
that is published."""

from changzhou_site.live.admission import PUBLIC as PUBLIC
from changzhou_site.live.admission import Names as Names
from changzhou_site.live.admission import refuse as refuse
from changzhou_site.live.hosting import Showing as Showing
from changzhou_site.live.hosting import announce as announce
from changzhou_site.live.hosting import listen_at as listen_at
from changzhou_site.live.hosting import make_app as make_app
from changzhou_site.live.hosting import make_server as make_server
from changzhou_site.live.hosting import refuse_networks as refuse_networks
from changzhou_site.live.server import serve_live as serve_live
from changzhou_site.live.site_files import SiteFiles as SiteFiles
