"""The part of `ccdp push` that sends records to a CKAN site or a FAIR Data Point."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import http, profiles, push, validation
from ccdp_graph.cli.language import _, current_language
from ccdp_graph.cli.options import login_for, project_here
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.errors import FetchError
from ccdp_graph.i18n import Texts
from ccdp_graph.push import Action, OtherCatalogue, PushResult, Step, counted, document
from ccdp_graph.rdf import GraphIndex

if TYPE_CHECKING:
    from ccdp_graph.http import HttpClient
    from ccdp_graph.model import Settings
    from ccdp_graph.push import PushTarget
    from ccdp_graph.rdf import Statement


_MAX_SHOWN = 40

_ACTIONS = Texts(
    {
        "create": "create",
        "update": "update",
        "publish": "publish",
        "delete": "delete",
        "unchanged": "unchanged",
        "created": "created",
        "updated": "updated",
        "published": "published",
        "deleted": "deleted",
        "not done": "not done",
    }
)


@dataclass(frozen=True, slots=True)
class CatalogueOptions:
    """Where records are sent to, and under which names."""

    target: str
    url: str
    organisation: str
    name_prefix: str
    time_limit: float


def push_to_catalogue(
    build: Path,
    options: CatalogueOptions,
    output_format: str,
    *,
    only_plan: bool,
    delete_many: bool,
) -> None:
    """Show a plan, or carry it out and show what came of it; exit with 1 where there are findings.

    Raises:
        AssetError: There is no build, or it holds nothing that the target takes.
        FetchError: The other side does not answer, or not as its kind does.
    """
    project = project_here()
    # The person names the place, and the account: it may well be on this machine.
    limits = http.Limits(
        seconds=options.time_limit, tries=5, pause=0, patience=600, private=True, robots=False
    )
    outcome = None
    with show_progress() as progress, http.HttpClient(limits) as web:
        progress("reading the build")
        statements, finder = validation.read_checked(
            build, project.settings.base, project.described_terms
        )
        catalogue = _open_catalogue(web, options, statements, project.settings, only_plan=only_plan)
        steps = catalogue.plan(progress)
        if not only_plan:
            risk = push.too_many_deletions(steps)
            if risk and not delete_many:
                raise FetchError(f"{options.url}: {risk}", url=options.url)
            outcome = push.push_records(steps, catalogue, finder, progress)
    if output_format == "json":
        outline = document(steps, options.target, options.url, outcome)
        click.echo(json.dumps(outline, ensure_ascii=False, indent=2))
    else:
        _print_steps(steps, outcome)
    if outcome and outcome.stopped:
        raise FetchError(outcome.stopped, url=options.url)
    if outcome and outcome.findings:
        raise SystemExit(1)


def _open_catalogue(
    web: "HttpClient",
    options: CatalogueOptions,
    statements: "tuple[Statement, ...]",
    settings: "Settings",
    *,
    only_plan: bool,
) -> OtherCatalogue:
    target = push.PUSH_TARGETS[options.target]
    token = _token(web, target, options.url)
    if not token and not only_plan:
        raise FetchError(
            f"{options.url}: --apply needs an account; set CCDP_TARGET_TOKEN to its token"
            + (", or user and password in netrc" if target.log_in else "")
        )
    facts = GraphIndex.of(profiles.view("dcat-ap-3", statements, settings))
    request = push.PushRequest(
        facts, settings, options.url, token, options.organisation, options.name_prefix
    )
    return target.open(web, request)


def _token(web: "HttpClient", target: "PushTarget", url: str) -> str:
    """Find the token of the account: given, or to be had for a user and password."""
    token = os.environ.get("CCDP_TARGET_TOKEN", "")
    login = None if token else login_for(url)
    if login is not None and target.log_in is not None:
        return target.log_in(web, url, login)
    token = token or (login.password if login else "")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise FetchError(f"{url}: the token contains invalid characters; copy it again")
    return token


def _print_steps(steps: Sequence[Step], outcome: PushResult | None) -> None:
    """Print what is to be done or was; records that stay as they are are only counted."""
    done = {(step.thing, step.action) for step in outcome.done} if outcome else set()
    changed = [step for step in steps if step.action is not Action.KEEP]
    rows = [
        (
            step.kind,
            step.thing,
            step.title,
            _outcome_of(step, outcome, done),
            ", ".join(step.differs),
        )
        for step in changed[:_MAX_SHOWN]
    ]
    if rows:
        state = _("Done") if outcome else _("Plan")
        print_table((_("Kind"), _("Identifier"), _("Title"), state, _("Differs")), rows)
    if len(changed) > _MAX_SHOWN:
        more = _("… and {number} more; --format json lists them all")
        click.echo(more.format(number=len(changed) - _MAX_SHOWN))
    if outcome and outcome.findings:
        language = current_language()
        print_table(
            (_("Severity"), _("Cell"), _("What is wrong"), _("What to do")),
            [
                (f.severity.label_in(language), f.place_in(language), f.message, f.suggestion)
                for f in (finding.localised(language) for finding in outcome.findings)
            ],
        )
    click.echo(_summary(steps, outcome))
    if outcome is None and changed:
        click.echo(_("nothing was written; add --apply to write"), err=True)


def _summary(steps: Sequence[Step], outcome: PushResult | None) -> str:
    if outcome is None:
        numbers = counted(steps)
    else:
        done = counted(outcome.done)
        numbers = {action.done: done[action.value] for action in Action}
        numbers["not done"] = len(steps) - len(outcome.done)
    said = _ACTIONS[current_language()]
    return ", ".join(f"{number} {said[name]}" for name, number in numbers.items() if number)


def _outcome_of(step: Step, outcome: PushResult | None, done: set[tuple[str, Action]]) -> str:
    said = _ACTIONS[current_language()]
    if outcome is None:
        return said[step.action.value]
    return said[step.action.done if (step.thing, step.action) in done else "not done"]
