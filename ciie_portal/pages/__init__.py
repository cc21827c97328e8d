"""Pages: one file per address; each reads top to bottom like the page."""
