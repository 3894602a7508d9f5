"""Every text and address of tests/hostile/payloads.yaml, one at a time, in all texts of a site;
`make trust` runs this, for it makes a hundred sites. tests/test_hostile.py has the rest.
"""

import html

import pytest

from tests.hostile.nothing_runs import (
    PAYLOADS,
    hostile_site,
    published_or_told,
    published_outputs,
    whatever_runs,
)


@pytest.mark.parametrize("payload", PAYLOADS["text"], ids=ascii)
def test_a_text_is_shown_as_it_is_written(tmp_path, payload):
    outputs = published_outputs(hostile_site(tmp_path, text=payload))

    assert whatever_runs(outputs) == []
    for page in ("index.html", "data/index.html", "about/index.html", "charts/birds/index.html"):
        shown = html.unescape(outputs[page].decode())
        assert "".join(payload.split()) in "".join(shown.split())


@pytest.mark.parametrize("place", ["address", "site", "contact"])
@pytest.mark.parametrize("payload", PAYLOADS["address"], ids=ascii)
def test_an_address_is_told_or_leads_where_it_says(tmp_path, payload, place):
    told, outputs = published_or_told(hostile_site(tmp_path, **{place: payload}))

    assert told <= {"bad-url", "control-character"}
    assert whatever_runs(outputs) == []
