"""Every sentence that belongs to a rule, a status or a notice."""
