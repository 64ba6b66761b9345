/**
 * The addresses for machines as OpenAPI 3.1. What is sent is described by the very schemas that the handlers hold it
 * against. What desk pages say to their own server is not here: it changes with the pages.
 */
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { type FeedDescribed, feedDescription } from '#directory/index.ts';
import { notificationSchemas } from '#notifications/index.ts';
import { reportSchemas } from '#reports/index.ts';
import { type Method, type Route, type RouteName, routes } from '#routes.ts';
import { warningSchemas } from '#warnings/index.ts';

type Schema = Record<string, unknown>;
type Content = Record<string, { schema: Schema }>;
type Answer = { description: string; content?: Content };
type Operation = {
  operationId: string;
  summary: string;
  parameters: Schema[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, Answer>;
};
export type ApiDescription = {
  openapi: '3.1.0';
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  paths: Record<string, Partial<Record<Method, Operation>>>;
  components: { schemas: Record<string, Schema> };
};

const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const base64: Schema = { type: 'string', contentEncoding: 'base64' };
const hex = (bytes: number): Schema => ({ type: 'string', pattern: `^[0-9a-f]{${bytes * 2}}$` });
const list = (items: Schema): Schema => ({ type: 'array', items });
const or = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
/** Every property is there; what is named in `others` need not be. */
const shape = (properties: Record<string, Schema>, others: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...others },
});
const named = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** Bytes behind base64 are the handler's own step, which no schema language knows. */
function sent(schema: GenericSchema): Schema {
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });
  return rest as Schema;
}

const components: Record<string, Schema> = {
  Problem: shape(
    { title: { ...text, description: 'a short reason, the same for the same cause' }, status: whole },
    {
      type: text,
      detail: text,
      next: { ...whole, description: 'with `sequence`: the number to sign anew' },
      bits: {
        ...whole,
        description: 'with `work-wanted`: zero bits that SHA-256 of challenge and nonce must begin with',
      },
      challenge: { ...hex(16), description: 'with `work-wanted`' },
    },
  ),
  Envelope: {
    ...shape({
      payloadType: text,
      payload: base64,
      signatures: list(shape({ keyid: text, sig: base64 })),
    }),
    description: 'DSSE v1 (github.com/secure-systems-lab/dsse) with Ed25519',
  },
  Desk: shape({
    id: text,
    name: text,
    purpose: text,
    hours: {},
    answersWithin: text,
    recipient: { ...text, pattern: '^age1pq1', description: 'a hybrid age recipient' },
    epoch: whole,
    signed: {
      ...named('Envelope'),
      description: 'the current epoch; the whole chain has an address of its own',
    },
  }),
};

const json = (schema: Schema): Content => ({ 'application/json': { schema } });
const octets: Content = { 'application/octet-stream': { schema: {} } };
const answer = (description: string, schema?: Schema): Answer =>
  schema ? { description, content: json(schema) } : { description };
const refusal = (description: string): Answer => ({
  description,
  content: { 'application/problem+json': { schema: named('Problem') } },
});
const file = (description: string): Answer => ({ description, content: octets });

type Described = {
  summary: string;
  query?: Record<string, Schema>;
  body?: Content;
  responses: Record<string, Answer>;
};
const { ReportPosted, WayBackAsked, ActPosted, WayBackRead } = reportSchemas;
const { SubscribePosted } = notificationSchemas;
const { CardTaken, EvaluatePosted, RecoveryPosted, TokensPosted } = warningSchemas;
const proofs = { evaluated: list(base64), proof: base64 };

function ofFeed({ summary, query, schema, many }: FeedDescribed): Partial<Record<Method, Described>> {
  const inOne = answer(
    many ? 'a page of them; a page that is past the last is empty' : 'as it stands',
    schema,
  );
  const content = many ? { ...inOne.content, 'application/x-ndjson': { schema: {} } } : inOne.content;
  const responses: Record<string, Answer> = {
    200: { ...inOne, ...(content ? { content } : {}) },
    304: { description: 'nothing has changed since the ETag of `if-none-match`' },
    422: refusal('`wrong-parameter`: `detail` names it and says what is expected'),
  };
  if (!many) responses[404] = refusal('`no-such-entry`: there is none, or nobody may be told');
  return { get: { summary, query, responses } };
}

