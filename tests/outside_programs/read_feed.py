"""Read a feed with a library of others, and print it as JSON.

Runs in tests/.outside.

Usage: read_feed.py FILE
"""

import json
import sys

import feedparser


def main(path: str) -> None:
    read = feedparser.parse(path)
    entries = [{key: each.get(key) for key in ("id", "link", "title")} for each in read.entries]
    told = {"faulty": bool(read.bozo), "version": read.version, "entries": entries}
    json.dump(told | {"title": read.feed.title, "author": read.feed.author}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
