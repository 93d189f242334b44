"""gunicorn's configuration of every service: gunicorn -c python:chassis.gunicorn_conf config.wsgi

The process registers its service in Consul when it is ready and takes it out before it stops. Another
listening process of a service takes this configuration over and sets `registration`.
"""

import functools
import gc
import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path

_multiprocess_dir = Path(os.environ.get("STATE_DIR", "/tmp")) / "metrics"
shutil.rmtree(_multiprocess_dir, ignore_errors=True)
_multiprocess_dir.mkdir(parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_multiprocess_dir)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from chassis import background, registry  # noqa: E402
from chassis.search import statistics  # noqa: E402

bind = f"{settings.SERVICE_BIND}:{settings.SERVICE_PORT}"
worker_class = "gthread"
workers = settings.WEB_CONCURRENCY
threads = settings.WEB_THREADS
preload_app = True
timeout = 30
graceful_timeout = 15
keepalive = 75  # longer than the gateway keeps an idle connection
max_requests = 50_000
max_requests_jitter = 10_000
backlog = 2048
limit_request_line = 8190  # 200 ids in an address, as lists and labels take them
control_socket_disable = True
accesslog = None  # chassis.middleware writes one structured line per request

registration = None  # the web process
_leaving = multiprocessing.Event()
DRAIN_SECONDS = float(os.environ.get("DRAIN_SECONDS", "3"))  # the gateway looks every two at most


def when_ready(server):
    if registration is None:
        get_resolver().url_patterns  # noqa: B018  imports every view here, once, instead of in each worker
    gc.collect()
    gc.freeze()  # what the workers share stays shared: the collector touches none of it
    _leave_before_stopping(server)
    try:
        registry.register(registration)
    except registry.UNREACHABLE as error:
        server.log.warning("Consul does not answer yet, the workers will register: %s", error)


def _leave_before_stopping(server):
    """On TERM: leave Consul first, and stop when the gateway has had time to send requests elsewhere."""
    queue_signal = signal.getsignal(signal.SIGTERM)

    def leave(signum, frame):
        _leaving.set()
        registry.deregister(registration)
        if registry.has_others(registration):
            time.sleep(DRAIN_SECONDS)
        queue_signal(signum, frame)

    signal.signal(signal.SIGTERM, leave)


def post_fork(server, worker):
    # The preloaded application must not share one database socket between processes.
    from django.db import connections

    for connection in connections.all():
        connection.connection = None


def post_worker_init(worker):
    # Workers take TERM as gunicorn set it up; only the master leaves the registry.
    background.start(
        functools.partial(registry.keep_registered, leaving=_leaving, registration=registration),
        statistics.follow,
    )


def worker_exit(server, worker):
    background.stop.set()


def child_exit(server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
