import type { ChangeDoor } from "@firebreak/server/contract";
import { Button, CopyButton, Dialog } from "../../ui/index.ts";
import styles from "./ChangeDoorsPage.module.css";
import { SOURCE_NAMES } from "./changeWords.ts";
import { doorSteps } from "./doorSteps.ts";

interface Props {
  readonly made: { readonly door: ChangeDoor; readonly secret: string; readonly path: string };
  readonly onClose: () => void;
}

export function DoorSecretDialog({ made: { door, secret, path }, onClose }: Props) {
  const url = `${location.origin}${path}`;
  const { where, steps, lines } = doorSteps({ source: door.source, url, secret });
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={`The door of ${SOURCE_NAMES[door.source]} for ${door.service}`}
      description="Copy the secret now: it is kept encrypted, and not shown again."
      actions={
        <Button look="primary" onClick={onClose}>
          I have it
        </Button>
      }
    >
      <dl className={styles.secrets}>
        <dt>Address</dt>
        <dd>
          <output aria-label="The address">{url}</output>
          <CopyButton text={url} name="the address" size="medium" />
        </dd>
        <dt>Secret</dt>
        <dd>
          <output aria-label="The secret">{secret}</output>
          <CopyButton text={secret} name="the secret" size="medium" />
        </dd>
      </dl>
      <div className={styles.snippet}>
        <h3>{where}</h3>
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div className={styles.lines}>
          <pre>{lines}</pre>
          <CopyButton text={lines} name="the lines" />
        </div>
      </div>
    </Dialog>
  );
}
