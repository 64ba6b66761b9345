import { type Markup, raw } from './markup.ts';

// One weight, 24 units, drawn for this house. Decoration only: the words beside them say everything.
const strokes = {
  happened: 'M5 5h14v10h-7l-4 4v-4H5z',
  check: 'M10.5 5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM15 15l4.5 4.5',
  out: 'M12 4.5a4.5 4.5 0 0 1 4.5 4.5c0 2-2 3-2 5h-5c0-2-2-3-2-5A4.5 4.5 0 0 1 12 4.5zM10 17h4M11 19.5h2',
  help: 'M12 4.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM12 8v8M8 12h8',
  rights:
    'M12 7c-2-1.5-4.5-2-7.5-1.5v12c3-.5 5.5 0 7.5 1.5 2-1.5 4.5-2 7.5-1.5v-12C16.5 5 14 5.5 12 7zM12 7v12',
  leaving: 'M13 5H6v14h7M10.5 12H20M16.5 8.5 20 12l-3.5 3.5',
} as const;
export type Icon = keyof typeof strokes;

export const icon = (name: Icon): Markup =>
  raw(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="${strokes[name]}" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  );
