"""Rules of the fair: pure decisions over frozen facts. No input, no output, no clock, no framework."""
