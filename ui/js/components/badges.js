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
};
const MOVEMENT = { IN: 'green', OUT: 'orange', TRANSFER: 'blue', ADJUST: 'purple' };

const badge = (color, text) => html`
  <span class=${`status-badge status-${color}`}>
    <i aria-hidden="true"></i>
    ${text}
  </span>
`;

export const LevelBadge = ({ etat }) => badge(LEVEL[etat] ?? 'secondary', tMaybe(`niveau.${etat}`, {}, etat));
export const OrderBadge = ({ etat }) => badge(ORDER[etat] ?? 'secondary', tMaybe(`etat.${etat}`, {}, etat));
export const MovementBadge = ({ type }) =>
  badge(MOVEMENT[type] ?? 'secondary', tMaybe(`mouvement.type.${type}`, {}, type));
export const ActiveBadge = ({ actif }) =>
  actif ? badge('green', t('etat.actif')) : badge('secondary', t('etat.inactif'));
export const PieceBadge = ({ actif }) =>
  actif ? badge('green', t('piece.etat.actif')) : badge('secondary', t('piece.etat.inactif'));
export const HealthBadge = ({ sante }) => badge(healthColor(sante), tMaybe(`sante.${sante}`, {}, sante));
export const healthColor = (sante) => ({ ok: 'green', degrade: 'yellow' })[sante] ?? 'red';
