"""Reads: one screen, one function, one frozen shape, within the reach of the actor."""
