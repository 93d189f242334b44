// Which messages are on the screen when one more comes.
const MOST = 4;

// one's own way back, or what went wrong, stays until its time is over, whoever else has something to say
const stays = ({ slot, kind, action }) => !slot && (Boolean(action) || kind === 'error');

const isReplaced = (other, { slot, text }) => (slot ? other.slot === slot : other.text === text && !other.action);

/** `shown`, oldest first, with `toast`: of a `slot` there is one, and of the others the oldest make room. */
export function queue(shown, toast) {
  const others = shown.filter((other) => !isReplaced(other, toast));
  const excess = Math.max(0, others.length + 1 - MOST);
  const gone = others.filter((other) => !stays(other)).slice(0, excess);
  return [...others.filter((other) => !gone.includes(other)), toast];
}
