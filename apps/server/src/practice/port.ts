/** The practice service's control door, when one is configured (`PRACTICE_URL`). */
export type PracticeStatus =
  | { readonly kind: "absent" }
  | { readonly kind: "unreachable"; readonly message: string }
  | {
      readonly kind: "ready";
      /** The first of `services`. */
      readonly service: string;
      readonly instances: number;
      readonly requestsPerSecond: number;
      /** At least one. */
      readonly services: readonly PracticeServiceFacts[];
      readonly scenarios: readonly PracticeScenario[];
      /** The first of `runningAll`. */
      readonly running: { readonly scenario: string; readonly since: number } | null;
      /** At most one of each service, the longest running first. */
      readonly runningAll: readonly RunningScenario[];
    };
export interface RunningScenario {
  readonly scenario: string;
  readonly service: string;
  /** Epoch milliseconds. */
  readonly since: number;
}
export interface PracticeServiceFacts {
  readonly service: string;
  readonly instances: number;
  readonly requestsPerSecond: number;
}
export interface PracticeScenario {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Where the harm will be. */
  readonly service: string;
}
export interface Practice {
  status(): Promise<PracticeStatus>;
  begin(scenario: string): Promise<PracticeStatus>;
  /** Without a scenario: all that run. */
  end(scenario?: string): Promise<PracticeStatus>;
}
