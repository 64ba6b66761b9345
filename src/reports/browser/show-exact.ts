import type { ReportData } from '../report/page-data.ts';
import type { ExactWords } from '../rules/exact-words.ts';
import { element } from './form-parts.ts';

/** The exact words that may leave the desk, as `exactView` of the server writes them. */
export function showExact(place: HTMLElement, words: ReportData['words']['exact'], exact: ExactWords): void {
  const box = element('div', 'govuk-inset-text', '');
  box.append(element('h3', '', words.heading));
  for (const to of ['warn', 'police', 'ugly-mugs'] as const) {
    const said = element('p', 'exact', exact[to] || words.nothing);
    said.translate = exact[to] === '';
    box.append(element('h4', '', words[to]), said);
  }
  box.append(element('p', '', words.recall));
  place.replaceChildren(box);
  place.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'nearest' });
}
