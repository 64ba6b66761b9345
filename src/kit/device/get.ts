/** What is looked for by its id must be there: the server put it. @throws Error that names what this page lacks */
export function get<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (!found) throw new Error(`this page has no ${id}`);
  return found as Kind;
}
