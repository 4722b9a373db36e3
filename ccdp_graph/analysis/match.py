"""Networks, other records and partners that match, ranked, with the reasons and their cells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import WORLD, CatalogueIndex
from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.analysis.match_model import Match, MatchedTerm, Reason, Weights
from ccdp_graph.i18n import Texts
from ccdp_graph.model import COORDINATOR, HOLDER, PARTNER, CellEvidence
from ccdp_graph.rdf import DCTERMS

PARTNERS = "partner"
"""The kind of match that an organisation is."""

_WORDS = Texts(
    {
        "same": "{dimension}: {value}",
        "narrower": "{dimension}: {value}, which is part of {wanted}",
        "broader": "{dimension}: {value}, which includes {wanted}",
        "want": " (wanted)",
        PARTNER: "technical partner of {record}",
        COORDINATOR: "coordinator of {record}",
        HOLDER: "holds or contributes to {record}",
        "fits": "{role}, which matches on {reasons}",
    }
)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A reason whose cells are not yet looked up, with the subjects and properties behind it."""

    says: str
    points: float
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    kind: str
    iri: str
    label: str
    reasons: tuple[_Scored, ...]

    @property
    def points(self) -> float:
        return round(sum(reason.points for reason in self.reasons), 2)


@dataclass(frozen=True, slots=True)
class _Scale:
    catalogue: CatalogueIndex
    dimensions: Mapping[str, Dimension]
    weights: Weights
    terms: Sequence[MatchedTerm]
    language: str

    def share(self, term: MatchedTerm) -> float:
        """Return the points of a term: those of its dimension, shared by all terms in it."""
        same = [w for w in self.terms if (w.dimension, w.role) == (term.dimension, term.role)]
        return self.weights.points[term.dimension] * self.weights.factors[term.role] / len(same)

    def relation(self, wanted: str, value: str) -> str:
        """Return how the value of a record relates to the one wanted, or "" if it does not."""
        if value == wanted:
            return "same"
        if wanted in self.catalogue.broader(value):
            return "narrower"
        if value in self.catalogue.broader(wanted):
            return "world" if value == WORLD else "broader"
        return ""


def max_points(weights: Weights, terms: Iterable[MatchedTerm]) -> float:
    """Return the points of a record that matches in everything."""
    sought = {(term.dimension, term.role) for term in terms}
    total = sum(weights.points[name] * weights.factors[role] for name, role in sought)
    return round(total, 2)


def rank_matches(
    catalogue: CatalogueIndex,
    dimensions: Mapping[str, Dimension],
    weights: Weights,
    terms: Sequence[MatchedTerm],
    *,
    number: int = 10,
    language: str = "en",
    without: Iterable[str] = (),
) -> tuple[Match, ...]:
    """Rank what matches: networks, then other records, then partners, the best of each kind.

    For each term, a record gets the points of the term's dimension (shared by the terms in it),
    times the factor for how close its value is. An organisation gets those of the best record
    behind which it stands, times the factor for its role there, and those of its own country.

    Args:
        number: How many of each kind are returned.
        without: IRIs of records and organisations to leave out.
    """
    scale = _Scale(catalogue, dimensions, weights, terms, language)
    left_out = frozenset(without)
    fits = [tuple(_records(scale, kind.name)) for kind in catalogue.types.networks_first]
    partners = tuple(
        _partners(scale, [fit for fits_of_kind in fits for fit in fits_of_kind], left_out)
    )
    chosen: list[tuple[int, _Fit]] = []
    for fits_of_kind in (*fits, partners):
        remaining = [fit for fit in fits_of_kind if fit.iri not in left_out]
        remaining.sort(key=lambda fit: (-fit.points, fit.label.casefold(), fit.iri))
        points = [fit.points for fit in remaining]
        chosen += [(points.index(fit.points) + 1, fit) for fit in remaining[:number]]
    keys = {key for _, fit in chosen for reason in fit.reasons for key in reason.keys}
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]] = {}
    if keys:
        cells = catalogue.cells(subjects={s for s, _ in keys}, properties={p for _, p in keys})
    return tuple(_cited(rank, fit, cells) for rank, fit in chosen)


