"""data/, content/, templates/ and languages/ -> a Site, and all the problems. The only reader."""

from changzhou_site.load.again import Again as Again
from changzhou_site.load.derived import find_observation as find_observation
from changzhou_site.load.facts import FileFacts as FileFacts
from changzhou_site.load.languages import load_packaged as load_packaged
from changzhou_site.load.languages import packaged_codes as packaged_codes
from changzhou_site.load.reading import Reading as Reading
from changzhou_site.load.site import load_site as load_site
