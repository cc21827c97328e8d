"""What the desk pages hold."""
