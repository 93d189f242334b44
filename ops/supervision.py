"""supervisord: keeps the processes of one instance alive, and does what the runner asks over its socket."""

import subprocess
import time
import xmlrpc.client
from collections.abc import Iterable

from supervisor.states import RUNNING_STATES
from supervisor.xmlrpc import Faults, SupervisorTransport

from ops import environment, supervisor_config, wait
from ops.errors import StackError
from ops.instance import Instance
from ops.paths import BIN
from ops.programs import Program


class Supervisor:
    def __init__(self, instance: Instance):
        self.instance = instance
        self._configuration = instance.state / "supervisord.conf"
        self._last_instances: list[str] = []

    @property
    def _rpc(self) -> xmlrpc.client.ServerProxy:
        # the address is not used: the transport speaks over the socket
        transport = SupervisorTransport(None, None, f"unix://{self.instance.socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport).supervisor

    def is_running(self) -> bool:
        try:
            return self._rpc.getState()["statename"] == "RUNNING"
        except (OSError, xmlrpc.client.Error):
            return False

    def apply(self, programs: list[Program]) -> None:
        """Make supervisord know exactly these programs. Those that are new or changed are left stopped.

        Where a service has several instances that changed, the first goes on as it was until `roll_on`.
        """
        self._configuration.write_text(supervisor_config.text(self.instance, programs))
        self._configuration.chmod(0o600)
        if self.is_running():
            self._reload()
        else:
            self._launch()

    def _launch(self) -> None:
        command = [str(BIN / "supervisord"), "-c", str(self._configuration)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment.machine(), cwd="/")
        if done.returncode:
            raise StackError(f"the supervisor does not start: {(done.stderr or done.stdout).strip()}")
        wait.until(
            self.is_running,
            10,
            f"the supervisor does not answer: see {self.instance.logs / 'supervisord.log'}.",
        )

    def _reload(self) -> None:
        added, changed, removed = self._rpc.reloadConfig()[0]
        self._last_instances = [name for name in changed if f"{name}-2" in changed]
        changed = [name for name in changed if name not in self._last_instances]
        self.stop([*changed, *removed])
        for name in [*changed, *removed]:
            self._rpc.removeProcessGroup(name)
        for name in [*added, *changed]:
            self._rpc.addProcessGroup(name)

    def roll_on(self) -> bool:
        """Replace the instances that served while their siblings were replaced; were there any?"""
        names, self._last_instances = self._last_instances, []
        self.stop(names)
        for name in names:
            self._rpc.removeProcessGroup(name)
            self._rpc.addProcessGroup(name)
        self.start(names)
        return bool(names)

    def processes(self) -> list[dict]:
        """name, statename, pid, start, now ... of each program."""
        return self._rpc.getAllProcessInfo()

    def pid(self) -> int:
        return self._rpc.getPID()

    def start(self, names: Iterable[str]) -> None:
        """Have these running; does not wait, and does nothing to those that run."""
        for name in names:
            try:
                self._rpc.startProcess(name, False)
            except xmlrpc.client.Fault as fault:
                if fault.faultCode != Faults.ALREADY_STARTED:
                    raise

    def stop(self, names: Iterable[str]) -> None:
        """Stop these together and wait for all of them (supervisord kills what does not go in time)."""
        names = set(names)
        for name in names:
            try:
                self._rpc.stopProcess(name, False)
            except xmlrpc.client.Fault as fault:
                if fault.faultCode != Faults.NOT_RUNNING:
                    raise
        wait.until(
            lambda: not names & self._alive(), 60, f"these processes do not stop: {', '.join(sorted(names))}."
        )

    def restart(self, names: list[str]) -> None:
        self.stop(names)
        self.start(names)

    def _alive(self) -> set[str]:
        return {row["name"] for row in self.processes() if row["pid"] or row["state"] in RUNNING_STATES}

    def shutdown(self) -> None:
        """Stop supervisord itself, and with it whatever still runs."""
        try:
            self._rpc.shutdown()
        except OSError:
            return
        limit = time.monotonic() + 60
        while self.instance.socket.exists() and time.monotonic() < limit:
            time.sleep(0.05)
