"""Everything that can stop a run: bad input or a bad set-up, never bad data.

* CcdpError
  * WorkbookError    a workbook cannot be read, or no sheet of it is known
  * AssetError       a file of the project is wrong: mapping, vocabulary, shapes, project file
    * TurtleError    a Turtle file cannot be read
    * QueryError     a stored question, or a value given to it, is wrong
      * ParameterError  a value given to a parameter of a question is missing, unknown or wrong
  * StoreError       a store does not answer, not as agreed, or not within its limits
  * FetchError       a server of others does not answer, says no, or goes beyond a limit
  * OutputError      what was made cannot be written

Bad data are no error: they come back as findings in a report, each with its cell.
"""

from collections.abc import Sequence
from pathlib import Path


class CcdpError(Exception):
    """Base of all errors: one line that says what is wrong, where, and what to do."""


class WorkbookError(CcdpError):
    """A workbook cannot be read, or holds no sheet that a mapping knows."""


class AssetError(CcdpError):
    """A file of the project (mapping, vocabulary, shapes, ccdp.toml) is wrong.

    >>> print(AssetError("unknown key 'tittles'", Path("survey.columns.yml"), 12))
    survey.columns.yml, line 12: unknown key 'tittles'
    """

    def __init__(self, message: str, path: Path | None = None, line: int | None = None) -> None:
        place = "" if path is None else f"{path}, line {line}: " if line else f"{path}: "
        super().__init__(f"{place}{message}")
        self.path = path
        self.line = line


class TurtleError(AssetError):
    """A Turtle file cannot be read."""


class QueryError(AssetError):
    """A stored question, or a value given to one of its parameters, is wrong."""


class ParameterError(QueryError):
    """A value given to a parameter of a stored question is missing, unknown or wrong.

    The text names the parameter as Python writes it; a caller that calls it something else, such as
    an option, puts its own name before `reason`.

    Attributes:
        parameter: Its name.
        reason: What is wrong, to be read right after the name.
        value: What was given; nothing where it is missing.
        suggestions: What may have been meant, the likeliest first.

    >>> print(ParameterError("year", " needs a four-digit year, not '07'", value="07"))
    year needs a four-digit year, not '07'
    """

    def __init__(
        self, parameter: str, reason: str, *, value: str = "", suggestions: Sequence[str] = ()
    ) -> None:
        super().__init__(parameter + reason)
        self.parameter = parameter
        self.reason = reason
        self.value = value
        self.suggestions = tuple(suggestions)


class StoreError(CcdpError):
    """A store does not answer, answers something that is no answer, or a limit was reached."""


class FetchError(CcdpError):
    """A server of others does not answer, says no, or goes beyond a limit.

    Attributes:
        url: What was asked for.
        status: What HTTP calls the refusal, or None where nothing was heard.
        pause: The seconds that the server asks us to wait.
        again: Whether a later try may do.
        reason: A word for what went wrong, where it is no status: `address`, `private`, `loop`,
            `robots`, `certificate`, `unknown-host`, `silent`, `limit` or `unreached`.
        said: The server's own words, more of them than the line repeats.
    """

    def __init__(
        self,
        message: str,
        *,
        url: str = "",
        status: int | None = None,
        pause: float = 0,
        again: bool = False,
        reason: str = "",
        said: str = "",
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.url = url
        self.status = status
        self.pause = pause
        self.again = again
        self.said = said


class OutputError(CcdpError):
    """What was made cannot be written. What an earlier run wrote is untouched."""
