/** How a picture file becomes an array. */
export interface DecodeOptions {
  /** Height and width in pixels; the picture's own if absent. */
  readonly size?: number | readonly [height: number, width: number] | undefined;
  /** 1 = gray (luma of Rec. 601), 3 = RGB, 4 = RGB and alpha. 3 if absent. */
  readonly channels?: 1 | 3 | 4 | undefined;
  /** What becomes of other proportions: `cover` cuts from the centre (the default), `contain` pads with `background`, `fill` distorts. */
  readonly fit?: 'cover' | 'contain' | 'fill' | undefined;
  /** Shines through where a picture is transparent, as RGB bytes. White if absent; not used with 4 channels. */
  readonly background?: Rgb | undefined;
}

/** Bytes in [0, 255]. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const white: Rgb = [255, 255, 255];

/** What a platform is asked for: all choices made, pixels always as RGBA. */
export interface DecodeRequest {
  readonly size: readonly [height: number, width: number] | undefined;
  readonly fit: 'cover' | 'contain' | 'fill';
  /** Absent: transparency is kept. */
  readonly background: Rgb | undefined;
}

/** RGBA bytes, row by row. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly height: number;
  readonly width: number;
}
