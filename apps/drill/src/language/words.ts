/** Words that carry no topic, in all four languages, without diacritics. */
const STOPWORDS = new Set(
  `a an and any are as at be been can could do does for from get got has have how i if in is it its me my no not now of on once or our please so
  tell than that the their then there this to up was we what when where which who will with would you your after before
  aber als am an auch auf aus bei bin bis da das dem den der des die dies du durch ein eine einem einen einer eines er es fur gern hat habe haben
  ich ihm ihn ihr ihre ihrem ihren im ist kann konnen man mein meine meinem meinen meiner mich mir mit mochte nach nicht noch nun ob oder schon
  sein sich sie sind so uber um und uns unsere unserem unter viel viele vom von vor wann war was wenn wer werden wie wird wir wo wurde zu zum zur
  au aux avec ce ces cette ca d dans de des du elle en est et etre eu faire faut il ils j je l la le les leur ma mais me mes mon n ne notre nous on
  ou par pas peut peux plus pour puis qu que quel quelle quels quelles qui s sa se ses si son sont sur t te tu un une vos votre vous y
  al algo como con cual cuando cuanto cuantos cuantas de del donde dos el ella en es esta este esto ha he hay la las le les lo los me mi mis no nos
  para pero por puede puedo que quien se ser si sin sobre son su sus te tiene tengo todavia tras un una uno usted y ya`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
const STEM_LENGTH = 6;

/** The topic words of a text: lower case, no diacritics, no stopwords, cut to a crude stem that serves four languages. */
export function stems(text: string): string[] {
  return plain(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !STOPWORDS.has(word))
    .map((word) => word.slice(0, STEM_LENGTH));
}

export function plain(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
}

export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
