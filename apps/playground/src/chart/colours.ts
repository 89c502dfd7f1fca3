const palette = 6;

/** Of two networks that learn against each other: what belongs to one of them has its colour wherever it is shown, real pictures have one of their own. */
export const roleColours = { discriminator: 'var(--series-1)', made: 'var(--series-2)', real: 'var(--series-3)' } as const;
const roles: Readonly<Record<string, string>> = { 'loss (discriminator)': roleColours.discriminator, 'loss (generator)': roleColours.made };

/** Series keep their colour on every page: the place of a name follows from the order in which names are first seen. */
const places = new Map<string, number>();

export function colourOf(name: string): string {
  const role = roles[name];
  if (role !== undefined) return role;
  let place = places.get(name);
  if (place === undefined) {
    place = places.size % palette;
    places.set(name, place);
  }
  return `var(--series-${place + 1})`;
}

/** Canvas knows no CSS variables. */
export function resolvedColour(colour: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
  return name === undefined ? colour : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
