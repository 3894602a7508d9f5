"""data/, content/, templates/ and languages/ -> a Site, and all the problems. The only reader."""

from changzhou_site.load.derived import find_observation
from changzhou_site.load.languages import load_packaged, packaged_codes
from changzhou_site.load.site import Reading, load_site

__all__ = ["Reading", "find_observation", "load_packaged", "load_site", "packaged_codes"]
