import { expect, test } from "vitest";
import { toCustomers, toExecutives, toSupport } from "../testing/samples.ts";
import { claimsOfFix, promisesOfTime } from "./claims.ts";

const claimed = (status: string) => claimsOfFix(toCustomers({ status })).map((claim) => claim.words);
const promised = (status: string) => promisesOfTime(toCustomers({ status })).map((promise) => promise.words);

test.each([
  ["It is fixed.", "fixed"],
  ["FIXED!", "FIXED"],
  ["We fixed the assistant this morning.", "fixed"],
  ["The issue has been resolved.", "resolved"],
  ["The problem was solved, thank you.", "solved"],
  ["It works again.", "works again"],
  ["The assistant is working normally.", "working normally"],
  ["Everything is back to normal.", "back to normal"],
  ["Service is restored.", "restored"],
  ["A fix has been rolled out.", "fix has been rolled out"],
  ["We have deployed a fix.", "deployed a fix"],
  ["The wrong answers are no longer an issue.", "no longer an issue"],
  ["It will be fixed soon.", "fixed"],
  ["Das Problem ist behoben.", "behoben"],
  ["Das Problem wurde gelöst.", "gelöst"],
  ["Der Assistent funktioniert wieder.", "funktioniert wieder"],
  ["Der Fehler tritt nicht mehr auf.", "tritt nicht mehr auf"],
  ["Le problème est résolu.", "résolu"],
  ["El problema está solucionado.", "solucionado"],
])("[IM10] %s says that it is over", (text, words) => {
  expect(claimed(text)).toEqual([words]);
});

test.each([
  "It is not fixed.",
  "This is not yet fixed.",
  "It isn’t fixed.",
  "It hasn't been resolved yet.",
  "We cannot say that it is fixed.",
  "We have not confirmed that the problem is solved.",
  "We are working to have it fixed.",
  "We are working to have it found and fixed.",
  "Our team is getting it fixed.",
  "It is being fixed.",
  "It remains to be fixed.",
  "We will tell you once it is fixed.",
  "The limit stays until the problem with these answers is fixed.",
  "We do not know whether it is fixed.",
  "Is it fixed? Our team is working on it.",
  "The contract has a fixed price and a fixed term.",
  "This is unresolved.",
  "Our suffixed names stay.",
  "Das Problem ist noch nicht behoben.",
  "Wir arbeiten daran, dass es behoben wird.",
  "Sobald es behoben ist, melden wir uns.",
  "Le problème n'est pas résolu.",
  "El problema no está resuelto.",
])("[IM11] %s does not", (text) => {
  expect(claimed(text)).toEqual([]);
});

test.each([
  ["No doubt it is fixed.", "fixed"],
  ["It is not slow and it is fixed now.", "fixed"],
  ["We did not sleep, but the problem is solved.", "solved"],
  ["Not only is it fixed.", "fixed"],
  ["Nobody was harmed. It is fixed.", "fixed"],
  ["We are happy to have it fixed.", "fixed"],
  ["With no data lost it is fixed.", "fixed"],
  ["Das Problem zu den Erstattungen ist behoben.", "behoben"],
])("[IM12] a denial counts only for its own clause: %s", (text, words) => {
  expect(claimed(text)).toEqual([words]);
});

test("[IM13] what support must not say, what to escalate and the question a talking point answers are not claims", () => {
  const content = toSupport({
    talkingPoints: [{ when: "If asked whether it is fixed", say: "We are working on it." }],
    doNotSay: ["that it is fixed", "It works again."],
    escalateWhen: ["the customer says that it was solved"],
  });
  expect(claimsOfFix(content)).toEqual([]);
  expect(claimsOfFix(toSupport({ workaround: "None needed, it is fixed." }))).toEqual([{ field: "workaround", words: "fixed" }]);
  expect(claimsOfFix(toExecutives({ status: "It is fixed." }))).toEqual([]);
});

test.each([
  ["We expect it to be back by 15:40.", "by 15:40"],
  ["It will be back within 2 hours.", "within 2 hours"],
  ["ETA at 3 pm.", "at 3 pm"],
  ["We hope to finish tomorrow.", "tomorrow"],
  ["This should take until noon.", "until noon"],
  ["Voraussichtlich bis 15:40 Uhr.", "bis 15:40 Uhr"],
  ["Der Dienst wird in 2 Stunden laufen.", "in 2 Stunden"],
])("[IM14] %s promises a time", (text, words) => {
  expect(promised(text)).toEqual([words]);
});

test.each([
  "The next update will be here at 14:45 UTC.",
  "We will inform you by 15:00.",
  "It began at 13:36 UTC.",
  "By 14:00 we had limited these answers.",
  "Our refund period is 30 days.",
  "We will pass your case to a colleague.",
])("[IM15] %s promises none", (text) => {
  expect(promised(text)).toEqual([]);
});
