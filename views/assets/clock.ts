// Time in the browser: the one place that asks for it, so that pages can be read without surprises.

/** Now, in milliseconds since 1970 UTC. */
export function now(): number {
  return Date.now();
}

/** Calls once after so many milliseconds; the answer calls it off. */
export function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Calls again and again; the answer ends it. */
export function every(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
}
