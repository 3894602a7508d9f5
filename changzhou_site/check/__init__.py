"""Every problem of a project."""

from changzhou_site.check.project import Checked, check_project, check_reading

__all__ = ["Checked", "check_project", "check_reading"]
