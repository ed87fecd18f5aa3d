// Ids made by us: 48 bits of time, 80 of chance, in Crockford's base 32; they sort by time as text.
import { randomBytes } from "node:crypto";
import { idOf, type Id } from "../contract/index.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
let lastTime = -1;
let lastChance: number[] = [];

/** A new id of 26 characters; within one millisecond each is greater than the one before. */
export function newId<Kind extends string>(now: number): Id<Kind> {
  if (now > lastTime) {
    lastTime = now;
    lastChance = [...randomBytes(16)].map((byte) => byte & 31);
  } else step(lastChance);
  return idOf(timePart(lastTime) + lastChance.map((digit) => ALPHABET.charAt(digit)).join(""));
}

function timePart(time: number): string {
  let rest = time;
  let text = "";
  for (let place = 0; place < 10; place++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function step(digits: number[]): void {
  for (let place = digits.length - 1; place >= 0; place--) {
    const next = (digits[place] ?? 0) + 1;
    digits[place] = next & 31;
    if (next < 32) return;
  }
}
