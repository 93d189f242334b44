import { quantity } from '../format.js';
import { html } from '../html.js';
import { t } from '../i18n.js';

/** What is wrong with one line of a form, below its name. The inputs that it is about point to it: see `marks`. */
export function LineError({ id, errors }) {
  const texts = Object.values(errors).flat();
  return texts.length > 0 && html`
    <div class="field-error" id=${id} role="alert">
      ${texts.join(' ')}
    </div>
  `;
}

/** What makes an input the one that an error names; `texts` are those of its field, told in the element `id`. */
export const marks = (texts, id) => (texts?.length ? { 'aria-invalid': 'true', 'aria-describedby': id } : {});

/** With what a rule says of the line, when it refused one: more was asked than there is. */
export function withRefusal(errors, refused) {
  if (!refused) return errors;
  const figures = { demande: quantity(refused.demande), reste: quantity(refused.reste ?? refused.disponible) };
  return { ...errors, quantite: [...(errors.quantite ?? []), t('commande.ligne_refusee', figures)] };
}
