import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../js/backoff.js';
import { eventParser, events } from '../js/event_stream.js';
import { fileName } from '../js/file_name.js';

test('an event is whole only when its empty line has come', () => {
  const parser = eventParser();
  assert.deepEqual(parser.push('id: 7\nevent: notification\nda'), []);
  assert.deepEqual(parser.push('ta: {"a":1}\n\nid: 8\n'), [{ id: '7', type: 'notification', data: '{"a":1}' }]);
  assert.deepEqual(parser.push('data: x\ndata: y\n\n'), [{ id: '8', type: 'message', data: 'x\ny' }]);
});

test('a comment keeps the line alive and says nothing', () => {
  assert.deepEqual(eventParser().push(': ping\n\n'), [{ id: null, type: 'battement', data: null }]);
});

test('the events of a body come out as its bytes come in, accents cut in two included', async () => {
  const bytes = new TextEncoder().encode('data: é\n\ndata: fin\n\n');
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.slice(0, 7));
      controller.enqueue(bytes.slice(7));
      controller.close();
    },
  });
  let beats = 0;
  const seen = [];
  for await (const { data } of events(body, () => { beats += 1; })) seen.push(data);
  assert.deepEqual(seen, ['é', 'fin']);
  assert.ok(beats >= 1);
});

test('each try waits longer, up to half a minute, and not all browsers at once', () => {
  assert.deepEqual([0, 1, 2, 9].map((tries) => backoff(tries, () => 1)), [1000, 2000, 4000, 30_000]);
  assert.equal(backoff(2, () => 0), 2000);
});

test('a file has the name that the API gives it', () => {
  assert.equal(fileName('attachment; filename="pieces.csv"'), 'pieces.csv');
  assert.equal(fileName("attachment; filename=\"x\"; filename*=UTF-8''donn%C3%A9es.json"), 'données.json');
  assert.equal(fileName(null), null);
});
