/** The tables of the schema `notifications`. */
export const channels = ['push', 'email', 'sms'] as const;
export type Channel = (typeof channels)[number];

/**
 * `handed-over`: a mail server, a push service or a gateway took it, which is not that anybody has it; `receipt`: the
 * gateway says that it arrived; `failed`: refused for good; `expired`: it could not go in time.
 */
export type MessageState = 'queued' | 'handed-over' | 'receipt' | 'failed' | 'expired';

export type NotificationsTables = {
  'notifications.subscription': {
    area_id: string;
    id: string;
    channel: Channel;
    state: 'asked' | 'active';
    sealed: Uint8Array;
    stop_hash: Uint8Array;
    confirm_hash: Uint8Array | null;
    asked_day: string | null;
  };
  'notifications.message': {
    area_id: string;
    id: string;
    subscription: string;
    channel: Channel;
    kind: 'news' | 'confirm';
    state: MessageState;
    due: Date;
    valid_until: Date;
    tries: number;
    fence: number;
    leased_until: Date | null;
    done_day: string | null;
  };
};
