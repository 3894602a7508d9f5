"""data/ and content/ -> a Site, or all the problems. The only place that reads a project."""

from changzhou_site.load.site import Reading, load_site

__all__ = ["Reading", "load_site"]
