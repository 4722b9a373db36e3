"""Runs in tests/.outside: makes the database of a CKAN, two accounts with tokens, and serves it.

CKAN's search index, Solr, is no Debian package: a stand-in in this process keeps the documents that
CKAN sends, and answers the questions that CKAN asks by organisation. All else is CKAN.

Usage: python ckan_program.py CONFIGURATION PORT SOLR_PORT
"""

import html
import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

DOCUMENTS: dict[str, dict[str, Any]] = {}


class Solr(BaseHTTPRequestHandler):
    """As much of Solr as CKAN needs to list the datasets of an organisation."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path.endswith("/schema"):
            import ckan

            schema = Path(ckan.__file__).parent / "config" / "solr" / "schema.xml"
            self._give(schema.read_bytes(), "application/xml")
            return
        query = parse_qs(parts.query)
        filters = " ".join(query.get("fq", [])) + " ".join(query.get("q", []))
        wanted = re.search(r'owner_org:"([^"]+)"', filters)
        found = [
            entry
            for entry in DOCUMENTS.values()
            if (wanted is None or entry.get("owner_org") == wanted[1])
            and entry.get("state") == "active"
        ]
        found.sort(key=lambda entry: str(entry.get("name")))
        start, rows = (int(query.get(k, [d])[0]) for k, d in (("start", "0"), ("rows", "10")))
        told = {"numFound": len(found), "start": start, "docs": found[start : start + rows]}
        self._json({"response": told, "facet_counts": {"facet_fields": {}}})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if body.lstrip().startswith(b"["):
            for entry in json.loads(body):
                DOCUMENTS[entry["id"]] = entry
        else:
            for gone in re.findall(r'\bid:"([^"]+)"', html.unescape(body.decode())):
                DOCUMENTS.pop(gone, None)
        self._json({})

    def _json(self, told: dict[str, Any]) -> None:
        body = json.dumps({"responseHeader": {"status": 0, "QTime": 0}, **told}).encode()
        self._give(body, "application/json")

    def _give(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main(configuration: str, port: int, solr_port: int) -> None:
    """Serve CKAN until killed; the first line printed is the token of a system administrator."""
    solr = ThreadingHTTPServer(("127.0.0.1", solr_port), Solr)
    threading.Thread(target=solr.serve_forever, daemon=True).start()
    from ckan import model
    from ckan.cli import load_config
    from ckan.config.middleware import make_app
    from ckan.logic import get_action
    from werkzeug.serving import make_server

    app = make_app(load_config(configuration))
    with app.test_request_context():
        model.repo.init_db()
        inner = {"ignore_auth": True, "user": ""}
        for name in ("admin", "stranger"):
            told = {"name": name, "email": f"{name}@example.org", "password": "password1"}
            get_action("user_create")(inner, told)
        model.User.get("admin").sysadmin = True
        model.Session.commit()
        for name in ("admin", "stranger"):
            context = {"ignore_auth": True, "user": name}
            made = get_action("api_token_create")(context, {"user": name, "name": "push"})
            print(made["token"], flush=True)  # noqa: T201, the tests read it
    server = make_server("127.0.0.1", port, app, threaded=True)
    print("ready", flush=True)  # noqa: T201
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