def _cited(
    rank: int, fit: _Fit, cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]]
) -> Match:
    reasons = tuple(
        Reason(
            reason.says,
            round(reason.points, 2),
            tuple(sorted({cell for key in reason.keys for cell in cells.get(key, ())})),
        )
        for reason in fit.reasons
    )
    return Match(fit.kind, rank, fit.iri, fit.label, fit.points, reasons)


def _records(scale: _Scale, kind: str) -> Iterator[_Fit]:
    reasons: defaultdict[str, list[_Scored]] = defaultdict(list)
    for term in scale.terms:
        best: dict[str, _Scored] = {}
        for name in scale.dimensions[term.dimension].properties.get(kind, ()):
            for record, values in scale.catalogue.stated([name], kind).items():
                reason = _reason(scale, term, (record, name), values)
                if reason and (record not in best or reason.points > best[record].points):
                    best[record] = reason
        for record, reason in best.items():
            reasons[record].append(reason)
    for record, reasons_of in reasons.items():
        yield _Fit(kind, record, scale.catalogue.label(record), tuple(reasons_of))


def _reason(
    scale: _Scale, term: MatchedTerm, key: tuple[str, str], values: Iterable[str]
) -> _Scored | None:
    """Return the reason based on the closest of some values, if any is close."""
    factors = scale.weights.factors
    candidates = [
        (factors[how], how, v) for v in values if (how := scale.relation(term.concept, v))
    ]
    if not candidates:
        return None
    factor, how, value = min(candidates, key=lambda candidate: (-candidate[0], candidate[2]))
    words = _WORDS[scale.language]
    says = words["broader" if how == "world" else how].format(
        dimension=scale.dimensions[term.dimension].label(scale.language),
        value=scale.catalogue.label(value) if value != term.concept else term.label,
        wanted=term.label,
    )
    says += words["want"] if term.role == "want" else ""
    return _Scored(says, scale.share(term) * factor, (key,))


def _partners(scale: _Scale, fits: Sequence[_Fit], without: frozenset[str]) -> Iterator[_Fit]:
    by_record = {fit.iri: fit for fit in fits if fit.iri not in without}
    best: dict[str, _Scored] = {}
    for role, name, organisations_of in organisation_links(scale.catalogue):
        for record, organisations in organisations_of.items():
            if record not in by_record:
                continue
            reason = _behind(scale, by_record[record], role, name)
            for organisation in organisations:
                earlier = best.get(organisation)
                if earlier is None or (-reason.points, reason.says) < (
                    -earlier.points,
                    earlier.says,
                ):
                    best[organisation] = reason
    countries = _countries(scale, best)
    for organisation, reason in best.items():
        reasons = (reason, *countries.get(organisation, ()))
        yield _Fit(PARTNERS, organisation, scale.catalogue.label(organisation), reasons)


def organisation_links(
    catalogue: CatalogueIndex,
) -> Iterator[tuple[str, str, Mapping[str, frozenset[str]]]]:
    """Yield each property by which records name organisations, with role and values by record."""
    for kind in catalogue.types.listed:
        for role, properties in kind.organisations.items():
            for name in properties:
                yield role, name, catalogue.stated([name], kind.name)


def _behind(scale: _Scale, fit: _Fit, role: str, name: str) -> _Scored:
    words = _WORDS[scale.language]
    says = words["fits"].format(
        role=words[role].format(record=fit.label),
        reasons="; ".join(reason.says for reason in fit.reasons),
    )
    keys = ((fit.iri, name), *(key for reason in fit.reasons for key in reason.keys))
    return _Scored(says, fit.points * scale.weights.factors[role], keys)


def _countries(scale: _Scale, organisations: Iterable[str]) -> dict[str, list[_Scored]]:
    """Return the reasons based on the countries of organisations."""
    spatial = DCTERMS + "spatial"
    terms = [term for term in scale.terms if term.dimension in {"country", "region"}]
    places = scale.catalogue.places(organisations) if terms else {}
    reasons: defaultdict[str, list[_Scored]] = defaultdict(list)
    for term in terms:
        for organisation, values in places.items():
            reason = _reason(scale, term, (organisation, spatial), values)
            if reason is not None:
                reasons[organisation].append(reason)
    return dict(reasons)
