import { uuid } from './uuid.js';

/**
 * The Idempotency-Key of one form: made when it opens, kept while the outcome is unknown, so that a retry after a lost
 * answer cannot act twice. A definite answer, success or refusal, ends it: what is sent next is another request.
 */
export class RequestKey {
  constructor() {
    this.value = uuid();
  }

  settled(error) {
    if (error?.outcomeUnknown || error?.code === 'requete_en_cours') return;
    this.value = uuid();
  }
}
