import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localDays } from '../js/local_days.js';

const inZone = (zone, work) => {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    work();
  } finally {
    process.env.TZ = before ?? '';
    if (before === undefined) delete process.env.TZ;
  }
};

test('a day begins and ends with the day of who asks', () => {
  inZone('Europe/Paris', () => {
    assert.deepEqual(localDays({ depuis: '2026-11-21', jusqua: '2026-11-21', module: 'pieces' }), {
      depuis: '2026-11-20T23:00:00.000Z',
      jusqua: '2026-11-21T22:59:59.999999Z',
      module: 'pieces',
    });
  });
  inZone('America/New_York', () => assert.equal(localDays({ depuis: '2026-11-21' }).depuis, '2026-11-21T05:00:00.000Z'));
});

test('the day the clocks go back is an hour longer', () => {
  inZone('Europe/Paris', () => {
    const { depuis, jusqua } = localDays({ depuis: '2026-10-25', jusqua: '2026-10-25' });
    assert.deepEqual([depuis, jusqua], ['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999999Z']);
  });
});

test('what is no day is left as it is', () => {
  assert.deepEqual(localDays({ depuis: '2026-11-21T10:00:00Z', jusqua: '' }), { depuis: '2026-11-21T10:00:00Z', jusqua: '' });
  assert.equal(localDays({}).depuis, undefined);
});
