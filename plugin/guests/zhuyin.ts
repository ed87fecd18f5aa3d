// Pinyin with tone number (`zhang1`) written in zhuyin (ㄓㄤ), for readers in Taiwan.

const INITIALS = pairs(
  "zh ㄓ ch ㄔ sh ㄕ b ㄅ p ㄆ m ㄇ f ㄈ d ㄉ t ㄊ n ㄋ l ㄌ g ㄍ k ㄎ h ㄏ j ㄐ q ㄑ x ㄒ r ㄖ z ㄗ c ㄘ s ㄙ",
);

const FINALS = new Map<string, string>([
  ...pairs("a ㄚ o ㄛ e ㄜ ai ㄞ ei ㄟ ao ㄠ ou ㄡ an ㄢ en ㄣ ang ㄤ eng ㄥ er ㄦ ong ㄨㄥ"),
  ...pairs("i ㄧ ia ㄧㄚ ie ㄧㄝ iao ㄧㄠ iu ㄧㄡ ian ㄧㄢ in ㄧㄣ iang ㄧㄤ ing ㄧㄥ iong ㄩㄥ io ㄧㄛ"),
  ...pairs("u ㄨ ua ㄨㄚ uo ㄨㄛ uai ㄨㄞ ui ㄨㄟ uan ㄨㄢ un ㄨㄣ uang ㄨㄤ ueng ㄨㄥ"),
  ...pairs("v ㄩ ve ㄩㄝ van ㄩㄢ vn ㄩㄣ"),
]);

/** Whole syllables that begin with y or w, as their finals. */
const ZERO_INITIAL = new Map<string, string>([
  ...pairs("yi i ya ia ye ie yao iao you iu yan ian yin in yang iang ying ing yong iong yo io"),
  ...pairs("wu u wa ua wo uo wai uai wei ui wan uan wen un wang uang weng ueng"),
  ...pairs("yu v yue ve yuan van yun vn"),
]);

/** Initials whose u is ü, and those whose i is not spoken. */
const ROUND = new Set(["j", "q", "x"]);
const BUZZING = new Set(["zh", "ch", "sh", "r", "z", "c", "s"]);
const TONES = ["˙", "", "ˊ", "ˇ", "ˋ"];

/** One syllable in zhuyin; text that is no syllable stays away. */
export function zhuyinOf(syllable: string): string | undefined {
  const cut = /^([a-zü]+)([0-5]?)$/.exec(syllable.replace("ü", "v"));
  const letters = cut?.[1];
  if (letters === undefined) return undefined;
  const tone = Number(cut?.[2] === "" ? 0 : cut?.[2]);
  const sound = soundOf(letters);
  if (sound === undefined) return undefined;
  const mark = TONES[tone === 5 ? 0 : tone] ?? "";
  return mark === "˙" ? `˙${sound}` : `${sound}${mark}`;
}

function soundOf(letters: string): string | undefined {
  const zero = ZERO_INITIAL.get(letters);
  if (zero !== undefined) return FINALS.get(zero);
  const initial = INITIALS.find(([latin]) => letters.startsWith(latin));
  if (initial === undefined) return FINALS.get(letters);
  const [latin, sign] = initial;
  const rest = letters.slice(latin.length);
  if (rest === "i" && BUZZING.has(latin)) return sign;
  const final = ROUND.has(latin) && rest.startsWith("u") ? `v${rest.slice(1)}` : rest;
  const sound = FINALS.get(final === "ue" ? "ve" : final);
  return sound === undefined ? undefined : sign + sound;
}

function pairs(text: string): [string, string][] {
  const words = text.split(" ");
  return words.flatMap((word, place) => (place % 2 === 0 ? [[word, words[place + 1] ?? ""]] : []));
}
