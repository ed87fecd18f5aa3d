// How an English speaker would say a pinyin syllable: zhang -> jahng. Rough on purpose, never wrong about the surname.

const INITIALS: readonly (readonly [string, string])[] = [
  ["zh", "j"],
  ["ch", "ch"],
  ["sh", "sh"],
  ["q", "ch"],
  ["x", "sh"],
  ["z", "dz"],
  ["c", "ts"],
  ["b", "b"],
  ["p", "p"],
  ["m", "m"],
  ["f", "f"],
  ["d", "d"],
  ["t", "t"],
  ["n", "n"],
  ["l", "l"],
  ["g", "g"],
  ["k", "k"],
  ["h", "h"],
  ["j", "j"],
  ["r", "r"],
  ["s", "s"],
  ["y", "y"],
  ["w", "w"],
];

const FINALS: Readonly<Record<string, string>> = {
  a: "ah",
  o: "aw",
  e: "uh",
  ai: "eye",
  ei: "ay",
  ao: "ow",
  ou: "oh",
  an: "ahn",
  en: "un",
  ang: "ahng",
  eng: "ung",
  er: "ar",
  ong: "oong",
  i: "ee",
  ia: "yah",
  ie: "yeh",
  iao: "yow",
  iu: "yo",
  ian: "yen",
  in: "in",
  iang: "yahng",
  ing: "ing",
  iong: "yoong",
  u: "oo",
  ua: "wah",
  uo: "waw",
  uai: "why",
  ui: "way",
  uan: "wahn",
  un: "wun",
  uang: "wahng",
  v: "yoo",
  ve: "yweh",
  ue: "yweh",
  van: "ywen",
  vn: "yoon",
};

/** Initials after which i is a buzz, not an ee. */
const BUZZING: Readonly<Record<string, string>> = {
  zh: "jir",
  ch: "chir",
  sh: "shir",
  r: "rir",
  z: "dzuh",
  c: "tsuh",
  s: "suh",
};

/** Whole syllables whose letters mislead. */
const WHOLE: Readonly<Record<string, string>> = {
  yu: "yoo",
  yue: "yweh",
  yuan: "ywen",
  yun: "yoon",
  yi: "ee",
  yin: "in",
  ying: "ing",
  you: "yoh",
  yan: "yen",
  ye: "yeh",
  wu: "woo",
  wei: "way",
  wen: "wun",
  weng: "wung",
  ju: "joo",
  qu: "choo",
  xu: "shoo",
};

/** One pinyin syllable without tone, respelt. */
export function respelt(syllable: string): string {
  const whole = WHOLE[syllable];
  if (whole !== undefined) return whole;
  const initial = INITIALS.find(([latin]) => syllable.startsWith(latin));
  if (initial === undefined) return FINALS[syllable] ?? syllable;
  const [latin, sound] = initial;
  const rest = syllable.slice(latin.length);
  if (rest === "i" && BUZZING[latin] !== undefined) return BUZZING[latin];
  return sound + (FINALS[rest] ?? rest);
}
