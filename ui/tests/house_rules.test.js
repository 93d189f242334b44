// The rules of the README that a machine can check.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sources } from './sources.js';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const using = (pattern) => sources().filter(({ text }) => pattern.test(text)).map(({ name }) => name);

test('one module calls fetch', () => assert.deepEqual(using(/\bfetch\(/), ['http.js']));

test('one module keeps tokens, one sends them', () => assert.deepEqual(using(/accessToken|\.access\b/).sort(), ['http.js', 'session.js']));

test('the browser storage has one door', () => assert.deepEqual(using(/\b(local|session)Storage\.\w/).sort(), ['storage.js', 'theme_boot.js']));

test('no text becomes markup', () => assert.deepEqual(using(/innerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/), []));

test('no script is made from text', () => assert.deepEqual(using(/\beval\(|new Function\(/), []));

test('every icon used is in the sprite', () => {
  const listed = new Set(read('icons.txt').split('\n'));
  for (const { name, text } of sources()) {
    const used = [...text.matchAll(/\bicon[=:]\s*['"]([a-z0-9-]+)['"]/g), ...text.matchAll(/<\$\{Icon\}\s+name="([a-z0-9-]+)"/g)];
    for (const [, icon] of used) assert.ok(listed.has(icon), `${name}: ${icon}`);
  }
});

test('every style sheet is loaded', () => {
  const app = read('css/app.css');
  for (const [, sheet] of app.matchAll(/@import url\("((?!\/vendor)[^"]+)"\)/g)) assert.ok(read(`css/${sheet}`).length);
});

test('the page has no inline script or style but its import map', () => {
  const page = read('index.html');
  assert.equal([...page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].length, 1);
  assert.doesNotMatch(page, /\sstyle=|<style|\son\w+=/);
  assert.doesNotMatch(page, /https?:\/\//);
});

test('the lock file names versions and digests, and no host', () => {
  const lock = JSON.parse(read('package-lock.json'));
  for (const [name, entry] of Object.entries(lock.packages)) {
    assert.equal(entry.resolved, undefined, name);
    if (name) assert.match(entry.integrity, /^sha512-/, name);
  }
});
