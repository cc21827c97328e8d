"""The demonstration: who may sign in, and units in every state, made by the same actions as real ones."""
