"""Requests to this system's own addresses: no proxy that the environment names for downloads leads there."""

import urllib.request

urlopen = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
