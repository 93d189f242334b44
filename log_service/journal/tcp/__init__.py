"""The audit log over TCP, in the wire format of the NestJS TCP transport."""
