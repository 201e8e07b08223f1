"""计数: numbers of big tables, kept by the database itself in the transaction that changes a row, so that a page reads a few rows."""
