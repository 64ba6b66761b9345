import { html as tagged, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Escaped HTML. */
export type Markup = HtmlEscapedString;
/** Text, which will be escaped, or markup, which will not. */
export type Content = string | Markup;

/** Escapes every value that is not markup. Nothing here waits: a promise among the values is a fault. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Markup {
  const made = tagged(strings, ...values);
  if (made instanceof Promise) throw new TypeError('a view was given a promise');
  return made;
}

export { raw };
export const nothing: Markup = raw('');

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const ATTRIBUTE_NAME = /^(?!on|style$|srcdoc$)[a-z][a-z0-9-]*$/;

/**
 * ` name="value"` for each; true is the bare name; false, null and undefined are left out. Throws for a name that our
 * content security policy would refuse (`on…`, `style`).
 */
export function attributes(all: Attributes | undefined): Markup {
  if (all === undefined) return nothing;
  const parts = Object.entries(all).map(([name, value]) => {
    if (!ATTRIBUTE_NAME.test(name)) throw new TypeError(`no attribute may be called ${name}`);
    if (value === undefined || value === null || value === false) return '';
    return value === true ? ` ${name}` : html` ${raw(name)}="${value}"`.toString();
  });
  return raw(parts.join(''));
}

/** Class names with a space between; what is false or undefined falls away. */
export const classes = (...names: (string | false | undefined)[]): string =>
  names.filter((name) => name !== false && name !== undefined && name !== '').join(' ');

/** Ids for `aria-describedby`, or undefined where there are none. */
export const ids = (...all: (string | false | undefined)[]): string | undefined =>
  classes(...all) || undefined;
