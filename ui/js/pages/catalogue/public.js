import * as api from '../../api/pieces.js';
import { EmptyState } from '../../components/empty_state.js';
import { ErrorState } from '../../components/error_state.js';
import { FilterSelect } from '../../components/filter_select.js';
import { Facts } from '../../components/facts.js';
import { LanguageSwitch } from '../../components/language_switch.js';
import { Pager } from '../../components/pager.js';
import { PieceGrid } from '../../components/piece_grid.js';
import { SearchInput } from '../../components/search_input.js';
import { SkeletonPage } from '../../components/skeleton.js';
import { Thumbnail } from '../../components/thumbnail.js';
import { ThemeSwitch } from '../../components/top_bar.js';
import { money, percent } from '../../format.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useList } from '../../liste.js';
import { useResource } from '../../resource.js';
import { useTitle } from '../../title.js';
import { flatten } from '../../tree.js';

/** The catalogue for anybody: what is published, without costs or stock, and without an account. */
export function CataloguePublic() {
  const list = useList(api.publicList);
  const { data: categories } = useResource(api.publicCategories);
  const options = flatten(categories?.results ?? []).map(({ item, depth }) => ({
    value: item.id,
    label: `${'\u2003'.repeat(depth)}${item.nom} (${item.nombre_pieces})`,
  }));
  return html`
    <${Frame} title=${t('catalogue.public')}>
      <div class="public-tools">
        <${SearchInput} label=${t('piece.rechercher')} />
        <${FilterSelect}
          name="categorie_id"
          label=${t('piece.categorie')}
          all=${t('piece.toutes_categories')}
          options=${options}
        />
      </div>
      <div class="card list-card">
        <${PieceGrid}
          ...${list}
          address=${({ id }) => `#/catalogue/${id}`}
          empty=${html`<${EmptyState} icon="package" title=${t('liste.rien')} text=${t('catalogue.vide')} />`}
        />
        <${Pager} ...${list} />
      </div>
    <//>
  `;
}

/** One published part. */
export function PiecePublique({ id }) {
  const { data: piece, error, reload } = useResource((signal) => api.publicRead(id, signal), [id]);
  const rows = piece && [
    [t('piece.reference'), html`<code>${piece.reference}</code>`],
    [t('piece.categorie'), piece.categorie?.nom],
    [t('piece.prix_vente'), html`<strong>${money(piece.prix_vente)}</strong>`],
    [t('piece.taux_tva'), percent(piece.taux_tva)],
    [t('piece.unite'), piece.unite],
    [t('piece.fabricant'), [piece.fabricant, piece.reference_fabricant].filter(Boolean).join(' · ')],
    [t('piece.code_barres'), piece.code_barres && html`<code>${piece.code_barres}</code>`],
  ];
  return html`
    <${Frame} title=${piece?.nom ?? t('catalogue.public')} back>
      ${error && !piece && html`
        <div class="card">
          <${ErrorState} error=${error} onRetry=${reload} />
        </div>
      `}
      ${!piece && !error && html`<${SkeletonPage} />`}
      ${piece && html`
        <div class="detail-grid">
          <section class="card image-card">
            ${piece.image ? html`
              <img class="image-whole" src=${piece.image.url} alt=${t('image.de', { nom: piece.nom })} />
            ` : html`
              <${Thumbnail} size="large" />
            `}
          </section>
          <${Facts} title=${t('piece.fiche')} rows=${rows}>
            ${piece.description && html`<p class="piece-description">${piece.description}</p>`}
          <//>
        </div>
      `}
    <//>
  `;
}

function Frame({ title, back, children }) {
  useTitle(title);
  return html`
    <div class="public-page">
      <header class="public-header">
        <a class="brand" href="#/catalogue">
          <img src="/assets/favicon.svg" width="32" height="32" alt="" />
          <span>${t('app.nom')}</span>
        </a>
        <span class="public-actions">
          <${LanguageSwitch} />
          <${ThemeSwitch} />
          <a class="btn" href="#/">${t('connexion.entrer')}</a>
        </span>
      </header>
      <main id="contenu" tabindex="-1">
        <div class="page-header-row">
          <div class="page-heading">
            ${back && html`<a class="page-back" href="#/catalogue">${t('catalogue.retour')}</a>`}
            <h1>${title}</h1>
          </div>
        </div>
        ${children}
      </main>
    </div>
  `;
}
