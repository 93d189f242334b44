import { useEffect, useRef, useState } from 'preact/hooks';
import { RequestKey } from './idempotency.js';
import { fieldErrors } from './refusals.js';
import { reportError } from './toasts.js';
import { hold, release } from './unsaved.js';

/**
 * State of one form: values, the API's errors by field, and one submission at a time.
 * `send(values, key)` calls the API; `done(answer)` runs after success; a `quiet` form shows its `failure` itself;
 * a `passing` one, which only asks for a paper, may be left without a question.
 */
export function useForm(initial, send, done, { quiet = false, passing = false } = {}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(false);
  const key = useRef(null);
  key.current ??= new RequestKey();
  const typing = useTyping();

  // `value` may be made from the one there is now; `about` is the field that errors call it by
  function set(name, value, about = name) {
    setDirty(true);
    if (!passing) hold(typing);
    setValues((now) => ({ ...now, [name]: typeof value === 'function' ? value(now[name]) : value }));
    setErrors(({ [about]: gone, ...rest }) => rest);
  }

  function settle() {
    setDirty(false);
    release(typing);
  }

  function fail(error, element) {
    setFailure(error);
    const shown = fieldErrors(error, values);
    setErrors(shown);
    if (!quiet && !Object.keys(shown).length) reportError(error);
    focusFirstError(element);
  }

  async function submit(event) {
    event?.preventDefault();
    event?.stopPropagation(); // a dialog may lie inside another form, which is not the one to send
    if (busy) return;
    const element = event?.target.closest?.('form');
    setBusy(true);
    setFailure(null);
    try {
      const answer = await send(values, key.current.value);
      key.current.settled();
      settle();
      await done?.(answer);
    } catch (error) {
      key.current.settled(error);
      fail(error, element);
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

// one form among those that may hold something unsaved, until it leaves the screen
function useTyping() {
  const typing = useRef({}).current;
  useEffect(() => () => release(typing), []);
  return typing;
}

// what lies under an open dialog cannot have the focus
function focusFirstError(element) {
  const place = element ?? [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  requestAnimationFrame(() => place.querySelector('[aria-invalid="true"]')?.focus());
}
