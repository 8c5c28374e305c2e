import styles from "./small.module.css";
import { Tooltip } from "./Tooltip.tsx";

export interface Face {
  readonly id: string;
  readonly name: string;
  /** Where they are or what they do, shown on hover. */
  readonly note?: string | undefined;
}
// Each 4.5:1 or better against white.
const COLOURS = ["#24507a", "#5b3f88", "#1f6b4c", "#7a4a1f", "#7a2448", "#2b5d66", "#4c4f8f", "#5d5a1f"];

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const [first = "?", last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
  return (last ? `${first.charAt(0)}${last.charAt(0)}` : first.slice(0, 2)).toUpperCase();
}
const colourOf = (id: string): string => {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return COLOURS[hash % COLOURS.length] ?? "#24507a";
};

export function Avatar({ face }: { face: Face }) {
  const words = face.note ? `${face.name} · ${face.note}` : face.name;
  return (
    <Tooltip text={words} side="bottom">
      <span role="img" aria-label={words} className={styles.avatar} style={{ background: colourOf(face.id) }}>
        {initials(face.name)}
      </span>
    </Tooltip>
  );
}
export function Avatars({ faces, label, most = 4 }: { faces: readonly Face[]; label: string; most?: number | undefined }) {
  const shown = faces.length > most ? faces.slice(0, most - 1) : faces;
  const rest = faces.slice(shown.length);
  if (faces.length === 0) return null;
  return (
    <section aria-label={label} className={styles.avatars}>
      {shown.map((face) => (
        <Avatar key={face.id} face={face} />
      ))}
      {rest.length > 0 && (
        <Tooltip text={rest.map((face) => face.name).join(", ")} side="bottom">
          <span role="img" aria-label={`${rest.length} more`} className={styles.avatar} style={{ background: "#5a4a2a" }}>
            +{rest.length}
          </span>
        </Tooltip>
      )}
    </section>
  );
}
