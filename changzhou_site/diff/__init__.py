"""What changed between two versions of a site: revisions, folders or builds."""

from changzhou_site.diff.compare import Comparison as Comparison
from changzhou_site.diff.compare import compare_versions as compare_versions
from changzhou_site.diff.telling import as_markdown as as_markdown
from changzhou_site.diff.versions import load_version as load_version
