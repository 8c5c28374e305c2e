import { COMMAND_KEY, Dialog, Kbd } from "../ui/index.ts";
import styles from "./KeysSheet.module.css";
import type { NavPlace } from "./nav.ts";

const EVERYWHERE: readonly (readonly [string, string])[] = [
  [`${COMMAND_KEY}K`, "Search and do anything"],
  ["?", "This sheet"],
  ["Esc", "Close what is open"],
  ["j / k", "Next and previous row of a list"],
  ["Enter", "Open the row"],
  ["c", "Declare an incident"],
  ["/", "Write in the log; then / for its commands"],
];
const ON_SIGNALS: readonly (readonly [string, string])[] = [
  ["/", "Search the signals"],
  ["x", "Put a chart beside the others"],
  ["w", "Next window; W the one before"],
  ["Esc", "Back to now, back to the charts"],
];

const ON_DIAGNOSE: readonly (readonly [string, string])[] = [
  ["1", "Causes; 2 matrix, 3 compare, 4 records"],
  ["j / k", "Next and previous request, opened"],
  ["/", "Search the requests"],
];

const IN_TREE: readonly (readonly [string, string])[] = [
  ["Alt+↑", "Move the hypothesis up; Alt+↓ down"],
  ["Alt+→", "Under the one above; Alt+← one level out"],
];

const IN_INBOX: readonly (readonly [string, string])[] = [
  ["d", "Declare an incident from what is open"],
  ["m", "Merge it into an incident"],
  ["x", "Dismiss it, with a reason"],
];

export function KeysSheet({ open, onClose, places }: { open: boolean; onClose: () => void; places: readonly NavPlace[] }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys" width="medium">
      <div className={styles.columns}>
        <KeyList title="Everywhere" keys={EVERYWHERE} />
        <KeyList title="On the signals page" keys={ON_SIGNALS} />
        <KeyList title="On the Diagnose page" keys={ON_DIAGNOSE} />
        <KeyList title="In the hypotheses" keys={IN_TREE} />
        <KeyList title="In the inbox" keys={IN_INBOX} />
        <KeyList title="Go to" keys={places.map((place) => [`g ${place.key}`, place.name] as const)} />
      </div>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split(" ").map((part, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one key do not move.
                <span key={index}>{part === "/" && key.length > 1 ? " / " : <Kbd>{part}</Kbd>} </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
