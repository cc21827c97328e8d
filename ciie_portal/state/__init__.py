"""Reflex state: a form comes in, an action is called, a shape goes out."""
