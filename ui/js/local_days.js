// A day of a filter is the reader's day, as the moments on the screen are; the API alone would take one of UTC.

/** The day of a moment where the reader is: 2026-11-21. */
export const localDay = (moment = new Date()) => moment.toLocaleDateString('sv-SE');

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

const midnight = ([, year, month, day], days) => new Date(Number(year), Number(month) - 1, Number(day) + days);

/** The query with `depuis` and `jusqua` as the moments when these days begin and end here; what is no day stays. */
export function localDays({ depuis, jusqua, ...query }) {
  const [first, last] = [depuis, jusqua].map((value) => DAY.exec(value ?? ''));
  return {
    ...query,
    depuis: first ? midnight(first, 0).toISOString() : depuis,
    jusqua: last ? new Date(midnight(last, 1) - 1).toISOString().replace('Z', '999Z') : jusqua,
  };
}
