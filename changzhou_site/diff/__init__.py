"""What changed between two versions of a site: revisions, folders or builds."""

from changzhou_site.diff.comparison import Comparison, compare_versions
from changzhou_site.diff.telling import as_markdown
from changzhou_site.diff.versions import UnknownVersion, Version, load_version

__all__ = [
    "Comparison",
    "UnknownVersion",
    "Version",
    "as_markdown",
    "compare_versions",
    "load_version",
]
