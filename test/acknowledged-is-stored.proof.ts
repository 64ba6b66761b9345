/** The same as in `npm test`, with five kills of each. */
import './acknowledged-is-stored.test.ts';
