"""The database: tables, queries, outbox, migrations. No rule and no sentence."""
