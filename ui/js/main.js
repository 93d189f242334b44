import { render } from 'preact';
import * as auth from './api/auth.js';
import { App } from './components/app.js';
import { config } from './config.js';
import { html } from './html.js';
import { fetchConfig, renewSession } from './http.js';
import { speakAtStart } from './i18n.js';
import { startRouter } from './router.js';
import * as session from './session.js';
import { startShortcuts } from './shortcuts.js';

/** A reload finds the session again through its refresh token. Without one, or without network: the sign-in screen. */
async function resume() {
  if (!session.wasOpen()) return;
  try {
    if (await renewSession()) session.user.value = await auth.me();
  } catch (error) {
    if (error.name !== 'ApiError') throw error;
  }
}

Object.assign(config, await fetchConfig());
await resume();
speakAtStart(session.user.value?.langue);
startRouter();
startShortcuts();
render(html`<${App} />`, document.getElementById('app'));
