"""Files of pieces, in and out. The worker analyses a file, shows what it would change, then changes it."""
