import { type Bytes, concat, uint, utf8 } from '../wire.ts';

/** What a card asks once a day: a batch of blinded token inputs for each evaluator, in their order. */
export type CardRequest = {
  area: string;
  /** 16 bytes: which card. The tokens that come of it name none. */
  locator: Uint8Array;
  /** ISO date, as the service says it. */
  day: string;
  blinded: readonly (readonly Uint8Array[])[];
};

/** The bytes that a card's Ed25519 key signs to be given tokens; the day keeps an old request from being played again. */
export function cardRequestBytes(request: CardRequest): Bytes {
  const [area, day] = [utf8(request.area), utf8(request.day)];
  if (request.locator.length !== 16) throw new RangeError('a card’s locator has 16 bytes');
  return concat(
    utf8('waymark/card-tokens/v1'),
    uint(area.length, 2),
    area,
    request.locator,
    uint(day.length, 2),
    day,
    uint(request.blinded.length, 1),
    ...request.blinded.flatMap((batch) => [uint(batch.length, 1), ...batch]),
  );
}

/** What a card asks once: that ten other words lead to it from now on. */
export type CardRecovery = {
  area: string;
  /** 16 bytes: which card. */
  locator: Uint8Array;
  /** ISO date, as the service says it. */
  day: string;
  /** 16 bytes: where the words lead to. */
  recoveryLocator: Uint8Array;
  /** What the card holds, sealed to the words (`card.ts`). */
  sealedPath: Uint8Array;
};

/** The bytes that a card's Ed25519 key signs so that its recovery words are taken. */
export function cardRecoveryBytes(recovery: CardRecovery): Bytes {
  const [area, day] = [utf8(recovery.area), utf8(recovery.day)];
  if (recovery.locator.length !== 16 || recovery.recoveryLocator.length !== 16)
    throw new RangeError('a card’s locator has 16 bytes');
  return concat(
    utf8('waymark/card-recovery/v1'),
    uint(area.length, 2),
    area,
    recovery.locator,
    uint(day.length, 2),
    day,
    recovery.recoveryLocator,
    recovery.sealedPath,
  );
}
