"""Who is asking: user tokens verified offline, service tokens, permissions, revocations."""
