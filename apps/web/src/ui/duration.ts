const two = (value: number): string => String(value).padStart(2, "0");

/** `MM:SS`, from one hour on `HH:MM:SS`, from one day on `2d 03h`. Never negative: the sign is the caller's word. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  if (days > 0) return `${days}d ${two(hours)}h`;
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${two(hours)}:${rest}` : rest;
}

/** `HH:MM:SS` always, for the one clock that must not change its width in its first day. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds >= 86_400) return durationText(milliseconds);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `12 s ago`, `4 min ago`, `3 h ago`, `2 days ago`; `now` under two seconds. */
export function agoText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 2) return "now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** For a screen reader: `27 minutes`, `1 hour 2 minutes`. */
export function spokenDuration(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const words = (value: number, unit: string) => (value === 0 ? "" : `${value} ${unit}${value === 1 ? "" : "s"}`);
  if (minutes === 0) return "less than a minute";
  return [words(Math.floor(minutes / 1440), "day"), words(Math.floor(minutes / 60) % 24, "hour"), words(minutes % 60, "minute")]
    .filter(Boolean)
    .join(" ");
}
