/**
 * What the server gave to this page's script (`data` of the frame): words, addresses, public keys. Never anything that
 * a person wrote. The caller checks its shape where it matters.
 */
export function pageData<Data>(): Data {
  const text = document.getElementById('page-data')?.textContent;
  if (text === undefined || text === null) throw new Error('this page has no data');
  return JSON.parse(text) as Data;
}
