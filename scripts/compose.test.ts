import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const root = new URL("../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const compose = parse(read("docker-compose.yml")) as Compose;
const services = Object.entries(compose.services);

test("four services, each with a health check", () => {
  expect(Object.keys(compose.services).sort()).toEqual(["clickhouse", "postgres", "practice", "server"]);
  for (const [name, service] of services) expect(service.healthcheck?.test[0], name).toBe("CMD");
});

test("every secret must be given; none has a default", () => {
  const secrets = services.flatMap(([service, { environment }]) =>
    Object.entries(environment)
      .filter(([name]) => /PASSWORD|SECRET|KEY|DATABASE_URL|CLICKHOUSE_URL/.test(name))
      .map(([name, value]) => ({ service, name, value })),
  );
  expect(secrets).toHaveLength(9);
  for (const { service, name, value } of secrets) expect(value, `${service}.${name}`).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
});

test("who depends on whom exists and is waited for until healthy; every named volume is declared", () => {
  for (const [name, { depends_on = {}, volumes = [] }] of services) {
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      expect(compose.services[needed], `${name} needs ${needed}`).toBeDefined();
      expect(condition).toBe("service_healthy");
    }
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
  }
});

test("only the server is published, and on loopback only", () => {
  expect(services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`))).toEqual([
    "server 127.0.0.1:4600:4600",
  ]);
});

test("the server is told only what its configuration reads", () => {
  const config = read("apps/server/src/config.ts");
  for (const name of Object.keys(compose.services.server?.environment ?? {})) expect(config).toContain(`  ${name}:`);
});

test("the image runs without root, on the Node that the source needs, and copies every workspace's manifest", () => {
  const dockerfile = read("Dockerfile");
  expect(dockerfile.match(/^FROM \S+/gm)?.filter((line) => line.includes("node:"))).toEqual([
    "FROM node:24-slim",
    "FROM node:24-slim",
  ]);
  expect(dockerfile).toMatch(/^USER node$/m);
  // Where it runs nothing can be written: the practice service's model is trained when the image is built.
  expect(dockerfile).toMatch(/^RUN node apps\/drill\/src\/training\/train\.ts$/m);
  const importers = (parse(read("pnpm-lock.yaml")) as { importers: Record<string, unknown> }).importers;
  for (const workspace of Object.keys(importers).filter((path) => path !== ".")) {
    expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  }
});
