export { json, page, problem } from './answers.ts';
export type { Context, Form, Handler, Handlers, SignedIn } from './context.ts';
export { type MountOptions, mount, readPlace } from './mount.ts';
export { Refused } from './refusal.ts';
