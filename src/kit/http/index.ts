export { type BodyBudget, createBodyBudget } from './body-budget.ts';
export { json, page, problem } from './answers.ts';
export type { Context, Form, Handler, Handlers, SignedIn } from './context.ts';
export { createBuckets } from './client-bucket.ts';
export { type Counters, countRequests } from './count-requests.ts';
export { type App, type MountOptions, mount, readPlace } from './mount.ts';
export { permissions } from './security-headers.ts';
export { Refused } from './refusal.ts';
