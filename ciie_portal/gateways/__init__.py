"""The outside world: one small class per provider."""
