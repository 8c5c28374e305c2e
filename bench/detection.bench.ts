import { createSignalWatch, type SignalWatch, type WatchedBucket } from "@firebreak/signals";
import { createRandom } from "./detection/random.ts";
import { BUCKET_MS, SIMULATED, type Simulated } from "./detection/telemetry.ts";
import { quantile, type Row } from "./harness/bench.ts";

export const title = "Detection: simulated weeks of 40 healthy signals, faults in them, and buckets judged in a second";

const START = Date.UTC(2026, 0, 5);
const WEEK = (7 * 86_400_000) / BUCKET_MS;
const WEEKS = 4;
const FAULTS = 20;
/** Between two faults of one signal. */
const HEALTHY_BETWEEN = 360;
const LEARNT = 1_440;
const LONGEST_FAULT = 10;
/** After a bucket's end: late telemetry is waited for, then the next look comes. */
const LATENESS_MS = 5_000;
const LOOK_MS = 10_000;

export function run(): Promise<Row[]> {
  const weeks = Array.from({ length: WEEKS }, (_, week) => SIMULATED.map((signal, n) => falseAlarms(signal, 100 * week + n + 1)));
  const alarms = SIMULATED.map((_, n) => weeks.reduce((sum, week) => sum + (week[n] ?? 0), 0));
  const perWeek = weeks.map((week) => week.reduce((sum, each) => sum + each, 0));
  const rows: Row[] = [
    { what: `false alarms in a healthy week of 40 signals, ${WEEKS} weeks`, value: perWeek.join(", "), aim: "≤ 1" },
    ...SIMULATED.flatMap((signal, n) =>
      alarms[n] ? [{ what: `of them ${signal.definition.id}`, value: alarms[n] ?? 0, aim: "" }] : [],
    ),
  ];
  for (const [fault, signals] of Map.groupBy(SIMULATED, ({ fault }) => fault)) {
    for (const [rps, alike] of Map.groupBy(signals, ({ requestsPerSecond }) => requestsPerSecond)) {
      const delays = alike.flatMap((signal) => faultDelays(signal, 1_000 + SIMULATED.indexOf(signal)));
      const inTime = delays.filter((delay) => delay <= 120_000).length / delays.length;
      const [median, last] = [quantile(delays, 0.5) / 1000, quantile(delays, 1) / 1000];
      rows.push({
        what: `${fault}, ${rps} requests/s: alarm within 120 s`,
        value: `${(inTime * 100).toFixed(0)} % of ${delays.length}; median ${median.toFixed(0)} s, slowest ${Number.isFinite(last) ? `${last.toFixed(0)} s` : "not within 5 min"}`,
        aim: "all",
      });
    }
  }
  return Promise.resolve([...rows, ...speed()]);
}

const watchOf = ({ definition, measure }: Simulated) => createSignalWatch(definition, measure ?? null);
const isAlarming = (watch: SignalWatch, at: number) => watch.standing(at + BUCKET_MS).kind === "alarming";

/** How often it begins to alarm although nothing is wrong. */
function falseAlarms(signal: Simulated, seed: number): number {
  const random = createRandom(seed);
  const watch = watchOf(signal);
  let count = 0;
  let was = false;
  for (let n = 0; n < WEEK; n += 1) {
    const at = START + n * BUCKET_MS;
    watch.observe(signal.bucket(at, 0, random));
    const is = isAlarming(watch, at);
    if (is && !was) count += 1;
    was = is;
  }
  return count;
}

/** From the fault's begin, anywhere within a bucket, until the alarm, as slow as the schedule can be; infinite where none came. */
function faultDelays(signal: Simulated, seed: number): readonly number[] {
  const random = createRandom(seed);
  const watch = watchOf(signal);
  let n = 0;
  const healthy = (count: number) => {
    for (let left = count; left > 0; left -= 1, n += 1) watch.observe(signal.bucket(START + n * BUCKET_MS, 0, random));
  };
  healthy(LEARNT);
  return Array.from({ length: FAULTS }, () => {
    healthy(HEALTHY_BETWEEN);
    const before = random.uniform();
    let delay = Number.POSITIVE_INFINITY;
    for (let bucket = 0; bucket < LONGEST_FAULT; bucket += 1, n += 1) {
      const at = START + n * BUCKET_MS;
      watch.observe(signal.bucket(at, bucket === 0 ? 1 - before : 1, random));
      const since = (bucket + 1 - before) * BUCKET_MS + LATENESS_MS + LOOK_MS;
      if (isAlarming(watch, at)) delay = Math.min(delay, since);
    }
    return delay;
  });
}

/** All forty signals' buckets of two days, through watches and through the least that could be called a detector. */
function speed(): readonly Row[] {
  const random = createRandom(7);
  const buckets = SIMULATED.map((signal) =>
    Array.from({ length: 5_760 }, (_, n) => signal.bucket(START + n * BUCKET_MS, 0, random)),
  );
  const perSecond = (judge: (signal: Simulated) => (bucket: WatchedBucket) => unknown) => {
    const started = performance.now();
    for (const [n, signal] of SIMULATED.entries()) {
      const look = judge(signal);
      for (const bucket of buckets[n] ?? []) look(bucket);
    }
    return (SIMULATED.length * 5_760) / ((performance.now() - started) / 1000);
  };
  const watched = (signal: Simulated) => {
    const watch = watchOf(signal);
    return (bucket: WatchedBucket) => {
      watch.observe(bucket);
      return watch.standing(bucket.at + BUCKET_MS);
    };
  };
  const rounds = Array.from({ length: 5 }, () => ({ watch: perSecond(watched), bare: perSecond(bareEwma) }));
  const watch = quantile(
    rounds.map((round) => round.watch),
    0.5,
  );
  const bare = quantile(
    rounds.map((round) => round.bare),
    0.5,
  );
  const whole = (value: number) => Math.round(value).toLocaleString("en");
  return [
    { what: "buckets judged in a second, watch", value: whole(watch), aim: "" },
    { what: "the same buckets through a bare EWMA loop (peer)", value: whole(bare), aim: "" },
    { what: "ratio to the peer", value: (watch / bare).toFixed(3), aim: "" },
  ];
}

function bareEwma(): (bucket: WatchedBucket) => boolean {
  let level = 0;
  let variance = 0;
  return ({ value }) => {
    const residual = (value ?? level) - level;
    const strange = residual * residual > 16 * variance;
    level += residual / 360;
    variance += (residual * residual - variance) / 360;
    return strange;
  };
}
