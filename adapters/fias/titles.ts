// What a guest's title tells about how to address them: sex, and only where the title really tells.

const MALE = new Set("mr mister sir herr herrn monsieur señor senor signor sr 先生 г-н господин".split(" "));
const FEMALE = new Set(
  "mrs ms miss madam madame mme mlle mademoiselle lady frau fräulein señora senora señorita sra srta signora 女士 小姐 太太 夫人 г-жа госпожа".split(
    " ",
  ),
);
const NEUTRAL = new Set("dr doctor prof professor mx 様 さま さん 殿 博士 教授".split(" "));

/** Sex as the title tells it; 様 and Dr tell nothing, "Mr & Mrs" tells nothing, 先生 tells nothing of a Japanese guest. */
export function sexOf(title: string, language?: string): "male" | "female" | undefined {
  const words = wordsOf(title).filter((word) => !(word === "先生" && language?.startsWith("ja") === true));
  const isMale = words.some((word) => MALE.has(word));
  const isFemale = words.some((word) => FEMALE.has(word));
  if (isMale === isFemale) return undefined;
  return isMale ? "male" : "female";
}

/** Tells whether a piece of a name is a title and nothing else. */
export function isTitle(text: string): boolean {
  const words = wordsOf(text);
  return words.length > 0 && words.every((word) => MALE.has(word) || FEMALE.has(word) || NEUTRAL.has(word));
}

function wordsOf(title: string): readonly string[] {
  return title
    .toLowerCase()
    .split(/[\s.,&/+]+/u)
    .filter((word) => word !== "");
}
