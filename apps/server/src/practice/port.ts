/** The practice service's control door, when one is configured (`PRACTICE_URL`). */
export type PracticeStatus =
  | { readonly kind: "absent" }
  | { readonly kind: "unreachable"; readonly message: string }
  | {
      readonly kind: "ready";
      readonly service: string;
      readonly instances: number;
      readonly requestsPerSecond: number;
      readonly scenarios: readonly { readonly id: string; readonly title: string; readonly description: string }[];
      readonly running: { readonly scenario: string; readonly since: number } | null;
    };
export interface Practice {
  status(): Promise<PracticeStatus>;
  begin(scenario: string): Promise<PracticeStatus>;
  end(): Promise<PracticeStatus>;
}
