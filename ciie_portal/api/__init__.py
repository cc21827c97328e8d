"""HTTP beside the pages: session, files, payment notifications, health."""
