import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import type { Feed } from '../blind/derive-tag.ts';
import { concat, utf8 } from '../wire.ts';
import { assembleBundle, parseBundle } from './bundle.ts';
import { MAX_TEXT, openTexts, sealText } from './seal-text.ts';
import { compareBytes } from '../wire.ts';
import { freeRepeat, lookUp, makeSlots } from './slots.ts';

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const serviceSeed = random(32);
const serviceKey = ed25519.getPublicKey(serviceSeed);
const area = 'testfield';
const feed: Feed = { area, epoch: 4, feedSecret: random(32) };
const expected = { area, serviceKey };
const about = {
  area,
  epoch: 4,
  counter: 9,
  day: '2026-11-24',
  tokenWeek: 2969,
  tokenKeys: [new Uint8Array(32).fill(5)],
};

async function publish(outputs: Uint8Array[], text: string) {
  const warning = random(16);
  return {
    warning,
    slots: await makeSlots(
      { outputs: outputs.map((y) => ({ y, repeat: 0 })), warning, flags: 3 },
      feed,
      random,
    ),
    text: await sealText(feed, warning, utf8(text), random),
  };
}

function assemble(publications: Awaited<ReturnType<typeof publish>>[], over: Partial<typeof about> = {}) {
  return assembleBundle(
    {
      ...about,
      ...over,
      slots: publications.flatMap(({ slots }) => slots),
      texts: publications.map(({ text }) => text),
    },
    serviceSeed,
  );
}

function read(bytes: Uint8Array) {
  const parsed = parseBundle(bytes, expected);
  assert.ok(parsed.ok);
  return parsed.bundle;
}

describe('a bundle', () => {
  test('names each warning to who evaluated one of its identifiers, and to nobody else', async () => {
    const [a, b, c] = [random(64), random(64), random(64)];
    const one = await publish([a, b], 'first');
    const two = await publish([b], 'second');
    const bundle = read(assemble([one, two]));
    const warnings = async (y: Uint8Array) =>
      (await lookUp(bundle, y, feed)).map((entry) => hex(entry.warning)).toSorted();
    assert.deepEqual(await lookUp(bundle, a, feed), [{ warning: one.warning, flags: 3 }]);
    assert.deepEqual(await warnings(b), [hex(one.warning), hex(two.warning)].toSorted());
    assert.deepEqual(await warnings(c), []);
    const without = { ...feed, feedSecret: random(32) };
    assert.deepEqual(await lookUp(bundle, a, without), []);
    assert.deepEqual(await lookUp(bundle, a, { ...feed, epoch: 5 }), []);
  });

  test('finds every identifier of 200 publications', async () => {
    const outputs = Array.from({ length: 200 }, () => random(64));
    const publications = await Promise.all(outputs.map(async (y) => await publish([y], 'text')));
    const bundle = read(assemble(publications));
    assert.equal(bundle.slots.length, 200 * 4 * 64);
    for (const [i, y] of outputs.entries()) {
      assert.deepEqual(await lookUp(bundle, y, feed), [{ warning: publications[i]?.warning, flags: 3 }]);
    }
  });

  test('gives texts back to who holds the feed secret only', async () => {
    const one = await publish([random(64)], 'do not go with him');
    const other = await sealText({ ...feed, feedSecret: random(32) }, random(16), utf8('x'), random);
    const bytes = assembleBundle({ ...about, slots: one.slots, texts: [one.text, other] }, serviceSeed);
    const { opened, unopened } = await openTexts(read(bytes), feed);
    assert.deepEqual(opened, [{ warning: one.warning, text: utf8('do not go with him') }]);
    assert.equal(unopened, 1);
    assert.equal(Buffer.from(bytes).includes('go with him'), false);
  });

  test('is the same bytes in whatever order its parts come', async () => {
    const parts = await Promise.all(['a', 'b', 'c'].map(async (text) => await publish([random(64)], text)));
    assert.equal(hex(assemble(parts)), hex(assemble(parts.toReversed())));
  });

  test('may be empty', () => {
    const bundle = read(assemble([]));
    assert.deepEqual([bundle.slots.length, bundle.texts, bundle.counter], [0, [], 9]);
  });

  test('is refused when any byte was changed, cut off or added', async () => {
    const bytes = assemble([await publish([random(64)], 'text')]);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = bytes.map((byte, i) => (i === at ? byte ^ change : byte));
        assert.equal(parseBundle(changed, expected).ok, false);
        assert.equal(parseBundle(bytes.subarray(0, at), expected).ok, false);
      }),
      { numRuns: 30 },
    );
    assert.equal(parseBundle(concat(bytes, new Uint8Array(1)), expected).ok, false);
  });

  test('is refused when well signed but not well formed', async () => {
    const one = await publish([random(64)], 'text');
    const body = assemble([one]).slice(0, -64);
    const signed = (changed: Uint8Array) =>
      concat(changed, ed25519.sign(concat(utf8('waymark/bundle/v1\n'), changed), serviceSeed));
    const slots = 4 + 1 + area.length + 4 + 4 + 10 + 4 + 1 + 32 + 4;
    const swapped = concat(
      body.subarray(0, slots),
      body.subarray(slots + 64, slots + 128),
      body.subarray(slots, slots + 64),
      body.subarray(slots + 128),
    );
    assert.ok(parseBundle(signed(body), expected).ok);
    const bad = [
      swapped,
      body.subarray(0, -1),
      concat(body, new Uint8Array(1)),
      body.map((byte, i) => (i === 0 ? byte ^ 1 : byte)),
      body.map((byte, i) => (i === slots - 1 ? 3 : byte)),
      body.map((byte, i) => (i === slots - 4 ? 255 : byte)),
      new Uint8Array(),
    ];
    for (const changed of bad) {
      assert.deepEqual(parseBundle(signed(changed), expected), { ok: false, why: 'malformed' });
    }
  });

  test('is refused when it is older than one seen, or another area’s, or another service’s', () => {
    const bytes = assemble([]);
    assert.ok(parseBundle(bytes, { ...expected, leastCounter: 9 }).ok);
    assert.deepEqual(parseBundle(bytes, { ...expected, leastCounter: 10 }), {
      ok: false,
      why: 'rolled-back',
    });
    assert.deepEqual(parseBundle(bytes, { ...expected, area: 'otherfield' }), {
      ok: false,
      why: 'other-area',
    });
    const stranger = ed25519.getPublicKey(random(32));
    assert.deepEqual(parseBundle(bytes, { area, serviceKey: stranger }), { ok: false, why: 'not-signed' });
  });

  test('of 1,000 warnings has at most 256 KiB before its texts', async () => {
    const slots = Array.from({ length: 4000 }, () => random(64));
    const bytes = assembleBundle({ ...about, slots, texts: [] }, serviceSeed);
    assert.ok(bytes.length <= 256 * 1024, `${bytes.length}`);
  });

  test('of 40,000 warnings is made as one of few is', () => {
    const slots = Array.from({ length: 160_000 }, () => random(64));
    const bytes = assembleBundle({ ...about, slots, texts: [] }, serviceSeed);
    assert.ok(parseBundle(bytes, { area, serviceKey }).ok);
  });
});

