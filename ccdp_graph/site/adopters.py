"""Who uses a data model or coding system, and through whom they can be reached."""

from ccdp_graph.i18n.pages import WORDS
from ccdp_graph.rdf.index import name
from ccdp_graph.site.things import SiteGraph, Thing, Value
from ccdp_graph.site.told import shown_value

_ADOPTING = frozenset(map(name, ("dcterms:conformsTo", "healthdcatap:hasCodingSystem")))

_KINDS = ("network", "resource")

_COLUMNS = (
    ("dcterms:spatial",),
    ("ccdp:coordinatingOrganisation", "dcterms:publisher"),
    ("ccdp:technicalPartner",),
)


def adopters(graph: SiteGraph, thing: Thing, language: str) -> list[tuple[tuple[Value, ...], ...]]:
    """Return the networks and resources that use a thing: places, holders, technical partners."""
    users = {
        user.term: user
        for predicate, user in graph.users.get(thing.term, ())
        if predicate in _ADOPTING and user.kind in _KINDS
    }
    rows = [
        (
            (shown_value(graph, user.term, language),),
            (Value(WORDS[language][user.kind]),),
            *(
                tuple(
                    shown_value(graph, value, language)
                    for value in graph.facts.values(user.term, *properties)
                )
                for properties in _COLUMNS
            ),
        )
        for user in sorted(users.values(), key=lambda each: (_KINDS.index(each.kind), each.term))
    ]
    return sorted(rows, key=lambda row: (row[1][0].text, row[0][0].text.casefold()))
