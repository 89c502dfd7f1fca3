/** Beside the sounds. */
export const soundNotice = `Sounds: plucked strings, bells, drums and short melodies

Nothing here was recorded: the samples are computed by @figment/core as they are read (Karplus and Strong 1983; Chowning 1973).
MIT licence, as the project.
`;

/** Beside the clips. */
export const motionNotice = `Emoji in motion

Clips of the pictures in ../emoji, drawn by @figment/core as they are read.
The pictures are drawn from Fluent Emoji (flat), Copyright (c) Microsoft Corporation, MIT licence; the captions from emojibase-data, MIT
licence. See ../emoji/NOTICE.
`;
