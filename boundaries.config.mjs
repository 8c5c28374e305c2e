/**
 * Who may import whom: the table of ARCHITECTURE.md, as rules. `pnpm boundaries` enforces it. There are no inline exceptions; to change
 * what is allowed, change this file and the table together.
 */
const npm = (...names) => names.map((name) => `/node_modules/${name}/`).join("|");
const TESTS = "\\.(test|contract)\\.tsx?$|/testing\\.ts$";

/** A package may import its own files, the packages named, and the npm packages named; nothing else and nothing of Node. */
const pure = ({ name, packages = [], libraries = [], typesOnly = false }) => {
  const own = `^packages/${name}/src/`;
  const allowed = [own, ...packages.map((other) => `^packages/${other}/src/`), ...(libraries.length ? [npm(...libraries)] : [])];
  return [
    {
      name: `${name}-imports`,
      comment: `packages/${name} may import ${[...packages, ...libraries].join(", ") || "nothing"}`,
      severity: "error",
      from: { path: own, pathNot: TESTS },
      to: { pathNot: allowed.join("|") },
    },
    ...(typesOnly
      ? [
          {
            name: `${name}-types-only`,
            comment: `packages/${name} takes types alone from ${packages.join(", ")}`,
            severity: "error",
            from: { path: own, pathNot: TESTS },
            to: { path: packages.map((other) => `^packages/${other}/src/`).join("|"), dependencyTypesNot: ["type-only"] },
          },
        ]
      : []),
  ];
};

export const forbidden = [
  ...pure({ name: "incident", libraries: ["zod"] }),
  ...pure({ name: "signals", libraries: ["zod"] }),
  ...pure({ name: "evidence", libraries: ["@noble/hashes", "canonicalize"] }),
  ...pure({ name: "runbook", packages: ["incident", "signals"], typesOnly: true }),
  {
    name: "web-sees-contract-types",
    comment: "of the server a browser sees contract.ts, as types",
    severity: "error",
    from: { path: "^apps/web/src/" },
    to: { path: "^apps/(server|drill)/", pathNot: "^apps/server/src/contract\\.ts$" },
  },
  {
    name: "web-contract-is-types",
    severity: "error",
    from: { path: "^apps/web/src/" },
    to: { path: "^apps/server/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "web-features-apart",
    comment: "features never import each other; app/ joins them",
    severity: "error",
    from: { path: "^apps/web/src/features/([^/]+)/" },
    to: { path: "^apps/web/src/(features/([^/]+)|app)/", pathNot: "^apps/web/src/features/$1/" },
  },
  {
    name: "web-foundation-below",
    comment: "ui and live stand below features and app",
    severity: "error",
    from: { path: "^apps/web/src/(ui|live)/" },
    to: { path: "^apps/web/src/(features|app)/" },
  },
  { name: "ui-knows-no-server", severity: "error", from: { path: "^apps/web/src/ui/" }, to: { path: "^apps/web/src/live/" } },
  {
    name: "server-knows-no-browser",
    severity: "error",
    from: { path: "^apps/server/src/" },
    to: { path: "^(apps/(web|drill)|e2e|bench)/" },
  },
  {
    name: "only-compose-constructs",
    comment: "capabilities meet through ports; only compose.ts, main.ts and tests reach into another capability's implementation",
    severity: "error",
    from: {
      path: "^apps/server/src/(api|auth|changes|detection|diagnosis|dispatch|evidence|flags|inbox|incidents|intake|practice|realtime|telemetry)/",
      pathNot: TESTS,
    },
    to: {
      path: "^apps/server/src/(auth|changes|detection|diagnosis|dispatch|evidence|flags|inbox|incidents|intake|practice|realtime|telemetry)/",
      pathNot: ["^apps/server/src/$1/", "/port\\.ts$", "/protocol\\.ts$"],
    },
  },
  {
    name: "drill-by-open-doors",
    comment: "the practice service knows Firebreak through its open doors",
    severity: "error",
    from: { path: "^apps/drill/src/" },
    to: { path: "^(packages|e2e|bench)/|^apps/(server|web)/" },
  },
  {
    name: "e2e-by-doors",
    comment: "the journeys know nothing of the source",
    severity: "error",
    from: { path: "^e2e/" },
    to: { path: "^(packages|apps)/" },
  },
  { name: "no-cycles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
  { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
];
