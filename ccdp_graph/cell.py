"""The address of a cell, as a person at the spreadsheet says it."""

import re
from functools import lru_cache
from typing import NamedTuple

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """Return the letters of a column, the first being 1.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)  # a sheet has few columns, and many cells
def column_number(letters: str) -> int:
    """Return the number of a column, the first being 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class CellRef(NamedTuple):
    """One cell. Rows and columns count from 1, as shown in the spreadsheet.

    >>> cell = CellRef("survey.xlsx", "Survey", 12, 6)
    >>> print(cell, cell.address)
    Survey!F12 F12
    """

    workbook: str
    sheet: str
    row: int
    column: int

    @classmethod
    def at(cls, workbook: str, sheet: str, address: str) -> "CellRef":
        """Return the cell at an address.

        Raises:
            ValueError: It is none.

        >>> CellRef.at("survey.xlsx", "Survey", "F12")
        CellRef(workbook='survey.xlsx', sheet='Survey', row=12, column=6)
        """
        match = _ADDRESS.fullmatch(address)
        if match is None:
            raise ValueError(f"'{address}' is not the address of a cell")
        return cls(workbook, sheet, int(match[2]), column_number(match[1]))

    @property
    def address(self) -> str:
        """The address within its sheet, such as F12."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def link(self) -> str:
        """The target of a link within the workbook.

        >>> CellRef("survey.xlsx", "Registries' survey", 12, 6).link
        "#'Registries'' survey'!F12"
        """
        sheet = self.sheet.replace("'", "''")
        return f"#'{sheet}'!{self.address}"

    def __str__(self) -> str:
        """Return the reference as a formula would write it."""
        return f"{self.sheet}!{self.address}"
