"""HTTP: parse, one call, serialise. One module per part of the contract."""
