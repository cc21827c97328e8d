"""Questions to the database, by noun. Rows come back within the actor's scope; no rules, no sentences."""
