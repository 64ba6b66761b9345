import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFields } from './form.ts';

const words = { error: 'Error', title: 'There is a problem' };
const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

test('a form that is sent back holds all that was typed, and says once at the top and once beside what is wrong', () => {
  const form = formFields({
    fields: new Map([
      ['story', ['\nfirst line\n<b>bold</b>']],
      ['kind', ['yes', 'no']],
      ['who', ['no']],
    ]),
    errors: new Map([['who', 'Choose one']]),
    words,
  });
  assert.match(
    String(form.textarea({ name: 'story', label: { text: 'Story' } })),
    />\n\nfirst line\n&lt;b&gt;bold/,
  );
  assert.equal(String(form.checkboxes({ name: 'kind', items: yesNo })).match(/ checked/g)?.length, 2);
  const who = String(form.radios({ name: 'who', items: yesNo, fieldset: { legend: { text: 'Who?' } } }));
  assert.match(who, /value="no" checked/);
  assert.doesNotMatch(who, /value="yes" checked/);
  assert.match(who, /aria-describedby="who-error"/);
  assert.match(who, /Error:<\/span> Choose one/);
  assert.match(String(form.summary()), /<a href="#who">Choose one<\/a>/);
  assert.match(who, /id="who"/);
});

test('a first visit has no summary and empty fields', () => {
  const form = formFields({ words });
  assert.equal(form.summary(), '');
  assert.doesNotMatch(String(form.input({ name: 'x', label: { text: 'X' } })), /value=|error/);
});
