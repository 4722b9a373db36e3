"""The public API: which names it has, and that nothing hides them."""

import importlib
import inspect
import pkgutil

import ccdp_graph

PUBLIC = """
__version__
ask build diff harvest open_project open_store publish release tidy validate
Build CellRef Difference Finding Project Report Severity Solutions Store
AssetError CcdpError FetchError OutputError ParameterError QueryError StoreError TurtleError
WorkbookError
"""


def test_public_names_are_these() -> None:
    assert sorted(ccdp_graph.__all__) == sorted(PUBLIC.split())


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    silent = [
        name
        for name in ccdp_graph.__all__
        if name != "__version__" and not inspect.getdoc(getattr(ccdp_graph, name))
    ]
    assert silent == []
    assert ccdp_graph.__version__[0].isdigit()


def test_no_package_hides_a_public_name() -> None:
    packages = {module.name for module in pkgutil.iter_modules(ccdp_graph.__path__)}
    assert packages.isdisjoint(ccdp_graph.__all__)
    for name in packages - {"__main__"}:
        importlib.import_module(f"ccdp_graph.{name}")
    assert all(not inspect.ismodule(getattr(ccdp_graph, name)) for name in ccdp_graph.__all__)
