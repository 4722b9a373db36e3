"""What several packages share: workbooks, column files, records, concepts, reports, answers."""
