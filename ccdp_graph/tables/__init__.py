"""Sheets become records: headers, kinds of row, the values of cells, organisations."""
