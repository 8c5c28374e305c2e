import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { WebSocketServer } from "ws";

/**
 * The least that could do the job: one POST, one durable single-row commit, one broadcast over bare `ws`.
 * A process of its own, like the server it is compared with. Prints its port.
 */
const databaseUrl = process.argv[2];
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
await client.query(
  "create table if not exists bench_rows (id bigint generated always as identity primary key, body text not null)",
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString();
    const insert = { name: "insert", text: "insert into bench_rows (body) values ($1)", values: [body] };
    void client.query(insert).then(() => {
      for (const socket of sockets.clients) socket.send(body);
      response.end("{}");
    });
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
console.log(address && typeof address === "object" ? address.port : "");
