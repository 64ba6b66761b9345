import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import sharp from 'sharp';
import { LONGEST_SIDE, MOST_PICTURE_BYTES, createPictureMaker } from './re-encode-picture.ts';

const makeFor = createPictureMaker();
const make = async (file: Uint8Array) => await makeFor(file, null);
const noise = (width: number, height: number) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

test('a photo comes out small, turned upright and without what the camera wrote into it', async () => {
  const sent = await noise(3000, 2000)
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Make: 'Fictional camera' }, IFD3: { GPSLatitude: '53/1 14/1 0/1' } })
    .jpeg({ quality: 90 })
    .toBuffer();
  assert.ok(sent.includes('Fictional camera'));
  const made = await make(sent);
  assert.ok(made.ok);
  const { width, height, format, exif, orientation } = await sharp(made.jpeg).metadata();
  assert.deepEqual(
    [width, height, format, exif, orientation],
    [1067, LONGEST_SIDE, 'jpeg', undefined, undefined],
  );
  assert.ok(made.jpeg.length <= MOST_PICTURE_BYTES);
  assert.equal(Buffer.from(made.jpeg).includes('Fictional camera'), false);
});

test('screenshots are taken too, and one that is small stays so', async () => {
  for (const file of [await noise(400, 300).png().toBuffer(), await noise(400, 300).webp().toBuffer()]) {
    const made = await make(file);
    assert.ok(made.ok);
    assert.equal((await sharp(made.jpeg).metadata()).width, 400);
  }
});

test('what is no picture, is cut short, is too large to open or is a drawing with addresses in it is refused', async () => {
  const jpeg = await noise(1000, 1000).jpeg().toBuffer();
  const huge = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
  for (const file of [randomBytes(5000), new Uint8Array(), jpeg.subarray(0, jpeg.length / 2), huge, drawing])
    assert.deepEqual(await make(file), { ok: false, why: 'undecodable' });
});

test('they are made one after another; who sends more than the queue holds is told so, and nobody else', async () => {
  const short = createPictureMaker({ waiting: 3 });
  const file = await noise(200, 200).jpeg().toBuffer();
  const flood = ['flood', 'flood', 'flood', 'flood', 'flood'].map((bucket) => short(file, bucket));
  const hers = short(file, 'her');
  assert.deepEqual(
    (await Promise.all([...flood, hers])).map((made) => (made.ok ? 'made' : made.why)),
    ['made', 'made', 'made', 'busy', 'busy', 'made'],
  );
  assert.ok((await short(file, 'flood')).ok);
});
