/** A voice note of at most two minutes, kept in this tab's memory until the report is locked. Nothing is asked before a press. */
import type { AttachmentType } from '#sealed/attachment.ts';
import { get } from '#kit/device/get.ts';

export type VoiceNote = { bytes: Uint8Array<ArrayBuffer>; type: AttachmentType };
export type VoiceWords = Record<
  'record' | 'stop' | 'again' | 'remove' | 'left' | 'made' | 'denied' | 'failed' | 'tooLong',
  string
>;

const MOST_SECONDS = 120;
/** Speech is well understood at this, and two minutes of it take a third of an attachment. */
const BITS = 24_000;
/** Under what an attachment holds (`MOST_ATTACHMENT_BYTES`), whose module would bring all of age into the page. */
const MOST_BYTES = 1_000_000;
const types = ['audio/webm', 'audio/mp4', 'audio/ogg'] as const;

/** Brings the page's place for a note to life; null where this browser cannot record, and then the place stays hidden. */
export function startVoiceNote(words: VoiceWords): { note(): VoiceNote | null; clear(): void } | null {
  const place = document.querySelector<HTMLElement>('[data-voice]');
  const type = types.find((one) => globalThis.MediaRecorder?.isTypeSupported(one));
  if (!place || type === undefined || !('mediaDevices' in navigator)) return null;
  place.hidden = false;
  const said = get('voice-said');
  const [record, stop, remove] = ['voice-record', 'voice-stop', 'voice-remove'].map((id) => get(id));
  const player = get<HTMLAudioElement>('voice-player');
  let note: VoiceNote | null = null;
  let recorder: MediaRecorder | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  function show(): void {
    const going = recorder !== null;
    if (record) {
      record.hidden = going;
      record.textContent = note === null ? words.record : words.again;
    }
    if (stop) stop.hidden = !going;
    if (remove) remove.hidden = going || note === null;
    player.hidden = going || note === null;
  }
  function clear(): void {
    note = null;
    if (player.src !== '') URL.revokeObjectURL(player.src);
    player.removeAttribute('src');
    said.textContent = '';
    show();
  }
  async function keep(parts: Blob[], made: AttachmentType): Promise<void> {
    const whole = new Blob(parts, { type: made });
    if (whole.size === 0 || whole.size > MOST_BYTES) {
      said.textContent = whole.size === 0 ? words.failed : words.tooLong;
      return;
    }
    note = { bytes: new Uint8Array(await whole.arrayBuffer()), type: made };
    player.src = URL.createObjectURL(whole);
    said.textContent = words.made;
  }
  async function begin(): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = words.denied;
      return;
    }
    clear();
    const parts: Blob[] = [];
    const mine = new MediaRecorder(stream, { mimeType: type ?? '', audioBitsPerSecond: BITS });
    recorder = mine;
    mine.addEventListener('dataavailable', ({ data }) => parts.push(data));
    mine.addEventListener('stop', () => {
      clearInterval(timer);
      // The little light beside the camera goes out with this.
      for (const track of stream.getTracks()) track.stop();
      recorder = null;
      void keep(parts, type ?? 'audio/webm').then(show);
    });
    mine.start();
    let left = MOST_SECONDS;
    const tell = (): void => {
      said.textContent = words.left.replace('{seconds}', String(left));
      if (left-- <= 0) mine.stop();
    };
    tell();
    timer = setInterval(tell, 1000);
    show();
    stop?.focus();
  }
  record?.addEventListener('click', () => void begin());
  stop?.addEventListener('click', () => recorder?.stop());
  remove?.addEventListener('click', () => {
    clear();
    record?.focus();
  });
  // Whoever leaves the page is not listened to.
  addEventListener('pagehide', () => recorder?.stop());
  show();
  return { note: () => note, clear };
}
