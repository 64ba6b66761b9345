/**
 * `/robots.txt` and `/sitemap.xml` (sitemaps.org): the pages that are meant to be found by searching, in each language of each
 * area, and no others. Services are those that everybody may be told of today.
 */
import type { ReadShown } from '#directory/index.ts';
import type { Guide } from '#guide/index.ts';
import type { AreaPack } from '#kit/area-pack.ts';
import type { Handlers } from '#kit/http/index.ts';
import { href } from '#routes.ts';

/** Nobody looks these up; each stands for all that begins with it. */
const notFound = ['/api', '/back', '/check', '/desk', '/join', '/leave', '/notify', '/s/', '/warnings'];

export function siteMapHandlers(services: {
  /** Without a slash at the end. */
  origin: string;
  areas: readonly AreaPack[];
  guides: ReadonlyMap<string, Guide>;
  readShown: ReadShown;
}): Pick<Handlers, 'robots' | 'siteMap'> {
  const { origin, areas, guides, readShown } = services;
  const pagesOf = async (area: AreaPack, prefix: string): Promise<string[]> => {
    const { index } = await readShown(area.id);
    return [
      href('home', prefix, {}),
      href('help', prefix, {}),
      ...index.services.map(({ id }) => href('helpService', prefix, { service: id })),
      href('guideList', prefix, {}),
      ...(guides.get(area.id)?.pages ?? []).map(({ name }) => href('guide', prefix, { name })),
    ];
  };
  const file = (body: string, type: string): Response =>
    new Response(body, {
      headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=300' },
    });
  return {
    robots: {
      get: () =>
        file(
          `User-agent: *\n${notFound.map((path) => `Disallow: ${path}\n`).join('')}\nSitemap: ${origin}${href('siteMap', '', {})}\n`,
          'text/plain',
        ),
    },
    siteMap: {
      get: async () => {
        const pages: string[] = [];
        for (const [at, area] of areas.entries())
          for (const [nth, language] of area.languages.entries()) {
            const prefix = `${at === 0 ? '' : `/a/${area.id}`}${nth === 0 ? '' : `/${language}`}`;
            pages.push(...(await pagesOf(area, prefix)));
          }
        const listed = pages.map((path) => `<url><loc>${origin}${path}</loc></url>`).join('\n');
        return file(
          `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${listed}\n</urlset>\n`,
          'application/xml',
        );
      },
    },
  };
}
