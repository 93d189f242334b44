"""The demo data: a small shop of spare parts, filled through the HTTP API as any client would."""
