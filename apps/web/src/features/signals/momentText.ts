const hourMinute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const withSeconds = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** In the reader's zone, 24 hours. */
export const clockTime = (at: number): string => hourMinute.format(at);
export const clockTimeSeconds = (at: number): string => withSeconds.format(at);
export const dayText = (at: number): string => dayMonth.format(at);
/** `14:02`, with the day before it when that is not today. */
export function momentText(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString();
  return today ? clockTime(at) : `${dayText(at)} ${clockTime(at)}`;
}
/** `14:02 – 14:20`, `31 Jan 14:02 – 2 Feb 09:00`. */
export function stretchText({ from, to }: { readonly from: number; readonly to: number }): string {
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString();
  if (sameDay) return `${momentText(from)} – ${clockTime(to)}`;
  return `${dayText(from)} ${clockTime(from)} – ${dayText(to)} ${clockTime(to)}`;
}
