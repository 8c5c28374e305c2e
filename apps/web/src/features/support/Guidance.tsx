import type { SupportView } from "@firebreak/incident";
import { CopyButton, classes, Pill, ReaderCard, readerStyles, useNowAs } from "../../ui/index.ts";
import styles from "./Support.module.css";

const HIGHLIGHT_MS = 10 * 60_000;

export function Guidance({ view }: { view: SupportView }) {
  const { guidance } = view;
  // Of the first version everything is new: nothing is highlighted.
  const fresh = useNowAs(
    (now) => guidance !== null && guidance.version > 1 && now - Date.parse(guidance.approvedAt) < HIGHLIGHT_MS,
  );
  return (
    <>
      <h1 className={readerStyles.title}>What to tell customers</h1>
      <p className={styles.about}>{view.title}</p>
      <div className={readerStyles.pills}>
        <Pill tone={view.status.tone}>{view.status.label}</Pill>
        {view.drill && <Pill tone="neutral">Drill: tell no customer</Pill>}
      </div>
      {guidance === null ? (
        <ReaderCard title="Not approved yet">
          <p>
            The war room has not sent talking points. Until then: acknowledge the problem, promise nothing, take the customer’s
            case down, and ask the war room below.
          </p>
        </ReaderCard>
      ) : (
        <>
          <ul className={styles.points}>
            {guidance.talkingPoints.map((point) => (
              <li key={`${point.when} ${point.say}`} className={classes(styles.say, fresh && point.changed && styles.changed)}>
                <p>
                  <b>{withColon(point.when)}</b> {quoted(point.say)}
                  {fresh && point.changed && <span className={styles.tag}>changed</span>}
                </p>
                <CopyButton text={point.say} name={point.when} />
              </li>
            ))}
          </ul>
          {guidance.doNotSay.length > 0 && (
            <div className={styles.not}>
              <b>Do not say:</b>{" "}
              {guidance.doNotSay.length === 1 ? (
                guidance.doNotSay[0]
              ) : (
                <ul>
                  {guidance.doNotSay.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              )}
            </div>
          )}
          <div className={readerStyles.two}>
            <ReaderCard title="Who is affected">
              <p className={readerStyles.prose}>{guidance.whoIsAffected}</p>
            </ReaderCard>
            <ReaderCard title="Workaround">
              <p className={readerStyles.prose}>{guidance.workaround || "None yet."}</p>
            </ReaderCard>
          </div>
          {guidance.escalateWhen.length > 0 && (
            <ReaderCard title="Escalate to a person when">
              <ul className={styles.plainList}>
                {guidance.escalateWhen.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </ReaderCard>
          )}
        </>
      )}
    </>
  );
}
const withColon = (text: string): string => (/[:?]$/.test(text) ? text : `${text}:`);
const quoted = (text: string): string => (/^[“"„«]/.test(text) ? text : `“${text}”`);
