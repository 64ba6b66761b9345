/** Prints a new key for the notifier. It is shown once and kept nowhere: whoever gives it at start keeps it. */
import { getRandomValues } from 'node:crypto';
import { generateIdentity } from '#sealed/age-file.ts';

console.log(generateIdentity((length) => getRandomValues(new Uint8Array(length))));
