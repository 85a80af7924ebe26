"""The plan file: schema and migrations, journalled transactions, queries, saving, locking."""
