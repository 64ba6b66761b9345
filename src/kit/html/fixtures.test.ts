/**
 * Our components beside govuk-frontend's own fixtures: the same options must give the same markup, whitespace and the
 * order of attributes aside. A fixture that uses an option which we do not have is left out, by that option's name.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { raw } from 'hono/html';
import { button, buttonLink } from './button.ts';
import { type Choices, checkboxes, fieldset, radios } from './choices.ts';
import { type Field, errorMessage, hint, label } from './field.ts';
import { summaryList, table, taskList } from './lists.ts';
import { type Content, type Markup, html } from './markup.ts';
import * as say from './messages-to-reader.ts';
import { characterCount, fileUpload, input, select, textarea } from './text-fields.ts';

type Options = Record<string, unknown>;
type Fixture = { name: string; options: Options; html: string };

/** What the package has and we do not, or have otherwise, and why. */
const unused: Record<string, string> = {
  isStartButton: 'we have no start pages',
  titleHeadingLevel: 'a banner’s title is always an h2',
  card: 'no page shows summary cards',
  javascript: 'the file field stays the browser’s own',
  textareaDescriptionText: 'the sentence is always given, in the reader’s language',
  maxwords: 'we count characters',
  countType: 'we count characters',
  countMessage: 'no page styles the count',
  charactersUnderLimitText: 'the count speaks through one sentence',
  charactersAtLimitText: 'the count speaks through one sentence',
  wordsUnderLimitText: 'we count characters',
  interruption: 'we have no interruption panels',
};

/** Markup of the package as it stands in a fixture. */
const given = (markup: unknown): Markup => raw((markup as string).trim());
const own = (value: unknown): Options =>
  typeof value === 'object' && value !== null ? (value as Options) : {};
const put = <T>(key: string, value: T | undefined | null): Record<string, T> =>
  value === undefined || value === null || value === ('' as T) ? {} : { [key]: value };

/** `{text}` or `{html}` of the package is our one `text`. */
function text(value: unknown, names = ['html', 'text'] as const): Options {
  const { [names[0]]: markup, [names[1]]: plain, ...rest } = own(value);
  const content: Content | undefined = markup ? given(markup) : (plain as string | undefined);
  return { ...rest, ...put('text', content) };
}

const group = (value: unknown): Options => {
  const { beforeInput, afterInput, beforeInputs, afterInputs, ...rest } = own(value);
  const content = (one: unknown) => (one === undefined ? undefined : text(one)['text']);
  return {
    ...rest,
    ...put('before', content(beforeInput ?? beforeInputs)),
    ...put('after', content(afterInput ?? afterInputs)),
  };
};

const error = (value: unknown): Options => {
  const { visuallyHiddenText = 'Error', ...rest } = own(value);
  return {
    ...text(rest),
    prefix: visuallyHiddenText === null || visuallyHiddenText === false ? '' : visuallyHiddenText,
  };
};

function field({
  label: named,
  hint: hinted,
  errorMessage: wrong,
  formGroup,
  items,
  fieldset: around,
  ...rest
}: Options): Options {
  const legend = own(around)['legend'];
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== '')),
    ...(named ? { label: text(named) } : {}),
    ...(hinted ? { hint: text(hinted) } : {}),
    ...(wrong ? { error: error(wrong) } : {}),
    ...(formGroup ? { group: group(formGroup) } : {}),
    ...(around ? { fieldset: { ...own(around), ...(legend ? { legend: text(legend) } : {}) } } : {}),
    ...(items ? { items: (items as unknown[]).filter(Boolean).map(item) } : {}),
  };
}

function item(one: unknown): Options {
  const { conditional, hint: hinted, ...rest } = own(one);
  const asked = own(conditional)['html'];
  return {
    ...Object.fromEntries(Object.entries(text(rest)).filter(([, value]) => value !== null)),
    ...(hinted ? { hint: text(hinted) } : {}),
    ...(asked ? { conditional: given(asked) } : {}),
  };
}

const list = (value: unknown): Options[] => ((value ?? []) as unknown[]).filter(Boolean).map(own);