const described: Partial<Record<RouteName, Partial<Record<Method, Described>>>> = {
  healthz: {
    get: { summary: 'The process is up', responses: { 200: answer('up', shape({ status: text })) } },
  },
  readyz: {
    get: {
      summary: 'The database can be reached and is migrated',
      responses: {
        200: answer('ready', shape({ status: text })),
        503: answer('the database is away', shape({ status: text })),
      },
    },
  },
  apiDescription: { get: { summary: 'This description', responses: { 200: answer('OpenAPI 3.1', {}) } } },
  apiArea: {
    get: {
      summary: 'An area, what its keys stand on, and the desks that are open',
      responses: {
        200: answer(
          'an empty list of desks where none is open yet',
          shape({
            id: text,
            name: text,
            languages: list(text),
            rootFingerprint: or(hex(16)),
            root: or(shape({ verifyKey: hex(32), statement: named('Envelope') })),
            serviceKey: hex(32),
            desks: list(named('Desk')),
          }),
        ),
      },
    },
  },
  apiDeskEpochs: {
    get: {
      summary: 'The signed chain of a desk, the same bytes for everyone',
      query: { after: { ...whole, description: 'the last epoch that is known; -1 for all', default: -1 } },
      responses: {
        200: answer('in order', shape({ epochs: list(named('Envelope')) })),
        404: refusal('`no-such-desk`'),
      },
    },
  },
  apiReports: {
    post: {
      summary: 'A sealed report; header `waymark-work: bits.challenge.nonce` where work was asked for',
      body: json(sent(ReportPosted)),
      responses: {
        201: answer('durably stored: what the area signed of it', named('Envelope')),
        200: answer('stored before: the same acknowledgement', named('Envelope')),
        409: refusal('`another-body` under this id'),
        413: refusal('more than 256 KiB'),
        422: refusal(
          '`malformed`, `not-json`, `unknown-desk`, `unknown-epoch`, `epoch-too-old`, `not-sealed`, `not-padded`, `attachment-missing`',
        ),
        429: refusal(
          '`work-wanted`: many write at once; the same bytes again, with the work, are stored, and set apart for the desk where they came in a flood',
        ),
        503: refusal('`no-open-desk`, or no room: the same bytes again, later'),
      },
    },
  },
  apiAttachment: {
    put: {
      summary:
        'A sealed picture or voice note, before the report or message that names it; unclaimed ones go after a day',
      body: octets,
      responses: {
        201: answer('on disk', shape({ id: text })),
        200: answer('there before', shape({ id: text })),
        409: refusal('`another-body` under this id'),
        413: refusal('more than 1 MiB and its header'),
        422: refusal('`malformed` id, `not-sealed` to one or two hybrid recipients, `not-padded`'),
        429: refusal('`work-wanted`'),
        503: refusal('no room'),
      },
    },
  },
  apiWayBack: {
    post: {
      summary: 'A nonce for one signed act, whether or not the code exists',
      body: json(sent(WayBackAsked)),
      responses: { 200: answer('good today and once', shape({ nonce: text })), 422: refusal('`malformed`') },
    },
  },
  apiWayBackActs: {
    post: {
      summary:
        'One act of the holder of a way-back code: an envelope over area, locator, method, record, hash of the body and nonce',
      body: json(sent(ActPosted)),
      responses: {
        200: answer('done; for `read`, everything of this code', {
          anyOf: [sent(WayBackRead), { type: 'object' }],
        }),
        201: answer('a message was stored', shape({ id: text })),
        403: refusal('signed by another key'),
        404: refusal('`no-such-code`, `no-such-record`, `no-such-file`'),
        409: refusal('`replayed`, `nonce-expired`, `sequence` (with `next`), `another-body`, `hidden`'),
        422: refusal('malformed, or sealed to others or to an epoch that is over'),
        503: refusal('no room'),
      },
    },
  },
  apiCards: {
    post: {
      summary: 'Takes a card up: who comes first is given what it holds, sealed to its words',
      body: json(sent(CardTaken)),
      responses: {
        200: answer('taken', shape({ sealedPath: base64 })),
        404: refusal('`no-such-card`'),
        409: refusal('taken before'),
        422: refusal('`malformed`'),
      },
    },
  },
  apiCardRecovery: {
    post: {
      summary: 'Lets ten other words lead to a card, signed by the device that holds it',
      body: json(sent(RecoveryPosted)),
      responses: {
        201: answer('kept; earlier words lead nowhere', shape({ kept: { const: true } })),
        403: refusal('`no-such-card`'),
        409: refusal('`another-day`'),
        422: refusal('`malformed`'),
      },
    },
  },
  apiEvaluationKeys: {
    get: {
      summary: 'Public keys of each evaluator: RFC 9497, ristretto255-SHA512, verifiable',
      responses: { 200: answer('hex', { type: 'object' }) },
    },
  },
  apiTokens: {
    post: {
      summary: 'Blind tokens for a card, 20 a day, one batch for each evaluator',
      body: json(sent(TokensPosted)),
      responses: {
        200: answer('with a proof for each batch', shape({ answers: list(shape(proofs)) })),
        403: refusal('`no-such-card`: unknown, revoked or wrongly signed'),
        422: refusal('`malformed`, `bad-count`, `bad-element`, `another-day` (with our day in `detail`)'),
        429: refusal('`too-many-today`'),
      },
    },
  },
  apiEvaluate: {
    post: {
      summary: 'One blinded identifier for one token of each evaluator',
      body: json(sent(EvaluatePosted)),
      responses: {
        200: answer('from each evaluator', shape({ evaluated: list(base64), proofs: list(base64) })),
        403: refusal('`bad-token`'),
        409: refusal('`spent` on another element'),
        422: refusal('`malformed`, `bad-element`'),
        429: refusal('`busy`: forged tokens came from this network; the same again, later'),
      },
    },
  },
  apiNotifications: {
    post: {
      summary:
        'An address sealed to the notifier, for one token of each evaluator bound to all of it: the same again costs nothing',
      body: json(sent(SubscribePosted)),
      responses: {
        201: answer(
          '`asked`: a code goes to the address first',
          shape({ state: { enum: ['asked', 'active'] } }),
        ),
        403: refusal('`bad-token`'),
        409: refusal('`spent` on something else, `no-such-channel`'),
        422: refusal('`malformed`, `not-sealed` to one hybrid recipient'),
        429: refusal('`busy`: forged tokens came from this network; the same again, later'),
      },
    },
  },
  apiBundle: {
    get: {
      summary: 'All warnings, sealed, in one signed bundle; ETag is the hash of its bytes',
      responses: {
        200: file('the same bytes for every device'),
        304: { description: 'this one is known' },
        404: refusal('`no-feed-yet`'),
      },
    },
  },
  apiFeedStream: {
    get: {
      summary:
        'The counter of the bundle that stands, and of each that takes its place: an answer that does not end',
      responses: {
        200: {
          description: 'a line at once and for each change',
          content: { 'application/x-ndjson': { schema: shape({ counter: { type: 'integer' } }) } },
        },
        404: refusal('`no-feed-yet`'),
        503: refusal('`busy`: too many listen; later'),
      },
    },
  },
  apiFeedEpochs: {
    get: {
      summary: 'The newest broadcast header, from which each card takes the secret of the feed',
      responses: { 200: file('the same bytes for every device'), 404: refusal('`no-feed-yet`') },
    },
  },
  ...Object.fromEntries(Object.entries(feedDescription).map(([name, one]) => [name, ofFeed(one)])),
  apiAuditRoots: {
    get: {
      summary: 'What desks did each night, as one signed root over all chains',
      responses: {
        200: answer('the last thirty', shape({ serviceKey: hex(32), roots: list(named('Envelope')) })),
      },
    },
  },
};

