export interface Truth {
  readonly requestId: string;
  /** true: the refund was not justified. */
  readonly value: boolean;
  /** When it became known, epoch milliseconds. */
  readonly at: number;
}
export interface TruthSender {
  send(truth: Truth): void;
  /** Sends what is left, within 2 s. */
  close(): Promise<void>;
}

const EVERY_MS = 2_000;
const MOST_A_REQUEST = 1_000;
const MOST_KEPT = 20_000;
const WITHIN_MS = 5_000;

/** The JSON door `POST /v1/ground-truth`, every 2 s. What the door could not take is kept for the next time; the oldest goes when 20,000 wait. */
export function createTruthSender(to: {
  readonly firebreakUrl: string;
  readonly firebreakKey: string;
  readonly everyMs?: number;
}): TruthSender {
  let kept: Truth[] = [];
  let sending: Promise<void> | null = null;
  const post = async (withinMs: number) => {
    const batch = kept.slice(0, MOST_A_REQUEST);
    if (batch.length === 0) return;
    const response = await fetch(`${to.firebreakUrl}/v1/ground-truth`, {
      method: "POST",
      headers: { authorization: `Bearer ${to.firebreakKey}`, "content-type": "application/json" },
      body: JSON.stringify({ truths: batch }),
      signal: AbortSignal.timeout(withinMs),
    }).catch(() => null);
    await response?.arrayBuffer().catch(() => null);
    // What the door understood and refused would be refused again.
    if (response !== null && (response.ok || response.status === 400)) {
      const sent = new Set(batch);
      kept = kept.filter((truth) => !sent.has(truth));
    }
  };
  const timer = setInterval(() => {
    sending ??= post(WITHIN_MS).finally(() => {
      sending = null;
    });
  }, to.everyMs ?? EVERY_MS);
  return {
    send(truth) {
      kept.push(truth);
      if (kept.length > MOST_KEPT) kept.shift();
    },
    async close() {
      clearInterval(timer);
      await sending;
      await post(2_000);
    },
  };
}
