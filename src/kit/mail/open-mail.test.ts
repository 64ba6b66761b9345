import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { after, before, test } from 'node:test';
import { type MailServer, startMailServer } from '../../../test/support/mail.ts';
import { openMail } from './open-mail.ts';

let server: MailServer;
before(async () => {
  server = await startMailServer();
});
after(() => server.close());
const letter = { to: 'desk@example.org', subject: 'Waymark', text: 'Look.\n', messageId: 'a.2026-11-24' };

test('a letter arrives as it was given, and says nothing of this machine', async () => {
  await openMail({ smtpUrl: server.url, from: 'waymark@example.org' })(letter);
  const [{ to, hello, source } = assert.fail()] = server.letters;
  assert.deepEqual(to, ['desk@example.org']);
  assert.match(source, /^From: Waymark <waymark@example\.org>\r?$/m);
  assert.match(source, /^Message-ID: <a\.2026-11-24@example\.org>\r?$/im);
  assert.match(source, /\r\n\r\nLook\.\r\n$/);
  assert.equal(hello, 'example.org');
  assert.ok(!`${source}${hello}`.includes(hostname()), source);
  assert.doesNotMatch(source, /x-mailer|user-agent|nodemailer/i);
});

test('a letter that is not taken is a rejection, and a line feed adds no header', async () => {
  const send = openMail({ smtpUrl: server.url, from: 'waymark@example.org' });
  server.refuse(1);
  await assert.rejects(send(letter));
  await send({ ...letter, subject: 'One\r\nBcc: other@example.org' });
  const { to, source } = server.letters.at(-1) ?? assert.fail();
  assert.deepEqual(to, ['desk@example.org']);
  assert.doesNotMatch(source, /^Bcc:/m);
  const away = openMail({ smtpUrl: 'smtp://127.0.0.1:1', from: 'waymark@example.org' });
  await assert.rejects(away(letter));
});

test('a password is said on this machine, and over a network never without TLS', async () => {
  // All of 127/8 is this machine, and only one of its names is known to be: the other stands for elsewhere.
  const elsewhere = await startMailServer('127.0.0.2');
  const sending = (url: string) =>
    openMail({ smtpUrl: url.replace('//', '//desk:secret@'), from: 'a@example.org' });
  await sending(server.url)(letter);
  assert.deepEqual(server.passwords, ['secret']);
  await assert.rejects(sending(elsewhere.url)(letter));
  assert.deepEqual([elsewhere.passwords, elsewhere.letters], [[], []]);
  await openMail({ smtpUrl: elsewhere.url, from: 'a@example.org' })(letter);
  assert.equal(elsewhere.letters.length, 1);
  await elsewhere.close();
});
