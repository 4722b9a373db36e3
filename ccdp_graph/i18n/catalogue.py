"""The texts of findings and remarks, by key."""

from ccdp_graph.i18n.translation import Plural, Texts

MESSAGES = Texts(
    {
        "unknown-word": "{column} '{word}' is not in {lists}; kept as text",
        "country-list": "the country list",
        "region-list": "the list of regions",
        "named-list": "the list '{name}'",
        "near": "Did you mean '{near}'?",
        "unknown-word-hint": "Use a word from that list (see 'ccdp template'), or leave the text "
        "as it is",
        "region": "{column} '{word}' is a region, not a country; kept as text",
        "region-hint": "Name the country, or several countries separated by semicolons",
        "empty-list": "{column} '{word}' contains a separator but no word",
        "empty-list-hint": "Clear the cell or fill it in",
        "year": "{column} '{word}' is not a year; kept as text",
        "year-hint": "Enter a year of four digits, such as 2018",
        "count": "{column} '{word}' is not a number; kept as text",
        "count-hint": "Enter digits only, such as 1250",
        "link": "{column} '{word}' is not a web address; kept as text",
        "link-hint": "Enter the full address, starting with https://",
        "contact": "{column} '{word}' is neither an e-mail address nor a web address; kept as text",
        "contact-hint": "Enter an address such as registry@example.org or "
        "https://example.org/contact",
        "record": "{column} '{word}' is not the name of any row on this sheet; kept as text",
        "record-hint": "Enter a name or an acronym as it appears on this sheet",
        "other-target": "{column} '{word}' links to a different address, '{link}'; the text was "
        "used",
        "other-target-hint": "Correct the link or the text",
        "other-unnamed": "{column}: 'other' is ticked but not specified",
        "other-unnamed-hint": "Write what it is in place of the tick",
        "template": "{column} '{word}' does not have the form '{shape}'; kept as text",
        "template-hint": "Write it as '{shape}'",
        "no-header": "There is no header above this cell; kept as text",
        "no-header-hint": "Give the column a header, or move the text to Notes",
        "years": "The first year, {start}, is after the last, {end}",
        "years-hint": "Correct one of the two years",
        "formula": "The formula '{formula}' has no saved result, so the cell was read as empty",
        "formula-hint": "Open the file in a spreadsheet program and save it, or enter the value",
        "comment": "The comment '{text}' is on an empty cell; it was not read",
        "struck": "'{text}' is struck through; it was not read",
        "struck-hint": "Delete it, or remove the strikethrough",
        "error": "'{text}' is a spreadsheet error, not a value",
        "error-hint": "Correct the formula, or enter the value",
        "nameless": "Row {row} has no '{column}', so it is not a record; its text is kept in the "
        "provenance",
        "nameless-hint": "Fill in '{column}', or clear the row",
        "section": "Row {row} was read as a heading for the rows below it, not as a record",
        "units": "Row {row} was read as units or hints below the header, not as a record",
        "total": "Row {row} was read as a total, not as a record",
        "note": "Row {row} was read as a note below the table, not as a record",
        "not-ticked": Plural(
            "1 cell under '{header}' says that the option was not chosen",
            "{number:n} cells under '{header}' say that the option was not chosen",
        ),
        "hidden-rows": Plural(
            "1 hidden row was read",
            "{number:n} hidden rows were read",
        ),
        "hidden-columns": Plural(
            "1 hidden column was read",
            "{number:n} hidden columns were read",
        ),
        "hidden-sheet": "The sheet '{sheet}' is hidden, but it was read",
        "of-workbook": "{workbook}: {remark}",
        "encoding": "read as {encoding} text; check the accented letters",
        "delimiter": "columns were assumed to be separated by {delimiter}",
        "uneven-rows": "rows have from {least} to {most} columns (see line {line}); put quotation "
        "marks around any text that contains {delimiter}",
        "commas": "commas",
        "semicolons": "semicolons",
        "tabs": "tabs",
        "bars": "bars",
        "above-header": Plural(
            "Row 1 was read as a note above the header",
            "Rows 1 to {number} were read as notes above the header",
        ),
        "left-out": "The sheet '{sheet}' matches no mapping; it was not read",
        "unknown-column": "No mapping has a column '{header}'; its cells are kept as text",
        "unknown-column-hint": "Run 'ccdp adopt' to say once what it holds",
        "renamed": "Recognised as '{before}' under a new name; it keeps its id '{id}'",
        "renamed-hint": "If it is not the same, give it an acronym of its own",
        "gone": "'{name}' ({id}) was in an earlier build but is no longer in any row",
        "gone-hint": "Run 'ccdp adopt' to say whether it was renamed, merged, split or removed",
        "repeated": "{cell} has the same name and country; the two rows were merged into one "
        "record",
        "repeated-hint": "Delete one of the rows, or give it a different name",
        "may-be": "'{text}' may be {places}; kept separate until you decide",
        "may-be-one": "{first} and {second} may be the same organisation",
        "organisation": "'{name}'",
        "organisation-in": "'{name}' ({country})",
        "may-be-several": "'{text}' may name several organisations; if so, separate them with a "
        "semicolon",
        "decide": "Record your decision in mapping/terms.sssom.tsv",
        "whole-build": "the whole build",
        "what-column": "What does the column '{header}' hold?",
        "what-word": "What does '{word}' mean under '{column}'?",
        "what-became": "What became of '{name}' ({id})? No row names it any more.",
        "keep-as-text": "keep as text",
        "renamed-to": "renamed to '{name}'",
        "replaced-by": "replaced by '{name}'",
        "removed": "removed",
        "header-known": "header in {rows}: {known} of {all} columns are in {mapping}",
        "header-likely": "most likely header in {rows}: {known} of {all} columns are known; the "
        "closest mapping is {mapping}",
        "one-row": "row {row}",
        "two-rows": "rows {row} and {next}",
        "link-gone": "{url}: {said}",
        "link-gone-hint": "Enter the current address, or clear it",
        "link-no-host": "{url} leads nowhere: there is no host of this name",
        "link-no-host-hint": "Enter the current address, or clear it",
        "link-start-page": "{url} now leads to a home page ({there}); the original page is "
        "probably gone",
        "link-start-page-hint": "Enter the address of the page itself",
        "link-moved": "{url} has moved permanently",
        "link-moved-hint": "Change it to {there}",
        "link-certificate": "{url}: {said}",
        "link-certificate-hint": "Tell whoever runs the site, or enter another address",
        "link-private": "{url} is in a private network, which others cannot reach",
        "link-private-hint": "Enter the public address",
        "link-unsure": "{url} could not be checked: {said}",
        "link-unsure-hint": "Open it in a browser; it will be checked again next time",
        "foreign-line": "{place}, line {line}",
        "foreign-unreadable": "The document cannot be read: it {reason}",
        "foreign-encoding": "The document is encoded in {encoding}, not UTF-8; it was read as such",
        "foreign-part": "This part cannot be read and was left out: {reason}",
        "foreign-leniently": "This part was read, although it is not valid RDF: {reason}",
        "foreign-more-parts": Plural(
            "{number:n} more part of this document cannot be read and was left out",
            "{number:n} more parts of this document cannot be read and were left out",
        ),
        "foreign-iri": "'{iri}' is not a complete IRI and cannot be completed; it was left out",
        "foreign-iri-mended": "The IRI '{iri}' contains characters that are not allowed; they were "
        "percent-encoded",
        "foreign-language": "'{language}' is not a language tag; the text was kept without one",
        "foreign-triple-term": "A statement about a statement (RDF 1.2) was left out",
        "foreign-context": "The JSON-LD context {address} is not one of the bundled contexts and "
        "was not loaded; terms that it defines were left out",
        "foreign-graphs": Plural(
            "{number:n} named graph without records was left out: {graph}",
            "{number:n} named graphs without records were left out, the first {graph}",
        ),
        "foreign-no-title": "The record {iri} has no title and was left out",
        "foreign-no-type": "The record {iri} has no type and was left out",
        "foreign-not-described": "The catalogue lists {iri}, but no document describes it",
        "foreign-ours": Plural(
            "{number:n} record has an IRI under our own base, {iri}; it stays in the graph of its "
            "source",
            "{number:n} records have IRIs under our own base, the first {iri}; they stay in the "
            "graph of their source",
        ),
        "foreign-ours-to-say": Plural(
            "Statements about {number:n} thing that only this project describes (its harvests and "
            "the cells of its workbooks), {iri}, were left out",
            "Statements about {number:n} things that only this project describes (its harvests and "
            "the cells of its workbooks) were left out, the first about {iri}",
        ),
        "foreign-claimed": "The source '{other}' also has a record with the IRI {iri}; each keeps "
        "its own",
        "foreign-loop": "The pages form a loop, back to {address}; the harvest stopped there",
        "foreign-same-page": "The page is identical to {address}; the harvest stopped there",
        "foreign-limit": "Only the first {number} documents were read (--limit); the next is "
        "{address}",
        "foreign-not-fetched": "The document could not be fetched; the earlier copy was kept: "
        "{reason}",
        "foreign-missing": "The document is listed but missing: {reason}",
        "foreign-elsewhere": "{address} is on another server and was not fetched",
        "foreign-gone": "The record {iri} no longer exists and was removed from the graph",
    }
)
