const palette = 6;

/** Series keep their colour on every page: the place of a name follows from the order in which names are first seen. */
const places = new Map<string, number>();

export function colourOf(name: string): string {
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
