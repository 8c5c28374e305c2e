/** A detector's sentence without its end, `…, since 14:02 UTC.`: pages show the start beside it, in the reader's own time. */
export const withoutStart = (sentence: string): string => sentence.replace(/, since \d\d:\d\d UTC\.$/, "");
