import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skimMultipart } from './skim-multipart.ts';

async function bytesOf(form: FormData): Promise<{ bytes: Uint8Array; boundary: string }> {
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  const boundary = /boundary=(.*)$/.exec(request.headers.get('content-type') ?? '')?.[1] ?? '';
  return { bytes: new Uint8Array(await request.arrayBuffer()), boundary };
}
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function filled(): FormData {
  const form = new FormData();
  form.append('story', 'Zeile\r\n\r\n--"eins" ünd 日本');
  form.append('empty', '');
  form.append('kinds', 'robbery');
  form.append('pictures', new File(['x\r\n--\r\n'.repeat(2_000)], 'a "photo".jpg'));
  form.append('pictures', new File([], ''));
  form.append('kinds', 'other');
  return form;
}

test('every word of a form comes back in whatever pieces it arrives, and nothing of its files', async () => {
  const { bytes, boundary } = await bytesOf(filled());
  for (const size of [1, 2, 3, 7, 64, 1_000, bytes.length])
    assert.deepEqual(
      [...((await skimMultipart(inPieces(bytes, size), boundary)) ?? [])],
      [
        ['story', ['Zeile\r\n\r\n--"eins" ünd 日本']],
        ['empty', ['']],
        ['kinds', ['robbery', 'other']],
      ],
      String(size),
    );
});

test('what breaks off, has too many words or is no form is none', async () => {
  const { bytes, boundary } = await bytesOf(filled());
  for (let length = 0; length < bytes.length - 4; length += 97)
    assert.equal(await skimMultipart(inPieces(bytes.subarray(0, length), 500), boundary), null);
  assert.equal(await skimMultipart(inPieces(bytes, 500), 'another'), null);
  const long = new FormData();
  long.append('story', 'a'.repeat(600 * 1024));
  const wordy = await bytesOf(long);
  assert.equal(await skimMultipart(inPieces(wordy.bytes, 65_536), wordy.boundary), null);
  const nameless = Buffer.from('--x\r\nnonsense\r\n\r\nvalue\r\n--x--');
  assert.equal(await skimMultipart(inPieces(nameless, 5), 'x'), null);
});
