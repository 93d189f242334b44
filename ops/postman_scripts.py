"""The JavaScript in the Postman collection: what runs before a request, what its answer is checked for."""

import json
import re
from typing import Any

from ops.postman_story import Step

TRIES = 20
PAUSE_MILLISECONDS = 250

# An access token lives five minutes. Whoever works by hand should not have to log in that often.
RENEW = """\
const decoded = require('atob');
const over = (token) => {
  const part = (token || '').split('.')[1];
  if (!part) return true;
  const claims = JSON.parse(decoded(part.replace(/-/g, '+').replace(/_/g, '/')));
  return claims.exp * 1000 < Date.now() + 10000;
};
const refresh = pm.variables.get('refresh');
const public_ = pm.request.auth && pm.request.auth.type === 'noauth';
if (refresh && !public_ && over(pm.variables.get('access'))) {
  pm.sendRequest({
    url: pm.variables.get('api') + '/api/auth/refresh/',
    method: 'POST',
    header: { 'Content-Type': 'application/json' },
    body: { mode: 'raw', raw: JSON.stringify({ refresh }) },
  }, (error, answer) => {
    const got = !error && answer.code === 200 ? answer.json() : { access: '', refresh: '' };
    pm.collectionVariables.set('access', got.access);
    pm.collectionVariables.set('refresh', got.refresh);
  });
}
"""

# A run of everything must not log out everybody or delete the account it runs with.
ONLY_READS = """\
if (pm.environment.get('reads_only')) {
  const address = pm.variables.replaceIn(pm.request.url.getPathWithQuery());
  if (pm.request.method !== 'GET' || address.includes('{{')) pm.execution.skipRequest();
}
"""
NEVER_IN_A_RUN = "if (pm.environment.get('reads_only')) pm.execution.skipRequest();"
NEW_RUN = "pm.collectionVariables.set('run', Date.now().toString(36).toUpperCase());"


def events(*, before: str = "", after: str = "") -> list[dict[str, Any]]:
    scripts = (("prerequest", before), ("test", after))
    return [
        {"listen": moment, "script": {"type": "text/javascript", "exec": script.strip().split("\n")}}
        for moment, script in scripts
        if script
    ]


def is_status(status: int) -> str:
    return f"pm.test('{status}', () => pm.response.to.have.status({status}));"


def has_fields(names: list[str]) -> str:
    return f"pm.test('its fields', () => pm.expect(pm.response.json()).to.include.all.keys({_js(names)}));"


def keep_first(variable: str) -> str:
    """The id of the first row of a list, for the requests that are about one."""
    row = "const [first] = pm.response.json().results;"
    return f"{row}\nif (first) pm.collectionVariables.set('{variable}', first.id);"


def keep(variables: dict[str, str]) -> str:
    return "\n".join(
        f"pm.collectionVariables.set('{name}', answer.{where});" for name, where in variables.items()
    )


def of_step(step: Step) -> str:
    lines = [is_status(step.status)]
    if step.expect or step.keep:
        lines.append("const answer = pm.response.json();")
    for where, value in step.expect.items():
        found = f"answer.{where}"
        lines.append(
            f"pm.test('{where}', () => pm.expect({found}).to.eql(pm.variables.replaceIn({_js(value)})));"
        )
    lines.append(keep(step.keep))
    script = "\n".join(line for line in lines if line)
    return _until(step.until, script) if step.until else script


def _until(where: str, script: str) -> str:
    """Ask again while `where` is not there, at most TRIES times; the last answer is checked as it is."""
    optional = re.sub(r"\[", "?.[", where)
    inner = script.replace("\n", "\n  ")
    return f"""\
const tries = Number(pm.collectionVariables.get('tries') || 0) + 1;
if (pm.response.code === 200 && !pm.response.json().{optional} && tries < {TRIES}) {{
  pm.collectionVariables.set('tries', tries);
  pm.execution.setNextRequest(pm.info.requestId);
  setTimeout(() => {{}}, {PAUSE_MILLISECONDS});
}} else {{
  pm.collectionVariables.set('tries', 0);
  {inner}
}}"""


def _js(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
