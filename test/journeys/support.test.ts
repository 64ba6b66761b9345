/** The instruments themselves: a passkey gives a PRF secret, and axe sees a planted fault under our strict policy. */
import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { addPasskey, axeHere, launchBrowser, visit } from '../support/browser.ts';

let server: Server;
let origin: string;
let browser: Browser;
before(async () => {
  server = createServer((_, answer) =>
    answer
      .setHeader('content-type', 'text/html')
      .setHeader(
        'content-security-policy',
        "default-src 'none'; require-trusted-types-for 'script'; trusted-types waymark",
      )
      .end('<!doctype html><html lang="en"><title>Waymark</title><main><h1>Test</h1><input></main></html>'),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test('axe finds a field without a label, under a policy that forbids strange scripts', async () => {
  const { page, close } = await visit(browser);
  await page.goto(origin);
  const found = await axeHere(page);
  assert.ok(
    found.some((line) => line.startsWith('label: <input')),
    found.join('\\n'),
  );
  await close();
});

test('a passkey gives the same 32 secret bytes each time', async () => {
  const { page, close } = await visit(browser);
  await page.goto(origin);
  await addPasskey(page);
  const lengths = await page.evaluate(async () => {
    const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const prf = {
      prf: { eval: { first: new Uint8Array(32).fill(1) } },
    } as AuthenticationExtensionsClientInputs;
    const made = (await navigator.credentials.create({
      publicKey: {
        rp: { name: 'Waymark', id: 'localhost' },
        user: { id: bytes(16), name: 'a', displayName: 'a' },
        challenge: bytes(32),
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        extensions: prf,
      },
    })) as PublicKeyCredential;
    const read = async () => {
      const got = (await navigator.credentials.get({
        publicKey: {
          challenge: bytes(32),
          allowCredentials: [{ type: 'public-key', id: made.rawId }],
          userVerification: 'required',
          extensions: prf,
        },
      })) as PublicKeyCredential;
      const results = got.getClientExtensionResults() as { prf?: { results?: { first?: ArrayBuffer } } };
      return [...new Uint8Array(results.prf?.results?.first ?? new ArrayBuffer(0))];
    };
    return [await read(), await read()];
  });
  assert.equal(lengths[0]?.length, 32);
  assert.deepEqual(lengths[0], lengths[1]);
  await close();
});
