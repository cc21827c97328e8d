"""Signing up, signing in, the account."""