/** What everyone may call and machines understand. */
export const publicApi = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([, route]) =>
    route.kind === 'api' &&
    !route.path.startsWith('/api/areas/{area}/desk/') &&
    (['get', 'post', 'put', 'delete'] as const).some((method) => route[method]?.includes('visitor')),
);

const everywhere: Record<string, Answer> = {
  404: refusal('`no-such-area`'),
  503: refusal('`database-away`: the same again, later'),
};

function operation(
  name: RouteName,
  { path }: Route,
  { summary, query, body, responses }: Described,
): Operation {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => ({
    name: param,
    in: 'path',
    required: true,
    schema: param === 'uuid' ? { type: 'string', format: 'uuid' } : text,
  }));
  const inQuery = Object.entries(query ?? {}).map(([param, schema]) => ({
    name: param,
    in: 'query',
    schema,
  }));
  return {
    operationId: name,
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: path.includes('{area}') ? { ...everywhere, ...responses } : responses,
  };
}

/** The whole document. A public address without a description is a fault at start. */
export function describeApi(): ApiDescription {
  const paths: ApiDescription['paths'] = {};
  for (const [name, route] of publicApi) {
    const entries = Object.entries(described[name] ?? {}) as [Method, Described][];
    if (entries.length === 0) throw new Error(`${name} is not described`);
    paths[route.path] = Object.fromEntries(
      entries.map(([method, one]) => [method, operation(name, route, one)]),
    );
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Waymark',
      version: '1',
      description:
        'Errors are application/problem+json (RFC 9457). Times are days in Europe/London, never finer.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    paths,
    components: { schemas: components },
  };
}
