/** The same as in `npm test`, with two hundred hits and two hundred misses. */
import './blind-check.test.ts';
