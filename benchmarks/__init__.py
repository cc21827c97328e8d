"""Measurements, printed and never asserted. Each module answers one question; `make bench` runs the usual."""
