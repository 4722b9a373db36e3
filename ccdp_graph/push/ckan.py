"""Pushing datasets to a CKAN site through its Action API (version 3)."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from ccdp_graph.errors import FetchError
from ccdp_graph.http import HttpClient, Token
from ccdp_graph.profiles import EXTRAS, PROPERTIES, CkanDataset, ckan_datasets
from ccdp_graph.push.ckan_fields import Fields, package_changes, to_package
from ccdp_graph.push.plan import Action, Step
from ccdp_graph.push.target import PushRequest, PushTarget
from ccdp_graph.rdf import expand

_ROWS = 500

_KIND = "dataset"

Package = Mapping[str, Any]
"""A dataset as returned by `package_show`."""


class CkanSite:
    """One CKAN site, and our datasets in one of its organisations.

    A dataset is ours if its field `uri` is one of our IRIs. Nothing else is touched.

    Args:
        url: Of the site, without `/api`.
        token: Of an account that may edit the organisation's datasets; empty to only look.
        datasets: Our datasets, by IRI.
        base: The base of all our IRIs.
        prefix: The prefix of the names of our datasets.
    """

    def __init__(
        self,
        web: HttpClient,
        url: str,
        token: str,
        *,
        organisation: str,
        datasets: Mapping[str, CkanDataset],
        base: str,
        prefix: str,
    ) -> None:
        self._web = web
        self._api = f"{url.rstrip('/')}/api/3/action/"
        self._may_write = bool(token)
        if token:
            web.authenticate(url, Token(token, scheme=""))
        self._organisation = organisation
        self._datasets = datasets
        self._base = base
        self._prefix = prefix
        self._fields = Fields()
        self._documents: dict[str, dict[str, Any]] = {}

    def plan(self, progress: Callable[[str], None]) -> tuple[Step, ...]:
        """Compare our records with those already on the other side; nothing is written.

        Raises:
            FetchError: The site does not answer, is not CKAN, or lacks the organisation; or the
                account may not write to it.
        """
        organisation = self._organisation_id()
        self._fields = self._read_fields()
        names = set(self._get("package_list"))
        packages, taken_names = self._ours(organisation, names, progress)
        steps = [self._step(thing, packages.get(thing), taken_names) for thing in self._datasets]
        deleted = sorted(packages.keys() - self._datasets.keys())
        return (*steps, *(s for thing in deleted for s in self._gone(thing, packages[thing])))

    def carry_out(self, step: Step) -> None:
        """Carry out a step, in one request.

        Raises:
            FetchError: The site does not answer, or refuses.
        """
        if step.action is Action.DELETE:
            self._post("package_delete", {"id": step.remote_id})
        elif step.action is Action.CREATE:
            self._post("package_create", self._documents[step.thing])
        else:
            self._post("package_patch", self._documents[step.thing])

    def faults(self, body: str) -> tuple[tuple[str, str], ...]:
        """Read an error of CKAN: its fields, each with what is wrong."""
        try:
            error = json.loads(body)["error"]
        except (ValueError, KeyError, TypeError):
            return ()
        if not isinstance(error, dict):
            return ()
        if "message" in error:
            return (("", str(error["message"])),)
        return tuple(
            (expand(PROPERTIES[field]) if field in PROPERTIES else "", f"{field}: {_words(fault)}")
            for field, fault in sorted(error.items())
            if field != "__type"
        )

    def _organisation_id(self) -> str:
        """Return the id of the organisation, after checking that we may write to it."""
        if not self._organisation:
            raise FetchError("CKAN keeps datasets in organisations; name one: --organisation NAME")
        try:
            organisation = self._get("organization_show", id=self._organisation)
        except FetchError as error:
            if error.status != 404 or not self._is_ckan(error):
                raise
            raise FetchError(
                f"{self._api}: has no organisation '{self._organisation}'; is its name (the last "
                "part of its address) right?",
                url=error.url,
            ) from error
        if self._may_write:
            allowed = self._get("organization_list_for_user", permission="create_dataset")
            if not any(entry.get("id") == organisation["id"] for entry in allowed):
                raise FetchError(
                    f"{self._api}: the token may not write into '{self._organisation}'; ask for "
                    "the role of an editor, or set CCDP_TARGET_TOKEN to another",
                    url=self._api,
                )
        return str(organisation["id"])

    def _is_ckan(self, error: FetchError) -> bool:
        return '"success"' in error.said

    def _read_fields(self) -> Fields:
        """Read the fields of the site's own schema, if it has one (ckanext-scheming)."""
        try:
            return Fields.of(self._get("scheming_dataset_schema_show", type=_KIND))
        except FetchError as error:
            if error.status in {400, 403, 404}:
                return Fields()
            raise

    def _ours(
        self, organisation: str, names: set[str], progress: Callable[[str], None]
    ) -> tuple[dict[str, Package], set[str]]:
        """Return our datasets on the site by IRI, and the names taken by others.

        The search finds all datasets of an organisation, but its index lags, so those that
        it does not find are requested by name.
        """
        packages: dict[str, Package] = {}
        for package in self._search(organisation, progress):
            self._keep_if_ours(package, organisation, packages)
        seen = {str(package.get("name")) for package in packages.values()}
        possible_names = {
            name for d in self._datasets.values() for name in (d["name"], _alternative_name(d))
        }
        likely = {
            n for n in names if n in possible_names or (self._prefix and n.startswith(self._prefix))
        }
        taken_names = set()
        for number, name in enumerate(sorted(likely - seen), start=1):
            progress(f"looking at {number} of {len(likely - seen)} by name")
            if not self._keep_if_ours(self._get("package_show", id=name), organisation, packages):
                taken_names.add(name)
        return packages, taken_names

    def _keep_if_ours(
        self, package: Package, organisation: str, packages: dict[str, Package]
    ) -> bool:
        """Keep a dataset if it is ours; of duplicates, the one with the first name."""
        uri = self._fields.value(package, "uri")
        ours = uri.startswith(self._base) and (
            uri in self._datasets or package.get("owner_org") == organisation
        )
        if ours and package["name"] <= packages.get(uri, package)["name"]:
            packages[uri] = package
        return ours

    def _search(self, organisation: str, progress: Callable[[str], None]) -> Iterator[Package]:
        start, count = 0, 1
        while start < count:
            progress(
                f"reading what is there: {start} of {count}" if start else "reading what is there"
            )
            answer = self._get(
                "package_search",
                fq=f'owner_org:"{organisation}"',
                include_private="true",
                sort="name asc",
                rows=str(_ROWS),
                start=str(start),
            )
            count = int(answer["count"])
            if not answer["results"]:
                return
            yield from answer["results"]
            start += len(answer["results"])

    def _step(self, thing: str, package: Package | None, taken_names: set[str]) -> Step:
        dataset = self._datasets[thing]
        wanted_fields = to_package(dataset, self._fields)
        title = str(dataset["title"])
        if package is None:
            if dataset["name"] in taken_names:
                wanted_fields["name"] = _alternative_name(dataset)
            self._documents[thing] = {**wanted_fields, "owner_org": self._organisation}
            return Step(Action.CREATE, thing, _KIND, title)
        del wanted_fields["name"]  # it may have been changed on the site, where others link to it
        changes, differs = package_changes(wanted_fields, package, self._fields, EXTRAS)
        if package.get("state") == "deleted":
            changes["state"] = "active"
            differs = ("state", *differs)
        self._documents[thing] = {"id": package["id"], **changes}
        action = Action.UPDATE if differs else Action.KEEP
        return Step(action, thing, _KIND, title, str(package["id"]), differs)

    def _gone(self, thing: str, package: Package) -> Iterator[Step]:
        if package.get("state") != "deleted":
            title = str(package.get("title") or package["name"])
            yield Step(Action.DELETE, thing, _KIND, title, str(package["id"]))

    def _get(self, action: str, **values: str) -> Any:
        query = f"?{urlencode(values)}" if values else ""
        response = self._web.get(f"{self._api}{action}{query}", accept="application/json")
        return self._result(response.body)

    def _post(self, action: str, document: Mapping[str, Any]) -> None:
        response = self._web.send(
            "POST",
            f"{self._api}{action}",
            json.dumps(document, ensure_ascii=False).encode(),
            content_type="application/json",
            accept="application/json",
        )
        self._result(response.body)

    def _result(self, body: bytes) -> Any:
        try:
            answer = json.loads(body)
            if answer["success"] is True:
                return answer["result"]
        except (ValueError, KeyError, TypeError):
            pass
        raise FetchError(
            f"{self._api}: does not answer as CKAN does; is this the address of a CKAN site?",
            url=self._api,
        )


def _open(web: HttpClient, request: PushRequest) -> CkanSite:
    datasets = ckan_datasets(request.facts, request.settings, request.name_prefix)
    request.check(datasets)
    return CkanSite(
        web,
        request.url,
        request.token,
        organisation=request.organisation,
        datasets=datasets,
        base=request.settings.base,
        prefix=request.name_prefix,
    )


CKAN: PushTarget = PushTarget("ckan", _open)


def _alternative_name(dataset: CkanDataset) -> str:
    """Return another name for a dataset whose name is taken by somebody else."""
    digest = hashlib.sha256(dataset["extras"]["uri"].encode()).hexdigest()[:8]
    return f"{dataset['name'][:91]}-{digest}"


def _words(fault: object) -> str:
    if isinstance(fault, list):
        return "; ".join(_words(entry) for entry in fault if entry)
    if isinstance(fault, dict):
        return "; ".join(f"{key}: {_words(value)}" for key, value in sorted(fault.items()))
    return str(fault)