const draw: Record<string, (options: Options) => Markup> = {
  button: (options) =>
    options['href'] === undefined ? button(text(options) as never) : buttonLink(text(options) as never),
  label: (options) => label(text(options) as never),
  hint: (options) => hint(text(options) as never),
  'error-message': (options) => errorMessage({ ...error(options) } as never),
  fieldset: ({ html: inner, ...options }) =>
    fieldset(field({ fieldset: options })['fieldset'] as never, inner ? given(inner) : ''),
  input: (options) => {
    const { prefix, suffix, inputWrapper, ...rest } = options;
    const affixes = {
      ...(prefix ? { prefix: text(prefix) } : {}),
      ...(suffix ? { suffix: text(suffix) } : {}),
    };
    return input({ ...field(rest), ...affixes, ...put('wrapper', inputWrapper) } as never);
  },
  textarea: (options) => textarea(field(options) as never),
  select: (options) => select(field(options) as unknown as Field & { items: [] }),
  'file-upload': (options) => fileUpload(field(options) as never),
  'character-count': (options) =>
    characterCount({
      ...field(options),
      said: `You can enter up to ${options['maxlength'] as number} characters`,
    } as never),
  radios: (options) => radios(field(options) as unknown as Choices),
  checkboxes: (options) => checkboxes(field(options) as unknown as Choices),
  'error-summary': ({ titleText, titleHtml, descriptionText, descriptionHtml, errorList, ...rest }) =>
    say.errorSummary({
      ...rest,
      title: text({ text: titleText, html: titleHtml })['text'] ?? '',
      ...put('description', text({ text: descriptionText, html: descriptionHtml })['text']),
      errors: list(errorList).map((one) => text(one)),
    } as never),
  details: ({ summaryText, summaryHtml, ...rest }) =>
    say.details({ ...text(rest), summary: text({ text: summaryText, html: summaryHtml })['text'] } as never),
  'inset-text': (options) => say.insetText(text(options) as never),
  'warning-text': ({ iconFallbackText = 'Warning', ...rest }) =>
    say.warningText({ ...text(rest), word: iconFallbackText || 'Warning' } as never),
  'notification-banner': ({ titleText, titleHtml, text: plain, html: markup, type, ...rest }) =>
    say.notificationBanner({
      ...rest,
      success: type === 'success',
      title:
        text({ text: titleText, html: titleHtml })['text'] ?? (type === 'success' ? 'Success' : 'Important'),
      content: markup ? given(markup) : ((plain as string | undefined) ?? raw('')),
    } as never),
  panel: ({ titleText, titleHtml, ...rest }) =>
    say.panel({ ...text(rest), title: text({ text: titleText, html: titleHtml })['text'] } as never),
  tag: (options) => say.tag(text(options) as never),
  'back-link': (options) =>
    say.backLink({ text: 'Back', ...text(options), href: options['href'] || '#' } as never),
  'skip-link': (options) => say.skipLink({ ...text(options), href: options['href'] || '#content' } as never),
  'summary-list': ({ rows, ...rest }) =>
    summaryList({
      ...rest,
      rows: list(rows).map(({ key, value, actions, ...row }) => ({
        ...row,
        key: text(key),
        value: text(value),
        ...(own(actions)['items'] ? { actions: list(own(actions)['items']).map((one) => text(one)) } : {}),
      })),
    } as never),
  table: ({ head, rows, ...rest }) =>
    table({
      ...rest,
      ...(head ? { head: list(head).map((cell) => text(cell)) } : {}),
      rows: ((rows ?? []) as unknown[])
        .filter(Boolean)
        .map((row) => (row as unknown[]).map((cell) => text(cell))),
    } as never),
  'task-list': ({ items, ...rest }) =>
    taskList({
      ...rest,
      items: list(items).map(({ title, hint: hinted, status, ...row }) => ({
        ...row,
        title: text(title),
        ...(hinted ? { hint: text(hinted)['text'] } : {}),
        status: own(status)['tag'] ? { tag: text(own(status)['tag']) } : text(status),
      })),
    } as never),
};

/** Fixtures that our types cannot ask for, by component and name, and why. */
const leftOut: Record<string, readonly (readonly [RegExp, string])[]> = {
  label: [[/^empty$/, 'a question always has its words']],
  select: [
    [/^hint$/, 'a list always has items'],
    [/falsy values/, 'false and null are no values of an option'],
  ],
  'character-count': [[/to configure in JavaScript|neither maxlength/, 'a limit is always given']],
  radios: [[/falsy items/, 'an item is never null']],
  checkboxes: [[/falsy values/, 'an item is never null']],
  panel: [[/interruption|actions/, 'we have no interruption panels']],
  'summary-list': [
    [/card/, 'no page shows summary cards'],
    [/^translated$/, 'hidden words are text: markup there has no use'],
    [
      /overridden-widths|with actions$|actions with classes|custom classes/,
      'no classes on the list of actions',
    ],
  ],
  'task-list': [
    [/^custom classes$/, 'a status that is a tag carries its classes on the tag'],
    [/empty values/, 'an item is never null'],
  ],
};

function normalise(markup: string): string[] {
  const tokens = markup.match(/<[^>]+>|[^<]+/g) ?? [];
  return tokens
    .map((token) => {
      if (!token.startsWith('<')) return token.replaceAll(/\s+/g, ' ').trim();
      const name = /^<\/?[a-z0-9]+/i.exec(token)?.[0] ?? token;
      const parts = [...token.slice(name.length).matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(
        ([, key, value]) => (value === undefined ? key : `${key}="${value.replaceAll(/\s+/g, ' ').trim()}"`),
      );
      return `${name} ${parts.toSorted((a = '', b = '') => a.localeCompare(b)).join(' ')}`;
    })
    .filter((token) => token !== '');
}

const folder = new URL('dist/govuk/components/', import.meta.resolve('govuk-frontend/package.json'));

for (const [component, render] of Object.entries(draw)) {
  test(`${component} gives the markup of govuk-frontend's fixtures`, () => {
    const file = fileURLToPath(new URL(`${component}/fixtures.json`, folder));
    const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] };
    let compared = 0;
    const different: string[] = [];
    for (const { name, options, html: expected } of fixtures) {
      if (Object.keys(options).some((option) => option in unused)) continue;
      if (leftOut[component]?.some(([pattern]) => pattern.test(name))) continue;
      compared += 1;
      try {
        assert.deepEqual(normalise(String(render(options))), normalise(expected));
      } catch (fault) {
        different.push(`${name}: ${(fault as Error).message.slice(0, 600)}`);
      }
    }
    assert.deepEqual(different, []);
    assert.ok(compared >= 3, `${compared} of ${fixtures.length} compared`);
  });
}

test('a value is escaped and a forbidden attribute is a fault', () => {
  const evil = '"><script>alert(1)</script>';
  const made = String(html`${input({ name: 'x', label: { text: evil }, value: evil })}`);
  assert.doesNotMatch(made, /<script/);
  assert.throws(() => button({ text: 'x', attributes: { onclick: 'x' } }), TypeError);
  assert.throws(() => button({ text: 'x', attributes: { style: 'x' } }), TypeError);
});
