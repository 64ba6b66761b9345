/** A contest as the desk reads it. It is shown beside nothing: what there is about somebody, the desk looks up itself. */
import { type ContestBody, contestWords, reportWords } from '#reports/browser.ts';
import { inboxWords as words } from '../messages/inbox.en.ts';
import { make, written } from './elements.ts';

export function showContest(body: ContestBody): HTMLElement {
  const list = make('dl');
  list.className = 'report';
  const row = (name: string, ...content: (string | Node)[]): void => {
    const term = make('dt', name);
    list.append(term, make('dd', ...content));
  };
  if (body.wants.length > 0)
    row(words.contest.wants, ...body.wants.map((want) => make('div', contestWords.wants[want])));
  if (body.identifiers.length > 0)
    row(
      contestWords.details,
      ...body.identifiers.map(({ kind, platform, text }) =>
        make(
          'div',
          `${reportWords.person.kinds[kind]}${platform === '' ? '' : ` (${platform})`}: `,
          make('code', text),
        ),
      ),
    );
  if (body.story !== '') row(words.body.story, written(body.story));
  if (body.contact !== '') row(words.body.contact, written(body.contact));
  const answer = make('p', words.contest.answer);
  answer.className = 'care';
  return make('div', answer, list, make('p', words.contest.other));
}
