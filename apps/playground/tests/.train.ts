import { open, shoot } from './harness.ts';
import { uploads, unreadable } from './pictures.ts';
const base = process.argv[2];
const b = await open({ width: 1440, height: 960 });
const p = b.page; p.setDefaultTimeout(60000);
p.on('pageerror', (e) => console.log('PAGEERR', e.message));
await p.goto(base + '/train'); await p.getByRole('button', { name: 'Start training' }).waitFor();
await p.getByLabel('Side in pixels').fill('16');
await p.locator('input[type=file]').first().setInputFiles([...uploads(40), unreadable]);
await p.getByText('40 pictures added').waitFor();
await p.waitForTimeout(500);
await shoot(p, 'train-dropped');
await p.getByLabel('Steps', { exact: true }).fill('40');
await p.getByRole('textbox', { name: 'Pictures a step' }).fill('8');
await p.getByLabel('Every', { exact: true }).fill('10');
await p.getByLabel('Save every').fill('10');
const t0 = Date.now();
await p.getByRole('button', { name: 'Start training' }).click();
for (let i = 0; i < 60; i++) {
  await p.waitForTimeout(1000);
  const text = (await p.locator('[data-state]').innerText()).replace(/\n/g, ' | ');
  if (i % 5 === 0) console.log(((Date.now() - t0) / 1000).toFixed(1), text);
  if (i === 12) await shoot(p, 'train-running', { full: false });
  if (/Done|error/.test(text)) { console.log(text); break; }
}
await shoot(p, 'train-done', { full: true });
console.log(b.complaints.join('\n'));
await p.getByRole('link', { name: 'Use it' }).click().catch(() => console.log('no use it'));
await p.waitForTimeout(3000);
await shoot(p, 'generate-own', { full: true });
for (const t of ['Reconstruct', 'Interpolate', 'Decode', 'Encode', 'Detect anomalies', 'Splice']) {
  await p.getByRole('button', { name: t, exact: true }).first().click(); await p.waitForTimeout(1500);
  await shoot(p, `generate-own-${t.split(' ')[0].toLowerCase()}`, { full: true });
}
await p.goto(base + '/'); await p.waitForTimeout(1500); await shoot(p, 'models-own', { full: false });
console.log(b.complaints.join('\n'));
await b.close();
