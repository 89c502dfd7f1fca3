import { createRequire } from 'node:module';

/** Where pictures and captions come from, and the licence both are under. */
export function notice(): string {
  const version = (name: string): string => (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;
  return `Emoji: 32 x 32 pictures with English and Korean captions

images.idx.gz
  Drawn from Fluent Emoji (flat), Copyright (c) Microsoft Corporation, MIT licence.
  https://github.com/microsoft/fluentui-emoji
  Taken from the npm package @iconify-json/fluent-emoji-flat ${version('@iconify-json/fluent-emoji-flat')}.
  Changed: variants of skin tone left out, drawn on white at 32 x 32 pixels.

captions.json
  Labels and tags from emojibase-data ${version('emojibase-data')}, Copyright (c) 2017-2019 Miles Johnson, MIT licence.
  https://emojibase.dev
  Its labels and tags derive from the Unicode Common Locale Data Repository (CLDR),
  Copyright (c) 1991-2025 Unicode, Inc., Unicode License v3: https://www.unicode.org/license.txt

The MIT licence

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
}
