import type { Logger } from "pino";
import type { TelemetryBatch, TelemetryStore } from "../../telemetry/port.ts";

export interface QueueLimits {
  /** Rows and bytes that may wait or be on their way into the store. */
  readonly queueRows: number;
  readonly queueBytes: number;
  /** One service may hold this part of the queue, 0–1: a runaway sender fills its own share, not everybody's. */
  readonly serviceShare: number;
  /** A batch goes off when it holds so many rows, or when its first row has waited so long. */
  readonly batchRows: number;
  readonly batchDelayMs: number;
  readonly insertTimeoutMs: number;
}
export interface Submission {
  readonly service: string;
  readonly batch: TelemetryBatch;
  /** Of the body it came in, as the measure of the memory it holds. */
  readonly bytes: number;
}
/** `stored` is durable. `full`: this service has used up its share, or the queue is full. `failed`: not stored; send again. */
export type Outcome = "stored" | "share-full" | "full" | "failed";

export interface IntakeQueue {
  submit(submission: Submission): Promise<Outcome>;
  standing(): { readonly rows: number; readonly bytes: number; readonly stored: number; readonly failed: number };
  /** Takes nothing more, stores what waits, and gives up after the time: then what is left answers `failed`. */
  close(timeoutMs: number): Promise<void>;
}
interface Waiting extends Submission {
  readonly rows: number;
  readonly settle: (outcome: Outcome) => void;
}

const rowsOf = (batch: TelemetryBatch): number =>
  batch.records.length +
  batch.evaluations.length +
  batch.flagEvaluations.length +
  batch.groundTruths.length +
  batch.metrics.length;

/** Gathers submissions into batches, one insert at a time. Bounded by rows and bytes; what does not fit is refused at once. */
export function createIntakeQueue(options: {
  readonly store: Pick<TelemetryStore, "insert">;
  readonly limits: QueueLimits;
  readonly logger: Logger;
}): IntakeQueue {
  const { store, limits, logger } = options;
  let waiting: Waiting[] = [];
  let waitingRows = 0;
  let heldRows = 0;
  let heldBytes = 0;
  let stored = 0;
  let failed = 0;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let pumping: Promise<void> | null = null;
  const heldByService = new Map<string, number>();

  function hold(submission: Submission, rows: number, sign: 1 | -1): void {
    heldRows += sign * rows;
    heldBytes += sign * submission.bytes;
    const held = (heldByService.get(submission.service) ?? 0) + sign * rows;
    if (held > 0) heldByService.set(submission.service, held);
    else heldByService.delete(submission.service);
  }

  function wake(now: boolean): void {
    if (pumping) return;
    if (now) {
      if (timer) clearTimeout(timer);
      timer = null;
      pumping = pump().finally(() => {
        pumping = null;
        if (waiting.length > 0) wake(closed || waitingRows >= limits.batchRows);
      });
    } else timer ??= setTimeout(() => wake(true), limits.batchDelayMs);
  }

  /** The time spent storing is time that the next batch waited: under load there is no pause between inserts. */
  async function pump(): Promise<void> {
    do await storeBatch(takeBatch());
    while (waiting.length > 0 && (closed || waitingRows >= limits.batchRows));
  }

  function takeBatch(): readonly Waiting[] {
    let rows = 0;
    let taken = 0;
    while (taken < waiting.length && (taken === 0 || rows < limits.batchRows)) {
      rows += waiting[taken]?.rows ?? 0;
      taken += 1;
    }
    const batch = waiting.slice(0, taken);
    waiting = waiting.slice(taken);
    waitingRows -= rows;
    return batch;
  }

  async function storeBatch(submissions: readonly Waiting[]): Promise<void> {
    const rows = submissions.reduce((sum, one) => sum + one.rows, 0);
    let outcome: Outcome = "stored";
    try {
      await inTime(store.insert(joined(submissions)), limits.insertTimeoutMs);
      stored += rows;
    } catch (error) {
      outcome = "failed";
      failed += rows;
      logger.error({ err: error, rows }, "telemetry batch was not stored; its senders were told to send it again");
    }
    for (const one of submissions) {
      hold(one, one.rows, -1);
      one.settle(outcome);
    }
  }

  return {
    submit: (submission) => {
      const rows = rowsOf(submission.batch);
      if (rows === 0) return Promise.resolve("stored");
      if (closed) return Promise.resolve("failed");
      if (heldRows + rows > limits.queueRows || heldBytes + submission.bytes > limits.queueBytes) return Promise.resolve("full");
      if ((heldByService.get(submission.service) ?? 0) + rows > limits.queueRows * limits.serviceShare)
        return Promise.resolve("share-full");
      hold(submission, rows, 1);
      return new Promise((settle) => {
        waiting.push({ ...submission, rows, settle });
        waitingRows += rows;
        wake(waitingRows >= limits.batchRows);
      });
    },
    standing: () => ({ rows: heldRows, bytes: heldBytes, stored, failed }),
    close: async (timeoutMs) => {
      closed = true;
      if (waiting.length > 0) wake(true);
      try {
        await inTime(pumping ?? Promise.resolve(), timeoutMs);
      } catch {
        const left = waiting;
        waiting = [];
        waitingRows = 0;
        logger.warn(
          { submissions: left.length },
          "telemetry was still waiting when the time to drain was over; its senders keep it",
        );
        for (const one of left) {
          hold(one, one.rows, -1);
          one.settle("failed");
        }
      }
    },
  };
}

function joined(submissions: readonly Waiting[]): TelemetryBatch {
  const [first] = submissions;
  if (first && submissions.length === 1) return first.batch;
  return {
    records: submissions.flatMap((one) => one.batch.records),
    evaluations: submissions.flatMap((one) => one.batch.evaluations),
    flagEvaluations: submissions.flatMap((one) => one.batch.flagEvaluations),
    groundTruths: submissions.flatMap((one) => one.batch.groundTruths),
    metrics: submissions.flatMap((one) => one.batch.metrics),
  };
}

async function inTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished within ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
