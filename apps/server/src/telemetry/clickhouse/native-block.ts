/**
 * ClickHouse's columnar `Native` format: the cheapest of those measured for both engines (docs/decisions/005-telemetry-store.md).
 * Block: number of columns, number of rows (LEB128), then per column name, type and the values one after another.
 * Source: the Native format page of ClickHouse's reference. LowCardinality columns are sent as their plain type; the engine converts.
 */
interface ColumnTypes {
  String: string;
  UInt8: boolean;
  Float64: number;
  "DateTime64(3, 'UTC')": number;
  "Nullable(UInt8)": boolean | null;
  "Nullable(UInt32)": number | null;
  "Nullable(Float64)": number | null;
  "Map(String, String)": Readonly<Record<string, string>>;
  "Map(String, Nullable(Float64))": Readonly<Record<string, number | null>>;
  UInt16: number;
  UInt64: number;
  "Array(Float64)": readonly number[];
  "Array(UInt64)": readonly number[];
}
export type Column<Row> = {
  readonly [T in keyof ColumnTypes]: { readonly name: string; readonly type: T; readonly of: (row: Row) => ColumnTypes[T] };
}[keyof ColumnTypes];

/** One block with all the rows. */
export function encodeNative<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer {
  const block = new BlockWriter(rows.length * columns.length * 16 + 4096);
  block.varint(columns.length);
  block.varint(rows.length);
  for (const column of columns) {
    block.string(column.name);
    block.string(column.type);
    writeColumn(block, column, rows);
  }
  return block.bytes();
}

function writeColumn<Row>(block: BlockWriter, column: Column<Row>, rows: readonly Row[]): void {
  switch (column.type) {
    case "String":
      for (const row of rows) block.string(column.of(row));
      return;
    case "UInt8":
      block.bytesOf(rows.length, (index) => (column.of(at(rows, index)) ? 1 : 0));
      return;
    case "Nullable(UInt8)":
      block.bytesOf(rows.length, (index) => (column.of(at(rows, index)) === null ? 1 : 0));
      block.bytesOf(rows.length, (index) => (column.of(at(rows, index)) === true ? 1 : 0));
      return;
    case "Float64":
      block.array(Float64Array.from(rows, column.of));
      return;
    case "DateTime64(3, 'UTC')":
      block.array(wholeNumbers(rows.length, (index) => column.of(at(rows, index))));
      return;
    case "Nullable(UInt32)":
      block.bytesOf(rows.length, (index) => (column.of(at(rows, index)) === null ? 1 : 0));
      block.array(Uint32Array.from(rows, (row) => column.of(row) ?? 0));
      return;
    case "Nullable(Float64)":
      block.bytesOf(rows.length, (index) => (column.of(at(rows, index)) === null ? 1 : 0));
      block.array(Float64Array.from(rows, (row) => column.of(row) ?? 0));
      return;
    case "UInt16":
      block.array(Uint16Array.from(rows, column.of));
      return;
    case "UInt64":
      block.array(wholeNumbers(rows.length, (index) => column.of(at(rows, index))));
      return;
    case "Map(String, String)": {
      const values = writeKeys(block, rows, column.of);
      for (const value of values) block.string(value ?? "");
      return;
    }
    case "Map(String, Nullable(Float64))": {
      const values = writeKeys(block, rows, column.of);
      block.bytesOf(values.length, (index) => (at(values, index) === null ? 1 : 0));
      block.array(Float64Array.from(values, (value) => value ?? 0));
      return;
    }
    case "Array(Float64)": {
      const arrays = rows.map(column.of);
      writeEnds(block, arrays);
      block.array(Float64Array.from(arrays.flat()));
      return;
    }
    case "Array(UInt64)": {
      const arrays = rows.map(column.of);
      writeEnds(block, arrays);
      const values = arrays.flat();
      block.array(wholeNumbers(values.length, (index) => at(values, index)));
      return;
    }
  }
}

/** Maps travel as arrays of pairs: where each row's pairs end, then all keys, then all values, which are the answer. */
function writeKeys<Row, Value>(
  block: BlockWriter,
  rows: readonly Row[],
  of: (row: Row) => Readonly<Record<string, Value>>,
): readonly Value[] {
  const ends = new Float64Array(rows.length);
  const values: Value[] = [];
  const keys: string[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const map = of(at(rows, index));
    for (const key in map) {
      keys.push(key);
      values.push(map[key] as Value);
    }
    ends[index] = keys.length;
  }
  block.array(wholeNumbers(rows.length, (index) => ends[index] as number));
  for (const key of keys) block.string(key);
  return values;
}

function writeEnds(block: BlockWriter, arrays: readonly (readonly number[])[]): void {
  let end = 0;
  const ends = arrays.map((array) => {
    end += array.length;
    return end;
  });
  block.array(wholeNumbers(ends.length, (index) => at(ends, index)));
}

/** Little-endian 64-bit whole numbers from 0 on, without a BigInt each. */
function wholeNumbers(count: number, of: (index: number) => number): Uint32Array {
  const halves = new Uint32Array(count * 2);
  for (let index = 0; index < count; index += 1) {
    const value = Math.max(0, Math.floor(of(index)));
    halves[index * 2] = value >>> 0;
    halves[index * 2 + 1] = Math.floor(value / 4294967296);
  }
  return halves;
}

function at<Row>(rows: readonly Row[], index: number): Row {
  return rows[index] as Row;
}

/** Up to here a loop over character codes beats a call into the runtime. */
const SHORT = 64;

class BlockWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  varint(value: number): void {
    this.#ensure(10);
    let rest = value;
    while (rest > 127) {
      this.#buffer[this.#length++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#length++] = rest;
  }

  string(value: string): void {
    const { length } = value;
    if (length <= SHORT && this.#ascii(value, length)) return;
    const size = Buffer.byteLength(value);
    this.varint(size);
    this.#ensure(size);
    this.#length += this.#buffer.write(value, this.#length);
  }

  bytesOf(count: number, of: (index: number) => number): void {
    this.#ensure(count);
    for (let index = 0; index < count; index += 1) this.#buffer[this.#length + index] = of(index);
    this.#length += count;
  }

  array(values: Float64Array | Uint32Array | Uint16Array): void {
    this.#ensure(values.byteLength);
    this.#buffer.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), this.#length);
    this.#length += values.byteLength;
  }

  #ascii(value: string, length: number): boolean {
    this.#ensure(length + 1);
    const start = this.#length + 1;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 127) return false;
      this.#buffer[start + index] = code;
    }
    this.#buffer[start - 1] = length;
    this.#length = start + length;
    return true;
  }

  #ensure(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
