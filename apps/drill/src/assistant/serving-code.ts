/** The versions of the serving image: how many answers its runtime generates at once, and how long it computes compared with the first. */
export const SERVING_CODE = {
  "assistant-3.8.2": { places: 16, compute: 1 },
  // 3.9.0 took over a runtime that keeps a tokenizer for each worker and starts only five workers, each a little slower.
  "assistant-3.9.0": { places: 5, compute: 1.2 },
} as const satisfies Record<string, { readonly places: number; readonly compute: number }>;

export type CodeVersion = keyof typeof SERVING_CODE;
export const CODE_VERSIONS = Object.keys(SERVING_CODE) as [CodeVersion, ...CodeVersion[]];
export const KNOWN_GOOD_CODE: CodeVersion = "assistant-3.8.2";
/** What waits for a worker; more is turned away. */
export const MAX_WAITING = 40;
