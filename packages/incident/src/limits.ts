/** Every list that a person can make longer has an end, so that opening an incident stays quick whatever happened in it. */
export const LIMITS = {
  activeContainments: 50,
  /** Ended containments the state keeps; the log keeps all. */
  endedContainments: 200,
  hypotheses: 200,
  hypothesisDepth: 4,
  evidencePerHypothesis: 50,
  /** Live evidence of one incident: each piece is a query that runs again and again. */
  liveChecks: 50,
  /** Turns of one piece of live evidence the state keeps; the log keeps all. */
  evidenceTurns: 10,
  pinnedRecords: 200,
  techniques: 30,
  questions: 200,
  exposures: 100,
  /** Sent updates the state keeps for each audience; the log keeps all. */
  sentUpdates: 100,
  /** Attached alerts the state keeps; the log keeps all. */
  alerts: 200,
  alertsPerCommand: 50,
} as const;
