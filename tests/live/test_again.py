"""What one process makes once is made again wherever anything has changed that it depends on."""

from __future__ import annotations

from pathlib import Path

from changzhou_site.check import check_project
from changzhou_site.live.workshop import Workshop
from tests.support import copy_small


def test_events_name_no_sources_of_a_file_that_is_there_again_and_empty(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    sources = site / "data/sources.yaml"
    workshop = Workshop(site)
    sources.unlink()  # any source may have stood there, so none is unknown
    workshop.renew()
    sources.write_text("[]\n", "utf-8")

    assert workshop.renew().problems == check_project(site).problems
