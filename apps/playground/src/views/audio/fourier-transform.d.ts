declare module 'fourier-transform' {
  /** Magnitudes of the bands of a real signal, whose length is a power of two; lent until the next call. */
  function fft(samples: ArrayLike<number>): Float64Array;
  export = fft;
}
