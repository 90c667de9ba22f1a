import { chromium } from '@playwright/test';
import { startDisposableServer } from './tests/support/disposable-server.ts';
import { WEB_DIR } from './scripts/build.ts';
import { chromiumPath } from './tests/support/chromium.ts';
const server = await startDisposableServer({ seed: 'demo', webDir: WEB_DIR });
const b = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
async function shot(name: string, w: number, h: number, dark: boolean, qs: string[], path='/tro-ly', tap?: string) {
 const c = await b.newContext({ viewport: { width: w, height: h }, locale: 'vi-VN', colorScheme: dark ? 'dark' : 'light', serviceWorkers: 'block' });
 const p = await c.newPage(); await p.goto(server.url + path); await p.waitForTimeout(2500);
 for (const q of qs) { const box = p.getByRole('combobox').or(p.getByRole('textbox')).first(); await box.fill(q); await box.press('Enter'); await p.waitForTimeout(1500); }
 if (tap) { await p.getByRole('button',{name:tap}).first().click(); await p.waitForTimeout(1200); }
 await p.screenshot({ path: `/tmp/shot-${name}.png` }); await c.close();
}
await shot('home', 390, 844, false, [], '/');
await shot('start', 390, 844, false, []);
await shot('driver', 390, 844, false, ['bang dai hoc han quoc muon xai o vn thi lam sao']);
await shot('fee-dark', 390, 844, true, ['Phí làm công hàm?', 'còn mấy ngày?']);
await shot('clarify', 820, 1180, false, ['làm hộ chiếu', 'Tiền điện tháng này sao cao quá vậy?']);
await shot('desktop', 1440, 900, false, ['Hợp pháp hóa cần giấy tờ gì?'], '/en/tro-ly');
await b.close(); await server.stop(); process.exit(0);
