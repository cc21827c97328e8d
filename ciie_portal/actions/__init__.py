"""Writes: one verb, one function, one transaction. The first argument is the actor."""
