/** Colours that a caption may ask for, by the hue that pictures are turned to; gray takes the colour out. */
export const colours: readonly { readonly en: string; readonly ko: string; readonly hue: number | undefined }[] = [
  { en: 'red', ko: '빨간', hue: 0 },
  { en: 'orange', ko: '주황색', hue: 28 },
  { en: 'yellow', ko: '노란', hue: 52 },
  { en: 'green', ko: '초록색', hue: 120 },
  { en: 'blue', ko: '파란', hue: 215 },
  { en: 'purple', ko: '보라색', hue: 275 },
  { en: 'pink', ko: '분홍색', hue: 325 },
  { en: 'gray', ko: '회색', hue: undefined },
];

interface Hsv {
  /** In degrees. */
  readonly hue: number;
  readonly saturation: number;
  readonly value: number;
}

/** A pixel of red, green and blue in [0, 1]. */
function hsvOf(red: number, green: number, blue: number): Hsv {
  const value = Math.max(red, green, blue);
  const chroma = value - Math.min(red, green, blue);
  if (chroma === 0) return { hue: 0, saturation: 0, value };
  const sector = value === red ? (green - blue) / chroma : value === green ? (blue - red) / chroma + 2 : (red - green) / chroma + 4;
  return { hue: (60 * sector + 360) % 360, saturation: chroma / value, value };
}

function rgbOf({ hue, saturation, value }: Hsv): [red: number, green: number, blue: number] {
  const channel = (shift: number): number => {
    const sector = (shift + hue / 60) % 6;
    return value - value * saturation * Math.min(1, Math.max(0, Math.min(sector, 4 - sector)));
  };
  return [channel(5), channel(3), channel(1)];
}

function pixelsOf(picture: Uint8Array): Hsv[] {
  return Array.from({ length: picture.length / 3 }, (_, i) => hsvOf(picture[3 * i]! / 255, picture[3 * i + 1]! / 255, picture[3 * i + 2]! / 255));
}

/** The part of the pixels that have a colour. */
export function colourfulness(picture: Uint8Array): number {
  const pixels = pixelsOf(picture);
  return pixels.filter(({ saturation }) => saturation > 0.3).length / pixels.length;
}

/** A picture, bytes [H, W, 3], whose main hue is turned to `hue`, with all others turned alike; without a hue, in gray. */
export function recoloured(picture: Uint8Array, hue: number | undefined): Uint8Array {
  const pixels = pixelsOf(picture);
  const turn = hue === undefined ? 0 : hue - mainHue(pixels);
  return Uint8Array.from(pixels.flatMap((pixel) => rgbOf(hue === undefined
    // What was colourful becomes darker, so that it stands out from white.
    ? { hue: 0, saturation: 0, value: pixel.saturation > 0.05 ? pixel.value * (1 - 0.45 * pixel.saturation) : pixel.value }
    : { ...pixel, hue: (pixel.hue + turn + 720) % 360 }).map((channel) => Math.round(255 * channel))));
}

/** The mean direction of all hues, each weighing as much as it shows. */
function mainHue(pixels: readonly Hsv[]): number {
  let x = 0, y = 0;
  for (const { hue, saturation, value } of pixels) {
    x += saturation * value * Math.cos((hue * Math.PI) / 180);
    y += saturation * value * Math.sin((hue * Math.PI) / 180);
  }
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
}
