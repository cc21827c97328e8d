"""The desk: what staff work with."""
