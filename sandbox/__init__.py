"""Stand-ins for the outside world: a payment provider, an SMS and mail box, an authenticator.

A process of its own that knows nothing of the portal's code; for demonstrations and tests only.
"""
