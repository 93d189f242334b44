"""Loaded by schemathesis: what the gateway refuses by itself is not tried on the services."""

import schemathesis

REFUSED_BY_GATEWAY = set("/\\\x00;%?#")


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    values = (str(value) for value in (path_parameters or {}).values())
    return not any(REFUSED_BY_GATEWAY & set(value) for value in values)
