import { open, shoot } from '/work/main/apps/playground/tests/harness.ts';
const base = process.argv[2];
const pages = { models: '/', train: '/train', generate: '/generate', backends: '/backends' };
const combos = process.argv[3]?.split(',') ?? ['1440-light-en'];
for (const combo of combos) {
  const [w, scheme, lang] = combo.split('-');
  const b = await open({ width: Number(w), height: w === '390' ? 844 : 960, scheme, language: lang });
  for (const [name, path] of Object.entries(pages)) {
    if (process.argv[4] && !process.argv[4].split(',').includes(name)) continue;
    await b.page.goto(base + path); await b.page.waitForTimeout(1800);
    await shoot(b.page, `${name}-${combo}`);
  }
  console.log(combo, b.complaints.join('\n'));
  await b.close();
}