describe('a publication', () => {
  test('about somebody who was warned of before stands under a tag of its own, and a check finds both', async () => {
    const y = random(64);
    const first = await makeSlots(
      { outputs: [{ y, repeat: 0 }], warning: random(16), flags: 1 },
      feed,
      random,
    );
    const slots = (all: Uint8Array[]) => ({
      ...about,
      slots: concat(...all.toSorted(compareBytes)),
      texts: [],
    });
    assert.equal(freeRepeat(slots(first), y, feed), 1);
    const second = await makeSlots(
      { outputs: [{ y, repeat: 1 }], warning: random(16), flags: 2 },
      feed,
      random,
    );
    const both = slots([...first, ...second]);
    assert.deepEqual(
      (await lookUp(both, y, feed)).map(({ flags }) => flags).toSorted((a, b) => a - b),
      [1, 2],
    );
    const tags = Array.from({ length: 8 }, (_, at) =>
      Buffer.from(both.slots.subarray(at * 64, at * 64 + 16)).toString('hex'),
    );
    assert.equal(new Set(tags).size, 8);
  });

  test('brings four slots however many identifiers it names, the used ones anywhere', async () => {
    const places = new Set<number>();
    for (let i = 0; i < 60; i++) {
      const y = random(64);
      const slots = await makeSlots(
        { outputs: [{ y, repeat: 0 }], warning: random(16), flags: 0 },
        feed,
        random,
      );
      assert.deepEqual(
        slots.map((slot) => slot.length),
        [64, 64, 64, 64],
      );
      const finds = await Promise.all(
        slots.map(async (slot) => await lookUp({ ...about, slots: slot, texts: [] }, y, feed)),
      );
      places.add(finds.findIndex((found) => found.length === 1));
    }
    assert.deepEqual(
      [...places].toSorted((a, b) => a - b),
      [0, 1, 2, 3],
    );
    await assert.rejects(makeSlots({ outputs: [], warning: random(16), flags: 0 }, feed, random));
    const five = Array.from({ length: 5 }, () => random(64));
    await assert.rejects(
      makeSlots(
        { outputs: five.map((y) => ({ y, repeat: 0 })), warning: random(16), flags: 0 },
        feed,
        random,
      ),
    );
  });

  test('pads texts to whole KiB', async () => {
    for (const [length, steps] of [
      [0, 1],
      [1022, 1],
      [1023, 2],
      [MAX_TEXT, 64],
    ] as const) {
      const { sealed } = await sealText(feed, random(16), new Uint8Array(length), random);
      assert.equal(sealed.length, steps * 1024 + 16);
    }
    await assert.rejects(sealText(feed, random(16), new Uint8Array(MAX_TEXT + 1), random));
  });
});
