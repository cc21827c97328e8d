"""The buyer's pages: registering, progress, certificates, refunds."""
