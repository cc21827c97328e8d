"""Pages that need no session."""
