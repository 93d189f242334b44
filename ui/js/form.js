import { useEffect, useRef, useState } from 'preact/hooks';
import { RequestKey } from './idempotency.js';
import { fieldErrors } from './refusals.js';
import { reportError } from './toasts.js';

/**
 * State of one form: values, the API's errors by field, and one submission at a time.
 * `send(values, key)` calls the API; `done(answer)` runs after success; a `quiet` form shows its `failure` itself.
 */
export function useForm(initial, send, done, { quiet = false } = {}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(false);
  const key = useRef(null);
  key.current ??= new RequestKey();
  useUnloadWarning(dirty);

  function set(name, value) {
    setDirty(true);
    setValues((now) => ({ ...now, [name]: value }));
    setErrors(({ [name]: gone, ...rest }) => rest);
  }

  function fail(error) {
    setFailure(error);
    const shown = fieldErrors(error, values);
    setErrors(shown);
    if (!quiet && !Object.keys(shown).length) reportError(error);
    focusFirstError();
  }

  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const answer = await send(values, key.current.value);
      key.current.settled();
      setDirty(false);
      await done?.(answer);
    } catch (error) {
      key.current.settled(error);
      fail(error);
    } finally {
      setBusy(false);
    }
  }

  const bind = (name) => ({
    name,
    value: values[name],
    errors: errors[name],
    onValue: (value) => set(name, value),
  });
  return { values, set, setValues, errors, setErrors, failure, busy, dirty, submit, bind };
}

// the browser asks before a tab with unsaved typing is closed
function useUnloadWarning(dirty) {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);
}

function focusFirstError() {
  requestAnimationFrame(() => document.querySelector('[aria-invalid="true"]')?.focus());
}
