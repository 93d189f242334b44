import { useEffect, useRef, useState } from 'preact/hooks';
import { RequestKey } from './idempotency.js';
import { isUnsaid } from './refusal_fields.js';
import { explainWhole, fieldErrors } from './refusals.js';
import { notify, reportError } from './toasts.js';
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

  // what was said is about what is no longer asked
  function forget() {
    setErrors({});
    setFailure(null);
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
    whenShown(element, (place) => {
      if (!quiet && isUnsaid(error, place)) notify(explainWhole(error), { kind: 'error', requestId: error.requestId });
      place.querySelector('[aria-invalid="true"]')?.focus();
    });
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
  return { values, set, setValues, errors, setErrors, failure, forget, busy, dirty, submit, bind };
}

// one form among those that may hold something unsaved, until it leaves the screen
function useTyping() {
  const typing = useRef({}).current;
  useEffect(() => () => release(typing), []);
  return typing;
}

// what lies under an open dialog cannot have the focus
function whenShown(element, run) {
  const place = element ?? [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  requestAnimationFrame(() => run(place));
}
