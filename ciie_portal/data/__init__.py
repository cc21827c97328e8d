"""Facts shipped with the portal (README.md) and what reads them; imports nothing else of ours."""
