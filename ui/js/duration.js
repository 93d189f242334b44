import { quantity } from './format.js';
import { t } from './i18n.js';

const UNITS = [['jours', 86_400], ['heures', 3_600], ['minutes', 60], ['secondes', 1]];

/** The two largest units of a length in seconds: [["heures", 2], ["minutes", 5]]. */
export function parts(seconds) {
  let rest = Math.max(0, Math.floor(seconds));
  const counted = UNITS.map(([name, size]) => {
    const n = Math.floor(rest / size);
    rest -= n * size;
    return [name, n];
  });
  const first = counted.findIndex(([, n]) => n > 0);
  if (first === -1) return [['secondes', 0]];
  return counted.slice(first, first + 2).filter(([, n]) => n > 0);
}

/** "2 h 5 min". */
export const durationText = (seconds) =>
  seconds === null || seconds === undefined ? '–' : parts(seconds).map(([name, n]) => t(`duree.${name}`, { n })).join(' ');

/** "12,5 ms", "1,2 s". */
export const millisecondsText = (ms) =>
  ms === null || ms === undefined ? '–' : ms >= 1000 ? t('duree.s', { n: quantity(Math.round(ms / 100) / 10) }) : t('duree.ms', { n: quantity(Math.round(ms * 10) / 10) });
