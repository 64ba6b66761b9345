/** What ends a request early. Its status and reason are for the reader; nothing that was sent stands in it. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: 400 | 403 | 404 | 405 | 413 | 415 | 422 | 429 | 503;
  readonly why: string;

  /** @param why a short kebab-case reason, the same for everyone. */
  constructor(status: Refused['status'], why: string) {
    super(why);
    this.status = status;
    this.why = why;
  }
}
