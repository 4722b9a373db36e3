"""Find the signposts of pages with a library of others, and print them as JSON.

Runs in tests/.outside. Of each page: those in its head, and those of the link set it names.

Usage: follow_signposts.py ADDRESS...
"""

import json
import sys
from typing import Any

from signposting import find_signposting_html, find_signposting_linkset


def told(signpost: Any) -> dict[str, str]:
    rel, kind = signpost.rel.value, str(signpost.type or "")
    return {"rel": rel, "target": str(signpost.target), "type": kind}


def main(addresses: list[str]) -> None:
    found = {}
    for address in addresses:
        page = find_signposting_html(address)
        sets = [find_signposting_linkset(named.target) for named in page.linksets]
        listed = [signpost for each in sets for signpost in each.signposts]
        found[address] = {
            "page": [told(s) for s in page.signposts],
            "linkset": [told(s) for s in listed if str(s.context) == address],
            "others": sorted({str(s.context) for s in listed} - {address}),
        }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
