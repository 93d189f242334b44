// localStorage may be refused by the browser: the application then forgets, and still works.

function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

export const local = {
  get: (key) => attempt(() => localStorage.getItem(key)),
  set: (key, value) => attempt(() => localStorage.setItem(key, value)),
  remove: (key) => attempt(() => localStorage.removeItem(key)),
  /** `work(value)`, null once it is removed, each time that another tab changes it. */
  follow: (key, work) =>
    addEventListener('storage', ({ key: changed, newValue }) => {
      if (changed === key || changed === null) work(newValue);
    }),
};
