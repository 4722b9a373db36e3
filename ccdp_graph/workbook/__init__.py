"""Spreadsheets in and out: reader, header, tidy records, tables of answers."""
