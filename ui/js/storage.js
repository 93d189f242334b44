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
};
