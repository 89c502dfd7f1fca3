/** How sounds and clips are shown. */
export const soundViews = {
  audio: {
    play: 'Play',
    stop: 'Stop',
    save: 'Save WAV',
    waveform: 'How the sound swings over {{seconds}} s',
    spectrogram: 'Frequencies over time',
    axis: 'bottom: 0 kHz, top: {{kHz}} kHz',
    facts: '{{seconds}} s, {{rate}} samples a second',
    sample: 'Sound {{index}}',
  },
  video: {
    play: 'Play',
    pause: 'Pause',
    frame: 'Frame',
    frames: 'Frames',
    loop: 'Over and over',
    pace: 'Frames a second',
    save: 'Save GIF',
    alt: 'Frame {{frame}} of {{count}}, {{width}} by {{height}} pixels',
    sample: 'Clip {{index}}',
  },
};
