const LONGEST = 60;

/**
 * A name as part of a signal's id. A name that is not yet in an id's letters gets a mark made of itself, so that two names never share
 * an id and an id never depends on which other names there are.
 */
export function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, "-")
    .replaceAll(/[._-]*-[._-]*|[._]{2,}/g, "-")
    .replaceAll(/^[._-]|[._-]$/g, "")
    .slice(0, LONGEST)
    .replace(/[._-]$/, "");
  if (plain === name) return plain;
  return plain === "" ? mark(name) : `${plain}-${mark(name)}`;
}

/** FNV-1a, 32 bits, of the UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function mark(name: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
