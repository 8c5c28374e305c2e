import { WebSocket } from "ws";

/** socket.io's protocol on a bare WebSocket, so that what is measured is the server and not a thousand client libraries. */
export interface LiveSocket {
  ask(event: string, input: unknown): Promise<unknown>;
  /** Every pushed packet as its raw text: `42["event",…]`. */
  onPush(listener: (packet: string) => void): void;
  close(): void;
}

export function openLiveSocket(url: string, cookie: string): Promise<LiveSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/live/?EIO=4&transport=websocket`, {
    headers: { cookie },
    perMessageDeflate: false,
  });
  const answers = new Map<number, (value: unknown) => void>();
  const listeners: ((packet: string) => void)[] = [];
  let asked = 0;
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.on("message", (data) => {
      const packet = (data as Buffer).toString();
      if (packet === "2") return socket.send("3");
      if (packet.startsWith("0")) return socket.send("40");
      if (packet.startsWith("44")) return reject(new Error(packet));
      if (packet.startsWith("40")) return resolve(live);
      const ack = /^43(\d+)/.exec(packet);
      if (ack) return answers.get(Number(ack[1]))?.(JSON.parse(packet.slice(ack[0].length))[0]);
      for (const listener of listeners) listener(packet);
    });
    const live: LiveSocket = {
      ask(event, input) {
        const id = asked++;
        const answer = new Promise((done) => answers.set(id, done));
        socket.send(`42${id}${JSON.stringify([event, input])}`);
        return answer;
      },
      onPush: (listener) => listeners.push(listener),
      close: () => socket.terminate(),
    };
  });
}
