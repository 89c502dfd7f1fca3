/** Where the sentences come from, and under which licences. */
export const notice = `Sentences in English and Korean, the same ones line by line

  english.txt, korean.txt: from the help of LibreOffice 7.4, Copyright 2000, 2010 LibreOffice contributors and/or their affiliates,
  Mozilla Public License 2.0: https://mozilla.org/MPL/2.0/
  This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this
  file, You can obtain one at https://mozilla.org/MPL/2.0/.
  Taken from Debian's packages libreoffice-help-en-us and libreoffice-help-ko 4:7.4.7. Changed: sentences selected, markup left out.

  The lines after them: labels and tags of emoji, from models/data/emoji (see the NOTICE there; MIT and Unicode licences).
`;
