import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateIdentity, recipientOf, seal } from './age-file.ts';
import { MOST_ATTACHMENT_BYTES, hasAttachmentSize, openAttachment, sealAttachment } from './attachment.ts';
import { padPicture } from './padding.ts';
import { concat, uint, utf8 } from './wire.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const place = { area: 'chesterfield', id: '0b0f6c1e-8d5e-4f3a-9c39-2a7d8f1e6b11' };

test('what was sealed opens for each recipient, and its size tells one of two buckets', async () => {
  const [desk, wayBack] = [generateIdentity(random), generateIdentity(random)];
  const recipients = [await recipientOf(desk), await recipientOf(wayBack)];
  const sizes = new Set<number>();
  for (const length of [0, 1, 1000, 262_000, 262_144, 700_000, MOST_ATTACHMENT_BYTES]) {
    const bytes = new Uint8Array(length).fill(7);
    const file = await sealAttachment(place, bytes, 'image/jpeg', recipients);
    sizes.add(file.length);
    assert.ok(hasAttachmentSize(file));
    for (const identity of [desk, wayBack])
      assert.deepEqual(await openAttachment(file, identity, place), { ok: true, type: 'image/jpeg', bytes });
  }
  assert.equal(sizes.size, 2);
  await assert.rejects(
    sealAttachment(place, new Uint8Array(1024 * 1024), 'image/jpeg', recipients),
    RangeError,
  );
});

test('a file shown as another one, for another key, or of an unknown type is refused', async () => {
  const identity = generateIdentity(random);
  const recipient = await recipientOf(identity);
  const file = await sealAttachment(place, utf8('picture'), 'audio/ogg', [recipient]);
  const why = async (sealed: Uint8Array, key: string, where = place) => {
    const read = await openAttachment(sealed, key, where);
    return read.ok ? 'opened' : read.why;
  };
  assert.equal(await why(file, identity, { ...place, area: 'elsewhere' }), 'another-place');
  assert.equal(await why(file, identity, { ...place, id: crypto.randomUUID() }), 'another-place');
  assert.equal(await why(file, generateIdentity(random)), 'not-for-us');
  file[file.length - 1] = (file.at(-1) ?? 0) ^ 1;
  assert.equal(await why(file, identity), 'damaged');
  const made = async (plain: Uint8Array) => await seal(padPicture(plain) ?? assert.fail(), [recipient]);
  const header = utf8(JSON.stringify({ ...place, type: 'text/html' }));
  for (const plain of [
    concat(uint(header.length, 2), header),
    concat(uint(60_000, 2), header),
    utf8('x'),
    concat(uint(2, 2), utf8('{}')),
  ])
    assert.equal(await why(await made(plain), identity), 'malformed');
  assert.equal(await why(await seal(new Uint8Array(1024), [recipient]), identity), 'malformed');
  assert.equal(hasAttachmentSize(await seal(new Uint8Array(1024), [recipient])), false);
});
