// The refusals of a rule that are about one field of a form, and which.
const FIELDS = {
  stock_insuffisant: 'quantite',
  reference_existante: 'reference',
  code_barres_existant: 'code_barres',
  categorie_existante: 'nom',
  emplacement_existant: 'code',
  adresse_interdite: 'url',
  email_deja_utilise: 'email',
  facture_sans_adresse: 'email',
  nom_deja_utilise: 'nom',
  mot_de_passe_incorrect: 'old_password',
};

/** The field, when a form with these values has it and the API names none itself. */
export function fieldOf(error, values) {
  const field = FIELDS[error.code];
  const named = Object.keys(error.fields ?? {}).length > 0;
  return field && !named && Object.hasOwn(values, field) ? field : null;
}

/** True when an error names fields, and `element` shows none of them beside the field it is about. */
export const isUnsaid = (error, element) =>
  Object.keys(error.fields ?? {}).length > 0 && !element.querySelector('.field-error');
