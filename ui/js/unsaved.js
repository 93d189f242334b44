// What is typed and not sent yet. Each form says so itself; whoever would throw it away asks first.
const typings = new Set();

const warn = (event) => event.preventDefault();

/** `typing` is any object that stands for one form. */
export function hold(typing) {
  typings.add(typing);
  globalThis.addEventListener('beforeunload', warn);
}

export function release(typing) {
  typings.delete(typing);
  if (!typings.size) globalThis.removeEventListener('beforeunload', warn);
}

export const held = () => new Set(typings);

/** True when something is typed that was not at the time of `before` (an answer of `held`). */
export const isTyped = (before = new Set()) => [...typings].some((typing) => !before.has(typing));
