"""What screens are made of: frozen, in the reader's words, without a database id."""
