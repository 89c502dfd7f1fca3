/** The page that paints what a text says, and the way from noise to a picture. */
export const textToImage = {
  textToImage: {
    title: 'Text to image',
    lead: 'Say what you want to see. It comes out of noise, step by step, and each step can be looked at.',
    none: 'There is no model that paints from captions yet.',
    noneHint: 'Train a diffusion model on pictures with captions; it appears here by itself.',
    ask: 'What to paint',
    result: 'Result',
    prompt: 'What do you want to see?',
    from: 'From',
    to: 'To',
    placeholder: 'A few words',
    examples: 'Try:',
    examplesTo: 'Or to:',
    negative: 'What should not be there?',
    negativeNote: 'Guidance leads away from it; empty for nothing.',
    paint: 'Paint',
    linkNote: 'The link carries prompt, seed, mask and settings; a picture of your own stays here.',
  },
};

export const textToImageViews = {
  denoising: {
    picture_one: 'The picture at this step',
    picture_other: 'The pictures at this step',
    clean_one: 'What the model sees',
    clean_other: 'What the model sees',
    timeline: 'From noise to picture',
    at: 'Step {{step}} of {{of}}',
    noise: 'noise {{level}}',
    go: 'Go to step {{step}}',
    play: 'Play the steps',
    pause: 'Pause',
    note: 'Above the picture at each step, below what the model takes it for.',
    gif: 'Save GIF of the steps',
    gifPath: 'Save GIF of the way',
    otherSize: 'This picture has another size than those the model was trained on, so they can’t be compared.',
  },
};
