"""The page from which the network is taken along."""

import re

from tests.api.asking import Make

PAGE = {"Accept": "text/html"}


def test_the_network_can_be_taken_along_in_the_scope_on_screen(make: Make) -> None:
    service = make()
    page = service.get("/export?municipalities=trebur&lang=en", headers=PAGE).text
    links = re.findall(r'href="(/api/v1/network\?[^"]+)"', page)
    assert len(links) == 7
    assert all("municipalities=trebur" in link for link in links)
    counts = re.search(r"In this scope: (\d+) entries and (\d+) ties", page)
    assert counts is not None
    data = service.get(links[0].replace("&amp;", "&")).json()
    assert (len(data["nodes"]), len(data["ties"])) == tuple(map(int, counts.groups()))
    assert 0 < len(data["nodes"]) < 173
