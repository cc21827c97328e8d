"""Stand-ins for the outside world: a cashier, a mailbox and an authenticator. Imports nothing of the portal."""
