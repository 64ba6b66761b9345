import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepAssets } from '#kit/assets/keep-assets.ts';

test('/check brings at most 90 KB of code over the wire, and loads nothing more afterwards', async () => {
  const { files, scripts } = await keepAssets();
  const seen = new Set<string>();
  let weight = 0;
  const walk = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const file = files.get(name) ?? assert.fail(name);
    weight += file.brotli.length;
    const text = new TextDecoder().decode(file.body);
    for (const [, part = ''] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) walk(part);
    // A part that is fetched when something was found would tell that it was.
    assert.doesNotMatch(text, /\bimport\(/, name);
  };
  for (const stem of ['leave', 'check-identifier']) walk((scripts.get(stem) ?? '').slice('/assets/'.length));
  assert.ok(weight > 10_000 && weight <= 90_000, `${weight} B`);
});
