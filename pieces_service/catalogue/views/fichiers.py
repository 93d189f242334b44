"""Answers that are files."""

from rest_framework.negotiation import DefaultContentNegotiation


class SansNegociation(DefaultContentNegotiation):
    """Whatever the client says it accepts, the type is that of the file (errors are JSON)."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
