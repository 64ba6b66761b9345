import { type Markup, html } from '#kit/html/markup.ts';
import { type Line, mayShow } from '#kit/lines.ts';
import { picturesWords as words } from '../messages/pictures.en.ts';

/** The procedure for a picture that may be illegal. @param police a line that is shown and dialled only while it is confirmed */
export function picturesView(police: Line | undefined, today: string): Markup {
  const number =
    police !== undefined && mayShow(police, today)
      ? html`: <a href="tel:${police.value.replaceAll(' ', '')}">${police.value}</a>.`
      : html`. ${words.policeNoNumber}`;
  return html`<h1>${words.heading}</h1>
    <p class="care">${words.lead}</p>
    <h2>${words.now}</h2>
    <ol>
      ${words.steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <h2>${words.ring}</h2>
    <ul>
      <li>${words.danger}</li>
      <li>${words.police}${number}</li>
    </ul>
    <p>${words.say}</p>
    <p>${words.lead2}</p>
    <h2>${words.online}</h2>
    <p>${words.onlineSaid}</p>
    <h2>${words.person}</h2>
    <p>${words.personSaid}</p>
    <h2>${words.you}</h2>
    <p>${words.youSaid}</p>
    <h2>${words.adult}</h2>
    <p>${words.adultSaid}</p>
    <p class="fact">${words.law}</p>`;
}
