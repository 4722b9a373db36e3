"""Networks, resources and partners that fit, ranked, with the reasons and their cells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import WORLD, CatalogueIndex
from ccdp_graph.analysis.dimensions import KINDS, Dimension
from ccdp_graph.analysis.match_model import Match, MatchedTerm, Reason, Weights
from ccdp_graph.model import CellEvidence
from ccdp_graph.rdf import CCDP, DCTERMS

ROLES: Mapping[str, tuple[str, str]] = {
    CCDP + "technicalPartner": ("technical-partner", "network"),
    CCDP + "coordinatingOrganisation": ("coordinator", "network"),
    DCTERMS + "publisher": ("holder", "resource"),
    DCTERMS + "contributor": ("holder", "resource"),
}

_WORDS = {
    "en": {
        "same": "{dimension}: {value}",
        "narrower": "{dimension}: {value}, which is part of {wanted}",
        "broader": "{dimension}: {value}, which includes {wanted}",
        "want": " (wanted)",
        "technical-partner": "technical partner of {record}",
        "coordinator": "coordinator of {record}",
        "holder": "holds or contributes to {record}",
        "fits": "{role}, which fits by {reasons}",
    },
    "fr": {
        "same": "{dimension} : {value}",
        "narrower": "{dimension} : {value}, qui fait partie de {wanted}",
        "broader": "{dimension} : {value}, qui comprend {wanted}",
        "want": " (souhaité)",
        "technical-partner": "partenaire technique de {record}",
        "coordinator": "coordinateur de {record}",
        "holder": "détient {record} ou y contribue",
        "fits": "{role}, qui convient par {reasons}",
    },
}


@dataclass(frozen=True, slots=True)
class _Scored:
    """A reason before its cells are looked up: whose property it rests on."""

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
    facts: CatalogueIndex
    dimensions: Mapping[str, Dimension]
    weights: Weights
    wishes: Sequence[MatchedTerm]
    language: str

    def share(self, wish: MatchedTerm) -> float:
        """Return the points of a wish: those of its dimension, shared by all wishes in it."""
        same = [w for w in self.wishes if (w.dimension, w.role) == (wish.dimension, wish.role)]
        return self.weights.points[wish.dimension] * self.weights.factors[wish.role] / len(same)

    def relation(self, wanted: str, value: str) -> str:
        """Tell how what a record states stands to what was asked for, or nothing."""
        if value == wanted:
            return "same"
        if wanted in self.facts.broader(value):
            return "narrower"
        if value in self.facts.broader(wanted):
            return "world" if value == WORLD else "broader"
        return ""


def most_points(weights: Weights, wishes: Iterable[MatchedTerm]) -> float:
    """Return the points of a record that fits in everything."""
    asked = {(wish.dimension, wish.role) for wish in wishes}
    total = sum(weights.points[name] * weights.factors[role] for name, role in asked)
    return round(total, 2)


def rank_matches(
    facts: CatalogueIndex,
    dimensions: Mapping[str, Dimension],
    weights: Weights,
    wishes: Sequence[MatchedTerm],
    *,
    number: int = 10,
    language: str = "en",
    without: Iterable[str] = (),
) -> tuple[Match, ...]:
    """Rank what fits: networks, then resources, then partners, the best of each kind.

    A record gets, for each wish, the points of the wish's dimension (shared by the wishes in it),
    times the factor for how near its value is. An organisation gets those of the best record that
    it stands behind, times the factor of its role there, and those of its own country.

    Args:
        number: How many of each kind are given.
        without: IRIs of records and organisations that are left out.
    """
    scale = _Scale(facts, dimensions, weights, wishes, language)
    left_out = frozenset(without)
    fits = {kind: tuple(_records(scale, kind)) for kind in KINDS}
    partners = tuple(_partners(scale, [fit for found in fits.values() for fit in found], left_out))
    chosen: list[tuple[int, _Fit]] = []
    for found in (fits["network"], fits["resource"], partners):
        kept = [fit for fit in found if fit.iri not in left_out]
        kept.sort(key=lambda fit: (-fit.points, fit.label.casefold(), fit.iri))
        points = [fit.points for fit in kept]
        chosen += [(points.index(fit.points) + 1, fit) for fit in kept[:number]]
    keys = {key for _, fit in chosen for reason in fit.reasons for key in reason.keys}
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]] = {}
    if keys:
        cells = facts.cells(subjects={s for s, _ in keys}, properties={p for _, p in keys})
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
    for wish in scale.wishes:
        best: dict[str, _Scored] = {}
        for name in scale.dimensions[wish.dimension].properties.get(kind, ()):
            for record, values in scale.facts.stated([name], kind).items():
                reason = _reason(scale, wish, (record, name), values)
                if reason and (record not in best or reason.points > best[record].points):
                    best[record] = reason
        for record, reason in best.items():
            reasons[record].append(reason)
    for record, found in reasons.items():
        yield _Fit(kind, record, scale.facts.label(record), tuple(found))


def _reason(
    scale: _Scale, wish: MatchedTerm, key: tuple[str, str], values: Iterable[str]
) -> _Scored | None:
    """Return the reason that the nearest of some values gives, if one is near."""
    factors = scale.weights.factors
    near = [(factors[how], how, v) for v in values if (how := scale.relation(wish.concept, v))]
    if not near:
        return None
    factor, how, value = min(near, key=lambda each: (-each[0], each[2]))
    words = _WORDS[scale.language]
    says = words["broader" if how == "world" else how].format(
        dimension=scale.dimensions[wish.dimension].label(scale.language),
        value=scale.facts.label(value) if value != wish.concept else wish.label,
        wanted=wish.label,
    )
    says += words["want"] if wish.role == "want" else ""
    return _Scored(says, scale.share(wish) * factor, (key,))


def _partners(scale: _Scale, fits: Sequence[_Fit], without: frozenset[str]) -> Iterator[_Fit]:
    by_record = {fit.iri: fit for fit in fits if fit.iri not in without}
    best: dict[str, _Scored] = {}
    for name, (role, kind) in ROLES.items():
        for record, organisations in scale.facts.stated([name], kind).items():
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
        yield _Fit("partner", organisation, scale.facts.label(organisation), reasons)


def _behind(scale: _Scale, fit: _Fit, role: str, name: str) -> _Scored:
    words = _WORDS[scale.language]
    says = words["fits"].format(
        role=words[role].format(record=fit.label),
        reasons="; ".join(reason.says for reason in fit.reasons),
    )
    keys = ((fit.iri, name), *(key for reason in fit.reasons for key in reason.keys))
    return _Scored(says, fit.points * scale.weights.factors[role], keys)


def _countries(scale: _Scale, organisations: Iterable[str]) -> dict[str, list[_Scored]]:
    """Return the reasons that the countries of organisations give."""
    spatial = DCTERMS + "spatial"
    wishes = [wish for wish in scale.wishes if wish.dimension in {"country", "region"}]
    places = scale.facts.places(organisations) if wishes else {}
    found: defaultdict[str, list[_Scored]] = defaultdict(list)
    for wish in wishes:
        for organisation, values in places.items():
            reason = _reason(scale, wish, (organisation, spatial), values)
            if reason is not None:
                found[organisation].append(reason)
    return dict(found)
