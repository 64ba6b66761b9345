import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { generateIdentity, isSealedTo, open, recipientOf, seal, splitHeader } from './age-file.ts';
import { bucketOfPayload, pad } from './padding.ts';
import { openBody, openMessage, openSummary, sealMessage, sealRecord } from './sealed-record.ts';
import { labels, sign, verifyKeyOf } from './signed.ts';

const identity = generateIdentity(randomBytes);
const other = generateIdentity(randomBytes);
const [epoch, colleague] = await Promise.all([recipientOf(identity), recipientOf(other)]);
const place = { area: 'testfield', record: randomUUID() };
const wayBack = { locator: 'ab'.repeat(16), recipient: colleague, verifyKey: 'cd'.repeat(32) };
const Summary = v.object({ kind: v.string(), urgent: v.boolean() });
const Body = v.object({ words: v.string() });
const summary = { kind: 'theft', urgent: false };
const body = { words: 'سرقوا هاتفي – they took my phone' };
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a sealed record', () => {
  test('opens to the epoch, part by part', async () => {
    const files = await sealRecord({ ...place, wayBack, summary, body }, epoch);
    assert.deepEqual(await openSummary(files.summary, identity, place, Summary), {
      ok: true,
      value: summary,
    });
    assert.deepEqual(await openBody(files.body, identity, place, Body), { ok: true, value: body, wayBack });
    assert.deepEqual(await openBody(files.body, other, place, Body), { ok: false, why: 'not-for-us' });
  });

  test('shows only its bucket, whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3_000 }), async (words) => {
        const files = await sealRecord({ ...place, wayBack, summary, body: { words } }, epoch);
        for (const file of [files.summary, files.body]) {
          assert.ok(await isSealedTo(file, 1));
          assert.notEqual(bucketOfPayload(splitHeader(file)?.body.length ?? 0), null);
        }
        const read = await openBody(files.body, identity, place, Body);
        assert.deepEqual(read.ok && read.value, { words });
      }),
      { numRuns: 10 },
    );
  });

  test('another record’s file, another area’s, or the other part is refused', async () => {
    const files = await sealRecord({ ...place, wayBack, summary, body }, epoch);
    const refused = { ok: false, why: 'another-place' };
    const elsewhere = [
      { ...place, record: randomUUID() },
      { ...place, area: 'otherfield' },
    ];
    for (const at of elsewhere) assert.deepEqual(await openBody(files.body, identity, at, Body), refused);
    assert.deepEqual(await openBody(files.summary, identity, place, v.any()), refused);
    assert.deepEqual(await openSummary(files.body, identity, place, v.any()), refused);
  });

  test('what is not padded JSON of the right shape is refused', async () => {
    const wrong = [
      text({ ...place, part: 'summary', value: summary }),
      pad(text({ ...place, part: 'summary', value: { kind: 3 } })),
      pad(text('text')),
      pad(new Uint8Array([0xff])),
      pad(text(null)),
    ];
    for (const plain of wrong) {
      const read = await openSummary(await seal(plain, [epoch]), identity, place, Summary);
      assert.deepEqual(read, { ok: false, why: 'malformed' });
    }
  });
});

describe('a message', () => {
  const seed = new Uint8Array(randomBytes(32));
  const keys = [verifyKeyOf(seed)];
  const at = { ...place, sequence: 2, from: 'desk' } as const;
  const recipients = [epoch, colleague];
  const expected = { ...at, recipients };
  const send = () => sealMessage(at, body, seed, recipients);

  test('opens as what it is, in whatever order its recipients are named', async () => {
    const file = await send();
    for (const mine of [identity, other])
      for (const named of [recipients, recipients.toReversed()]) {
        const read = await openMessage(file, mine, { ...at, recipients: named }, keys, Body);
        assert.deepEqual(read.ok && read.value, body);
      }
  });

  test('under another record, area, number or speaker it is refused', async () => {
    const file = await send();
    for (const wrong of [
      { record: randomUUID() },
      { area: 'x' },
      { sequence: 3 },
      { from: 'reporter' as const },
    ])
      assert.deepEqual(await openMessage(file, identity, { ...expected, ...wrong }, keys, Body), {
        ok: false,
        why: 'another-place',
      });
  });

  test('from another key, or under another label, it is refused', async () => {
    const stranger = [verifyKeyOf(new Uint8Array(randomBytes(32)))];
    assert.deepEqual(await openMessage(await send(), identity, expected, stranger, Body), {
      ok: false,
      why: 'signature',
    });
    const plain = await open(await send(), identity);
    assert.ok(plain.ok);
    const release = sign(labels.release, { ...at, recipients: [], value: body }, seed);
    const relabelled = await seal(pad(text(release)), recipients);
    assert.deepEqual(await openMessage(relabelled, identity, expected, keys, Body), {
      ok: false,
      why: 'signature',
    });
  });

  test('sealed anew to other people, or to one more, it is refused', async () => {
    const plain = await open(await send(), identity);
    assert.ok(plain.ok);
    const ghost = await recipientOf(generateIdentity(randomBytes));
    const why = { ok: false, why: 'other-recipients' };
    const onlyMe = { ...at, recipients: [epoch] };
    const withGhost = { ...at, recipients: [...recipients, ghost] };
    assert.deepEqual(await openMessage(await seal(plain.plain, [epoch]), identity, onlyMe, keys, Body), why);
    const widened = await seal(plain.plain, withGhost.recipients);
    assert.deepEqual(await openMessage(widened, identity, expected, keys, Body), why);
    assert.deepEqual(await openMessage(widened, identity, withGhost, keys, Body), why);
  });
});
