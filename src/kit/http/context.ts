import type { AreaPack } from '#kit/area-pack.ts';
import type { Method, Role, RouteName } from '#routes.ts';

/** Who asks. Null stands for everyone who has not signed in: they are all the same to us. */
export type SignedIn = {
  worker: string;
  firstName: string;
  organisation: string;
  roles: readonly Role[];
  /** Desks whose current epoch lists this worker. */
  desks: readonly string[];
};

/** A form as it was sent: every field's values in order, and files with what the sender called them. */
export type Form = {
  fields: ReadonlyMap<string, readonly string[]>;
  files: readonly { field: string; name: string; bytes: Uint8Array }[];
  /** Its files were more than the route takes, and are not here. */
  tooLarge?: true;
};

export type Context = {
  request: Request;
  route: RouteName;
  params: Readonly<Record<string, string>>;
  area: AreaPack;
  /** A language of the area's pack. */
  language: string;
  /** What links of this page begin with: `/a/elsewhere`, `/ro`, both or nothing. */
  prefix: string;
  /** The address within the area and language, without a query. */
  path: string;
  signedIn: SignedIn | null;
  /** ISO date in Europe/London. */
  today: string;
  /** How much waits behind pages of the navigation for whoever is signed in. Looked up when asked. */
  waiting(): Promise<ReadonlyMap<RouteName, number>>;
  /** The sender's bucket of the flood limits for this hour; null for the onion address. Never to be written down. */
  bucket(): string | null;
  /** The body, at most the route's `most` bytes; throws `Refused` 413 beyond it. */
  bytes(): Promise<Uint8Array>;
  /** The body as JSON of an object or array; throws `Refused` 415 or 422. */
  json(): Promise<unknown>;
  /**
   * The body as an HTML form, urlencoded or multipart; throws `Refused` 415 or 422. `skim`: with more files than the route
   * takes it is `tooLarge` instead of refused, so that the page can come back with what was typed.
   */
  form(options?: { skim: true }): Promise<Form>;
};

export type Handler = (context: Context) => Response | Promise<Response>;
/** A capability's handlers: for each of its routes, one for each method that the route allows. */
export type Handlers = Partial<Record<RouteName, Partial<Record<Method, Handler>>>>;
