import { Button, CopyButton, Dialog } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";

/** A link that was made, shown once. */
export function LinkDialog({ link, name, onClose }: { link: string; name: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`The link for ${name}`}
      description="Hand it over yourself, by a way that only they read. It works once, within 7 days, and is not shown again."
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className={styles.link}>
        <output aria-label="The link">{link}</output>
        <CopyButton text={link} name="the link" size="medium" />
      </div>
    </Dialog>
  );
}
