/**
 * What was understood, as people write it: `phone:+447700900123` is `+44 7700 900123`, `handle:site/name` is `name (site)`.
 * @param canonical as `normalise` of sealed/identifiers.ts gives it
 */
export function showCanonical(canonical: string): string {
  const at = canonical.indexOf(':');
  const [kind, value] = [canonical.slice(0, at), canonical.slice(at + 1)];
  const slash = value.indexOf('/');
  const [place, rest] = [value.slice(0, slash), value.slice(slash + 1)];
  switch (kind) {
    case 'phone':
      return value.replace(/^\+44(\d{4})(\d{6})$/, '+44 $1 $2');
    case 'handle':
      return `${rest} (${place})`;
    case 'account':
      return rest;
    default:
      return value;
  }
}
