export type FromSender = { kind: "encoded" } | { kind: "sent"; ms: number; bytes: number; repeated: number };
export type ToSender = { send: { port: number; encoding: "identity" | "gzip"; bodies: number } };
export type FromServer =
  | { kind: "listening"; port: number }
  | { kind: "warm" }
  | { kind: "finished"; count: number; cpuMs: number; loopMs: number }
  | { kind: "bare"; ms: number; count: number };
export type ToServer = { warm: true } | { finish: true } | { bare: string };
export const SERVICE = "support-assistant";
