// The text of Server-Sent Events as events: {id, type, data}. A comment (": ...") is an event of type "battement".

/** Feed it the text as it comes: `push(text)` answers the events that are complete. */
export function eventParser() {
  let rest = '';
  return {
    push(text) {
      const blocks = (rest + text).replace(/\r\n?/g, '\n').split('\n\n');
      rest = blocks.pop();
      return blocks.filter((block) => block.trim()).map(readBlock);
    },
  };
}

function readBlock(block) {
  const event = { id: null, type: 'message', data: null };
  const lines = [];
  for (const line of block.split('\n')) {
    const [name, value] = fieldOf(line);
    if (name === 'id') event.id = value;
    else if (name === 'event') event.type = value;
    else if (name === 'data') lines.push(value);
  }
  if (lines.length) event.data = lines.join('\n');
  else if (block.startsWith(':')) event.type = 'battement';
  return event;
}

// by position: a line may hold U+2028, which ends a line for a regular expression but not here
function fieldOf(line) {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

/** The events of a body that is still coming. `beat` is called with each piece received. */
export async function* events(body, beat) {
  const parser = eventParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      beat();
      yield* parser.push(value);
    }
  } finally {
    reader.cancel().catch(() => undefined); // the body is gone already when the network is
  }
}
