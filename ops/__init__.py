"""The local runner behind ./stack: one concept per file."""
