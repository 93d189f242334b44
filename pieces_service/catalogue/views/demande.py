"""Reading what a request asks for."""


def valider(serializer_class, request, **options) -> dict:
    saisie = serializer_class(data=request.data, **options)
    saisie.is_valid(raise_exception=True)
    return saisie.validated_data


def parametres(serializer_class, request) -> dict:
    """The query, of which nothing may be undeclared."""
    saisie = serializer_class(data=request.query_params.dict())
    saisie.is_valid(raise_exception=True)
    return saisie.validated_data
