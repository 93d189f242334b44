// localStorage and sessionStorage may be refused by the browser: the application then forgets, and still works.

function open(name) {
  try {
    return globalThis[name] ?? null;
  } catch {
    return null;
  }
}

function keep(area) {
  return {
    get(key) {
      try {
        return area?.getItem(key) ?? null;
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        area?.setItem(key, value);
      } catch {
        /* forgotten at reload */
      }
    },
    remove(key) {
      try {
        area?.removeItem(key);
      } catch {
        /* nothing was kept */
      }
    },
  };
}

export const local = keep(open('localStorage'));
export const perTab = keep(open('sessionStorage'));
