"""Rows of a sheet that the tests of pushing build and push."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from click.testing import Result

Row = Mapping[str, str]
Builder = Callable[[Sequence[Row]], Path]
Push = Callable[..., Result]
HEADERS = (
    *("Resource name", "Acronym", "Country", "Institution", "Resource type", "Data types"),
    *("Age range", "Start year", "Data model", "Website", "Notes"),
)
ONE: Row = {
    "Resource name": "Registry One",
    "Acronym": "R1",
    "Country": "France",
    "Institution": "Hospital One",
    "Resource type": "Population-based cancer registry",
    "Data types": "incidence; survival",
    "Age range": "0-14",
    "Start year": "2004",
    "Data model": "OMOP",
    "Website": "https://one.example.org/",
    "Notes": "Registers every child's cancer since 2004.",
}
TWO: Row = {
    **ONE,
    "Resource name": "Registry Two",
    "Acronym": "R2",
    "Country": "Canada",
    "Institution": "Hospital Two",
    "Website": "https://two.example.org/",
}
THREE: Row = {
    **ONE,
    "Resource name": "Biobank Three",
    "Acronym": "B3",
    "Country": "Chile",
    "Institution": "Hospital Three",
    "Resource type": "Biobank",
}
