"""The configuration file of supervisord for one instance."""

import os
import shlex

from ops.errors import StackError
from ops.instance import Instance
from ops.programs import Program

# a shell gives 1,024, and Consul does not start below 2,020 (http_max_conns_per_client in consul/agent.json)
OPEN_FILES = 4096

HEAD = """\
[unix_http_server]
file = {socket}
chmod = 0700

[supervisord]
pidfile = {state}/run/supervisord.pid
logfile = {logs}/supervisord.log
logfile_maxbytes = 2MB
logfile_backups = 2
childlogdir = {logs}
nocleanup = true
minfds = {files}
{user}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl = unix://{socket}
"""

# autorestart and so many retries: a process that dies is always brought back, however often.
# The runner starts each program itself, in the order that the start of the system needs.
PROGRAM = """
[program:{name}]
command = {command}
directory = {folder}
environment = {environment}
autostart = false
autorestart = true
startsecs = 1
startretries = 1000000
stopsignal = {stop_signal}
stopwaitsecs = {stop_seconds}
killasgroup = true
redirect_stderr = true
stdout_logfile = {logs}/{name}.log
stdout_logfile_maxbytes = 10MB
stdout_logfile_backups = 2
{user}"""


def text(instance: Instance, programs: list[Program]) -> str:
    user = "user = root\n" if os.geteuid() == 0 else ""
    head = HEAD.format(
        socket=_plain(instance.socket),
        state=_plain(instance.state),
        logs=_plain(instance.logs),
        files=OPEN_FILES,
        user=user,
    )
    return head + "".join(_program(instance, program) for program in programs)


def _program(instance: Instance, program: Program) -> str:
    return PROGRAM.format(
        name=program.name,
        command=_plain(shlex.join(program.command)),
        folder=_plain(program.folder),
        environment=",".join(f"{name}={_quoted(value)}" for name, value in program.environment.items()),
        stop_signal=program.stop_signal,
        stop_seconds=program.stop_seconds,
        logs=_plain(instance.logs),
        user=f"user = {program.user}\n" if program.user else "",
    )


def _plain(value: object) -> str:
    return str(value).replace("%", "%%")


def _quoted(value: str) -> str:
    """supervisor takes either quote around a value, but no escape within."""
    for quote in "\"'":
        if quote not in value and "\n" not in value:
            return quote + _plain(value) + quote
    raise StackError(f"a setting with both kinds of quotes or a line break cannot be passed on: {value!r}")
