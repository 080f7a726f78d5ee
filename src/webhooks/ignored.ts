// Why nothing follows from a webhook.

export type Ignored = { kind: "ignored"; reason: string };

export const ignored = (reason: string): Ignored => ({ kind: "ignored", reason });
