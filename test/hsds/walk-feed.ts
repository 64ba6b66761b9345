/** Goes through a feed as a harvester does. */
import assert from 'node:assert/strict';

export type Found = Readonly<Record<string, unknown>> & { id: string };
export type Page = { total_items: number; total_pages: number; contents: Found[] };

/** Every page of a list, in order. @param address with the feed before it, such as `http://…/hsds/services?full=true` */
export async function walkPages(address: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (;;) {
    const url = new URL(address);
    url.searchParams.set('page', String(pages.length + 1));
    const answer = await fetch(url);
    assert.equal(answer.status, 200, url.pathname);
    const page = (await answer.json()) as Page & { last_page: boolean };
    pages.push(page);
    if (page.last_page) return pages;
  }
}

export const walk = async (address: string): Promise<Found[]> =>
  (await walkPages(address)).flatMap(({ contents }) => contents);

export async function readLines(address: string): Promise<Found[]> {
  const text = await (await fetch(address)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Found);
}
