// Heard and seen from across the desk: two soft tones and a desktop note, both only where somebody switched them on.
import type { Phrases } from "../../plugin/contract/index.ts";

/** Two short tones, quieter than talk. */
export function chime(): void {
  const sound = new AudioContext();
  const tone = (hertz: number, at: number): void => {
    const source = sound.createOscillator();
    const level = sound.createGain();
    source.frequency.value = hertz;
    level.gain.setValueAtTime(0.0001, sound.currentTime + at);
    level.gain.exponentialRampToValueAtTime(0.12, sound.currentTime + at + 0.02);
    level.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + at + 0.35);
    source.connect(level).connect(sound.destination);
    source.start(sound.currentTime + at);
    source.stop(sound.currentTime + at + 0.4);
    source.onended = (): void => {
      if (at > 0) void sound.close();
    };
  };
  tone(659, 0);
  tone(880, 0.16);
}

/** A note outside the window while nobody looks at it: a guest is here. A lock screen may show it, so it tells neither who nor where. */
export function notify(t: Phrases): void {
  if (!document.hidden || !("Notification" in window) || Notification.permission !== "granted") return;
  const note = new Notification(t("pages.brand"), { body: t("pages.alert"), tag: "keshi-pop" });
  note.onclick = (): void => window.focus();
}

/** Asks the browser's leave for desktop notes; answers whether it was given. */
export async function mayNotify(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  return (await Notification.requestPermission()) === "granted";
}
