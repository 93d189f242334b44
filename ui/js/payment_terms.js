import { tMaybe } from './i18n.js';

const TERMS = ['comptant', '15_jours', '30_jours', '30_jours_fin_de_mois', '45_jours', '45_jours_fin_de_mois', '60_jours'];

export const DEFAULT_TERMS = TERMS[0];

/** The choices of payment terms; one that is no longer offered stays chosen where it was. */
export function paymentTerms(current) {
  const codes = current && !TERMS.includes(current) ? [...TERMS, current] : TERMS;
  return codes.map((value) => ({ value, label: termsText(value) }));
}

export const termsText = (code) => tMaybe(`conditions.${code || DEFAULT_TERMS}`, {}, code);
