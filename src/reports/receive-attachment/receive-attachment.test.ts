import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestApplication, startApplication } from '../../../test/support/application.ts';
import { generateIdentity, recipientOf, seal } from '#sealed/age-file.ts';
import { sealAttachment } from '#sealed/attachment.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
let application: TestApplication;
const recipients: string[] = [];
before(async () => {
  application = await startApplication();
  for (let i = 0; i < 3; i++) recipients.push(await recipientOf(generateIdentity(random)));
});
after(() => application.close());

const put = async (id: string, bytes: Uint8Array): Promise<[number, string]> => {
  const answer = await fetch(`${application.origin}/api/areas/chesterfield/attachments/${id}`, {
    method: 'PUT',
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  const said = (await answer.json()) as { title?: string; id?: string };
  return [answer.status, said.title ?? said.id ?? ''];
};
const picture = async (id: string, length: number, to = 1) =>
  await sealAttachment(
    { area: 'chesterfield', id },
    random(Math.min(length, 60_000)),
    'image/jpeg',
    recipients.slice(0, to),
  );

test('a picture is stored once; the same bytes again say so; other bytes are another picture', async () => {
  const id = randomUUID();
  const file = await picture(id, 1000);
  assert.deepEqual(await put(id, file), [201, id]);
  assert.deepEqual(await put(id, file), [200, id]);
  assert.deepEqual(await put(id, await picture(id, 1000)), [409, 'another-body']);
});

test('both sizes and both counts of recipients are taken, and nothing else', async () => {
  const large = await sealAttachment(
    { area: 'chesterfield', id: randomUUID() },
    new Uint8Array(800_000),
    'image/jpeg',
    recipients.slice(0, 2),
  );
  assert.equal((await put(randomUUID(), large))[0], 201);
  assert.deepEqual(await put(randomUUID(), await picture('x', 10, 3)), [422, 'not-sealed']);
  assert.deepEqual(await put(randomUUID(), random(3000)), [422, 'not-sealed']);
  assert.deepEqual(await put(randomUUID(), large.subarray(0, 900_000)), [422, 'not-padded']);
  const [to = ''] = recipients;
  assert.deepEqual(await put(randomUUID(), await seal(new Uint8Array(1000), [to])), [422, 'not-padded']);
  assert.deepEqual(await put(randomUUID(), await seal(new Uint8Array(1_100_000), [to])), [413, 'too-large']);
  assert.deepEqual(await put('0b0f6c1e-8d5e-1f3a-9c39-2a7d8f1e6b11', large), [422, 'malformed']);
});
