// Hands a file to the person: what the API sent, or what a screen wrote.

export function saveFile({ blob, name }, fallback = 'export') {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name ?? fallback;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const textFile = (name, text) => ({ name, blob: new Blob([text], { type: 'text/plain;charset=utf-8' }) });

export const save = (blob, name) => saveFile({ blob, name });
