// The VIP mark a source gives: a code of the site, of which 0 and blank mean none.

/** Whether a VIP code marks somebody; many systems send 0 for everybody else. */
export function isVip(code: string | null | undefined): boolean {
  const plain = code?.trim() ?? "";
  return plain !== "" && !/^(?:0+|n|no|none)$/i.test(plain);
}

/** The mark as a card shows it: `VIP 2` for a bare number, the site's own code otherwise. */
export function vipText(code: string): string {
  const plain = code.trim();
  return /^\d+$/.test(plain) ? `VIP ${plain}` : plain;
}
