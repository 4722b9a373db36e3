"""`python -m ccdp_graph` is `ccdp`."""

from ccdp_graph.cli.main import main

if __name__ == "__main__":
    main(prog_name="ccdp")
