/** What the device shows of the app before and beside it: icons, shortcuts, pictures. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import * as v from 'valibot';

const picture = v.object({ src: v.string(), sizes: v.string(), type: v.string() });
const Manifest = v.object({
	id: v.literal('/'),
	lang: v.string(),
	start_url: v.string(),
	icons: v.array(v.object({ ...picture.entries, purpose: v.optional(v.string()) })),
	shortcuts: v.array(v.object({ name: v.string(), url: v.string(), icons: v.array(picture) })),
	screenshots: v.array(v.object({ ...picture.entries, form_factor: v.string() }))
});

/** A picture is fetched when somebody thinks of installing: it should not cost more than a page. */
const PICTURE_BYTES = 90 * 1_024;

const MANIFESTS = { vi: 'manifest.webmanifest', en: 'manifest.en.webmanifest' };

for (const [language, file] of Object.entries(MANIFESTS)) {
	test(`The manifest in ${language} offers what is there`, async ({ page }) => {
		const manifest = v.parse(Manifest, JSON.parse(readFileSync(`static/${file}`, 'utf8')));
		expect(manifest.lang).toBe(language);
		expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
		const forms = manifest.screenshots.map(({ form_factor }) => form_factor);
		expect(forms).toEqual(expect.arrayContaining(['narrow', 'wide']));

		await page.goto(manifest.start_url);
		await expect(page.locator('link[rel=manifest]')).toHaveAttribute('href', `/${file}`);
		const { icons, shortcuts, screenshots } = manifest;
		for (const { src, sizes, type } of [
			...icons,
			...shortcuts.flatMap((shortcut) => shortcut.icons),
			...screenshots
		]) {
			const answer = await page.request.get(src);
			expect([answer.status(), answer.headers()['content-type']?.split(';')[0]]).toEqual([
				200,
				type
			]);
			expect((await answer.body()).length, src).toBeLessThan(PICTURE_BYTES);
			if (sizes === 'any') continue;
			const size = await page.evaluate(async (address) => {
				const image = new Image();
				image.src = address;
				await image.decode();
				return `${image.naturalWidth}x${image.naturalHeight}`;
			}, src);
			expect(size, src).toBe(sizes);
		}
		for (const { url } of shortcuts) {
			await page.goto(url);
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await expect(page.locator('html')).toHaveAttribute('lang', language);
		}
	});
}

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

const PICTURES = [
	{ name: 'home-phone', size: PHONE, path: '/' },
	{
		name: 'my-papers-phone',
		size: PHONE,
		path:
			'/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su/kiem-tra?viec=chung-nhan' +
			'&nuoc-den-apostille=khong&dang-ban=ban-chinh&tay-xoa=khong&hinh-thuc=giay' +
			'&cach-nop=buu-chinh&dai-dien=ca-nhan&so-giay-to=2'
	},
	{
		name: 'procedure-desktop',
		size: DESKTOP,
		path: '/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su'
	}
];

/** Icons of the app's own places, on the ground of its mark. */
const SHORTCUTS = ['book', 'folder', 'search', 'briefcase'];

// `npm run screenshots` takes the pictures anew.
if (process.env.SCREENSHOTS) {
	for (const { name, size, path } of PICTURES) {
		test(`The picture ${name} is of the real app`, async ({ page }) => {
			await page.setViewportSize(size);
			await page.goto(path);
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await page.screenshot({ path: `static/screenshots/${name}.jpg`, type: 'jpeg', quality: 65 });
		});
	}

	test('The icons of the shortcuts are those of the navigation', async ({ page }) => {
		const source = readFileSync('src/lib/ui/Icon.svelte', 'utf8');
		await page.setViewportSize({ width: 96, height: 96 });
		for (const name of SHORTCUTS) {
			const shape = new RegExp(`\\t${name}:\\s+'([^']+)'`).exec(source)?.[1];
			if (shape === undefined) throw new Error(`There is no icon ${name}.`);
			await page.setContent(
				`<body style="margin:0;background:#134a86"><svg viewBox="0 0 24 24" width="56" height="56"
				style="display:block;margin:20px;fill:none;stroke:#fff;stroke-width:1.75;stroke-linecap:round;
				stroke-linejoin:round"><path d="${shape}"/></svg></body>`
			);
			await page.screenshot({ path: `static/shortcuts/${name}-96.png`, scale: 'css' });
		}
	});
}
