// Numbers come from the API as decimal strings; Intl formats the string itself, so no digit is lost to a float.
let locale = 'fr-FR';
const cache = new Map();

export function setLanguage(language) {
  locale = language === 'en' ? 'en-GB' : 'fr-FR';
}

export const isFrench = () => locale === 'fr-FR';

function using(Format, options) {
  const key = `${Format.name} ${locale} ${JSON.stringify(options)}`;
  if (!cache.has(key)) cache.set(key, new Format(locale, options));
  return cache.get(key);
}

const absent = (value) => value === null || value === undefined || value === '';

export function money(amount) {
  return absent(amount)
    ? '–'
    : using(Intl.NumberFormat, { style: 'currency', currency: 'EUR' }).format(amount);
}

/** "1200.500" -> "1 200,5". */
export function quantity(amount) {
  return absent(amount) ? '–' : using(Intl.NumberFormat, { maximumFractionDigits: 3 }).format(amount);
}

export function count(n) {
  return absent(n) ? '–' : using(Intl.NumberFormat, { maximumFractionDigits: 0 }).format(n);
}

/** For a figure read at a glance: no cents, and millions shortened ("8 952 €", "1,3 M €"). */
export function compactMoney(amount) {
  const million = Math.abs(Number(amount)) >= 1e6;
  const short = million ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 0 };
  return absent(amount)
    ? '–'
    : using(Intl.NumberFormat, { style: 'currency', currency: 'EUR', ...short }).format(amount);
}

/** A decimal of the API as a person would type it in a field: "28.90" -> "28,90", "2.000" -> "2". */
export function typed(amount) {
  if (absent(amount)) return '';
  const digits = String(amount).replace(/(\.\d\d)0+$/, '$1').replace(/\.0+$/, '');
  return isFrench() ? digits.replace('.', ',') : digits;
}

export function percent(rate) {
  return absent(rate) ? '–' : using(Intl.NumberFormat, { maximumFractionDigits: 2 }).format(rate) + '\u00a0%';
}

// a day without an hour ("2026-11-20") is that day everywhere, a moment is the day it was where the person is
const zone = (iso) => (String(iso).length === 10 ? { timeZone: 'UTC' } : {});

export function date(iso) {
  return absent(iso) ? '–' : using(Intl.DateTimeFormat, { dateStyle: 'medium', ...zone(iso) }).format(new Date(iso));
}

export function shortDay(iso) {
  return using(Intl.DateTimeFormat, { day: 'numeric', month: 'short', ...zone(iso) }).format(new Date(iso));
}

/** "20 nov., 23:27", with the year when it is not this one. */
export function dateTime(iso, now = new Date()) {
  if (absent(iso)) return '–';
  const moment = new Date(iso);
  const year = moment.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...year };
  return using(Intl.DateTimeFormat, options).format(moment);
}

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "il y a 5 minutes", and the date itself after a week. */
export function ago(iso, now = Date.now()) {
  if (absent(iso)) return '–';
  const seconds = (new Date(iso).getTime() - now) / 1000;
  if (Math.abs(seconds) > 7 * 86_400) return date(iso);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  const relative = using(Intl.RelativeTimeFormat, { numeric: 'auto' });
  return unit === 'second' ? relative.format(0, 'second') : relative.format(Math.round(seconds / size), unit);
}
