import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { backoff } from '../js/backoff.js';
import { eventParser, events } from '../js/event_stream.js';
import { fileName } from '../js/file_name.js';
import { listen } from '../js/live.js';

test('an event is whole only when its empty line has come', () => {
  const parser = eventParser();
  assert.deepEqual(parser.push('id: 7\nevent: notification\nda'), []);
  assert.deepEqual(parser.push('ta: {"a":1}\n\nid: 8\n'), [{ id: '7', type: 'notification', data: '{"a":1}' }]);
  assert.deepEqual(parser.push('data: x\ndata: y\n\n'), [{ id: '8', type: 'message', data: 'x\ny' }]);
});

test('a line may hold any character, those that end a line elsewhere included', () => {
  const text = 'a\u2028b\u2029c: d';
  assert.deepEqual(eventParser().push(`id: 9\ndata: ${text}\n\n`), [{ id: '9', type: 'message', data: text }]);
  assert.equal(eventParser().push('data:x\n\n')[0].data, 'x');
  assert.equal(eventParser().push('data\n\n')[0].data, '');
});

test('an event that cannot be read is passed over, and the next one is heard', async () => {
  const asked = [];
  const heard = [];
  const complaints = mock.method(console, 'error', () => undefined);
  const open = ({ signal, lastEventId }) => {
    asked.push(lastEventId);
    return new ReadableStream({
      start(controller) {
        signal.addEventListener('abort', () => controller.close());
        controller.enqueue(new TextEncoder().encode('id: 1\ndata: {\n\nid: 2\ndata: 3\n\n'));
      },
    });
  };
  const stop = listen('essai', open, ({ data }) => heard.push(JSON.parse(data)));
  while (!heard.length) await new Promise((resolve) => { setTimeout(resolve, 5); });
  stop();
  assert.deepEqual(heard, [3]);
  assert.deepEqual(asked, [null]);
  assert.equal(complaints.mock.callCount(), 1);
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
