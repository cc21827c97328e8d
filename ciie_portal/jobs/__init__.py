"""Processes beside the web: dispatcher and reconciliation."""
