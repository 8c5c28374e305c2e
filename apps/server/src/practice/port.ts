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
      readonly running: { readonly scenario: string; readonly since: number } | null;
    };
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
  end(): Promise<PracticeStatus>;
}
