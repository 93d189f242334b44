// The words of the central configuration: settings have a name to read beside the key that services use.
import { t, tMaybe } from './i18n.js';

export const settingName = (cle) => tMaybe(`reglage.${cle}`, {}, cle);

const COMPANY = 'nom forme adresse siret rcs tva exoneration iban bic email telephone'.split(' ').map((name) => `vendeur_${name}`);
const ON_INVOICES = [...COMPANY, 'penalites_retard', 'escompte'];
const groupOf = ({ service, cle }) => (ON_INVOICES.includes(cle) ? 'entreprise' : service);
const byPlace = (a, b) => ON_INVOICES.indexOf(a.cle) - ON_INVOICES.indexOf(b.cle);

/** [{group, title, settings}]: the company first, then what each service is told. */
export function settingGroups(settings) {
  const names = [...new Set(settings.map(groupOf))];
  const ordered = [...names.filter((name) => name === 'entreprise'), ...names.filter((name) => name !== 'entreprise')];
  return ordered.map((group) => ({
    group,
    title: tMaybe(`configuration.groupe.${group}`, {}, group),
    settings: settings.filter((setting) => groupOf(setting) === group).sort(byPlace),
  }));
}

/** The type of a value and between what it must lie. */
export function boundsText({ type, minimum, maximum }) {
  const name = type ? t(`configuration.type.${type}`) : '';
  const has = (bound) => bound !== null && bound !== undefined;
  if (has(minimum) && has(maximum)) return t('configuration.entre', { type: name, minimum, maximum });
  if (has(minimum)) return t('configuration.au_moins', { type: name, minimum });
  return has(maximum) ? t('configuration.au_plus', { type: name, maximum }) : name;
}
