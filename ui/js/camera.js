// Reading codes with the camera. The browser's own detector is used where there is one (phones mostly); elsewhere a
// hand-held scanner types the code, which works everywhere.

const FORMATS = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'qr_code'];
const PAUSE = 180;

export const cameraReads = () => 'BarcodeDetector' in globalThis && Boolean(navigator.mediaDevices?.getUserMedia);

/** Show the camera in `video` and call `found(code)` for each new code, until the returned function is called. */
export async function watch(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const known = await globalThis.BarcodeDetector.getSupportedFormats();
  const detector = new globalThis.BarcodeDetector({ formats: FORMATS.filter((format) => known.includes(format)) });
  video.srcObject = stream;
  await video.play();
  let stopped = false;
  let last = null;
  async function look() {
    if (stopped) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (code && code.rawValue !== last) {
      last = code.rawValue;
      navigator.vibrate?.(60);
      found(code.rawValue);
    }
    if (!code) last = null;
    setTimeout(look, PAUSE);
  }
  look();
  return () => {
    stopped = true;
    for (const track of stream.getTracks()) track.stop();
  };
}
