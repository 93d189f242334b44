import { html } from '../html.js';
import { t, tMaybe } from '../i18n.js';

const LEVEL = { ok: 'green', bas: 'yellow', epuise: 'red' };
const ORDER = {
  brouillon: 'secondary',
  validee: 'blue',
  preparee: 'indigo',
  expediee: 'purple',
  livree: 'green',
  annulee: 'red',
  validation_en_cours: 'yellow',
  expedition_en_cours: 'yellow',
  annulation_en_cours: 'yellow',
  partiellement_expediee: 'orange',
  partiellement_recue: 'orange',
  recue: 'green',
  retournee: 'secondary',
  reception_en_cours: 'yellow',
  retour_en_cours: 'yellow',
  solde_en_cours: 'yellow',
};
const INVOICE = { emise: 'blue', partiellement_payee: 'orange', payee: 'green', annulee: 'secondary', en_retard: 'red' };
const PAYMENT = { accepte: 'green', en_attente: 'yellow', refuse: 'red' };
const RESERVATION = { active: 'blue', consommee: 'green', liberee: 'secondary', expiree: 'secondary' };
const COUNT = { en_cours: 'blue', valide: 'green', annule: 'secondary' };
const URGENCY = { rupture: 'red', bas: 'yellow', a_prevoir: 'blue' };
const MOVEMENT = { IN: 'green', OUT: 'orange', TRANSFER: 'blue', ADJUST: 'purple' };

const badge = (color, text) => html`
  <span class=${`status-badge status-${color}`}>
    <i aria-hidden="true"></i>
    ${text}
  </span>
`;

export const LevelBadge = ({ etat }) => badge(LEVEL[etat] ?? 'secondary', tMaybe(`niveau.${etat}`, {}, etat));
export const OrderBadge = ({ etat }) => badge(ORDER[etat] ?? 'secondary', tMaybe(`etat.${etat}`, {}, etat));
/** An invoice that is late is shown as such, whatever part of it is paid. */
export const InvoiceBadge = ({ invoice: { etat, type, en_retard: late } }) =>
  type === 'avoir'
    ? badge('purple', t('facture.type.avoir'))
    : badge(INVOICE[late ? 'en_retard' : etat] ?? 'secondary', t(`facture.etat.${late ? 'en_retard' : etat}`));
export const PaymentBadge = ({ etat }) => badge(PAYMENT[etat] ?? 'secondary', t(`paiement.etat.${etat}`));
export const ReservationBadge = ({ etat }) => badge(RESERVATION[etat] ?? 'secondary', t(`reservation.etat.${etat}`));
export const UrgencyBadge = ({ urgence }) => badge(URGENCY[urgence] ?? 'secondary', t(`reappro.urgence.${urgence}`));
export const CountBadge = ({ etat }) => badge(COUNT[etat] ?? 'secondary', t(`inventaire.etat.${etat}`));
export const MovementBadge = ({ type }) =>
  badge(MOVEMENT[type] ?? 'secondary', tMaybe(`mouvement.type.${type}`, {}, type));
export const PieceBadge = ({ actif }) =>
  actif ? badge('green', t('piece.etat.actif')) : badge('secondary', t('piece.etat.inactif'));
export const HealthBadge = ({ sante }) => badge(healthColor(sante), tMaybe(`sante.${sante}`, {}, sante));
export const healthColor = (sante) => ({ ok: 'green', degrade: 'yellow' })[sante] ?? 'red';
