/** How two networks that learn against each other stand, as events of their training tell. */
interface Standing {
  /** Share of real and made pictures that the discriminator tells apart. */
  readonly accuracy: number;
  readonly verdict: string;
  readonly reason: string;
}

/** Verdicts that nobody has to be warned of. */
const well: ReadonlySet<string> = new Set(['healthy', 'warmingUp']);

/** `right 64 %, healthy`: how often the discriminator is right, 50 % when it is fooled half of the time. Undefined for events of other models. */
export function balanceText(event: object): string | undefined {
  const balance = balanceOf(event);
  return balance && `right ${(100 * balance.accuracy).toFixed(0)} %, ${words(balance.verdict)}`;
}

/** What to say when a verdict is no longer that of the event before; undefined where all is well, or as it was. */
export function balanceWarning(event: { readonly step: number }, before: object | undefined): string | undefined {
  const balance = balanceOf(event);
  if (balance === undefined || well.has(balance.verdict) || (before !== undefined && balanceOf(before)?.verdict === balance.verdict)) return undefined;
  return `step ${event.step.toLocaleString('en-US')}: ${words(balance.verdict)}. ${balance.reason}`;
}

function balanceOf(event: object): Standing | undefined {
  return (event as { readonly balance?: Standing }).balance;
}

/** 'modeCollapse' -> 'mode collapse' */
function words(verdict: string): string {
  return verdict.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
