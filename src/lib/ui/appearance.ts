import * as v from 'valibot';

/** `null`: as the device says. */
export const THEMES = ['light', 'dark'] as const;
export const TEXT_SIZES = ['large', 'largest'] as const;

const schema = v.object({
	theme: v.nullable(v.picklist(THEMES)),
	text: v.nullable(v.picklist(TEXT_SIZES))
});

/** How the app looks on this device. Applied before the first paint by static/before-paint.js. */
export type Appearance = v.InferOutput<typeof schema>;

const KEY = 'nvs.appearance';
const DEVICE: Appearance = { theme: null, text: null };

export function readAppearance(): Appearance {
	try {
		const parsed = v.safeParse(schema, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
		return parsed.success ? parsed.output : DEVICE;
	} catch {
		return DEVICE; // storage is forbidden here, or holds something that is not ours
	}
}

/** Shows it at once and keeps it where the browser lets us. */
export function chooseAppearance(appearance: Appearance): void {
	set('theme', appearance.theme);
	set('text', appearance.text);
	try {
		localStorage.setItem(KEY, JSON.stringify(appearance));
	} catch {
		// It then lasts as long as the page.
	}
}

function set(name: 'theme' | 'text', value: string | null): void {
	const root = document.documentElement;
	if (value === null) root.removeAttribute(`data-${name}`);
	else root.setAttribute(`data-${name}`, value);
}
