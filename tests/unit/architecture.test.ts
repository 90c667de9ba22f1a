/** The rule that keeps the house in order: who may import whom (docs/architecture.md). */
import { describe, expect, it } from 'vitest';
import { importsOf, read, scriptOf, sourceFiles } from '../support/sources.ts';

type Room =
	| 'routes'
	| 'feature'
	| 'ui'
	| 'i18n'
	| 'data'
	| 'domain'
	| 'hooks'
	| 'worker'
	| 'service-worker'
	| 'seed'
	| 'app';

const FOLDERS: readonly [prefix: string, room: Room][] = [
	['src/routes/', 'routes'],
	['src/lib/features/', 'feature'],
	['src/lib/ui/', 'ui'],
	['src/lib/i18n/', 'i18n'],
	['src/lib/data/', 'data'],
	['src/lib/domain/', 'domain'],
	['src/worker/', 'worker'],
	['src/service-worker', 'service-worker'],
	['pocketbase/hooks/', 'hooks'],
	['pocketbase/seed/', 'seed'],
	['src/', 'app']
];

/** From which rooms each room may import, besides itself. `seed` is data without code. */
const ARROWS: Record<Room, readonly Room[]> = {
	app: ['i18n', 'ui', 'data', 'domain'],
	routes: ['feature', 'ui', 'i18n', 'data', 'domain', 'seed', 'app'],
	feature: ['ui', 'i18n', 'data', 'domain', 'seed'],
	ui: ['i18n', 'domain'],
	i18n: ['domain'],
	data: ['domain', 'seed', 'service-worker'],
	domain: [],
	hooks: ['domain', 'i18n', 'seed'],
	worker: ['domain', 'i18n'],
	'service-worker': ['domain', 'i18n'],
	seed: []
};

/** Packages that only some rooms may know. */
const GUARDED_PACKAGES: Readonly<Record<string, readonly Room[]>> = {
	dexie: ['data'],
	pocketbase: ['data', 'worker']
};

const files = [
	...sourceFiles('src', ['.ts', '.js', '.svelte']),
	...sourceFiles('pocketbase/hooks', ['.ts'])
].filter((path) => !path.endsWith('.d.ts'));

describe('The dependency rule', () => {
	it('knows the room of every file', () => {
		expect(files.length).toBeGreaterThan(20);
		expect(files.filter((path) => roomOf(path) === undefined)).toEqual([]);
	});

	it('lets each room import only from the rooms below it', () => {
		const wrong = everyImport().filter(({ from, target }) => {
			const to = roomOf(target);
			return to !== undefined && to !== from && !ARROWS[from].includes(to);
		});
		expect(wrong.map(arrow)).toEqual([]);
	});

	it('keeps features apart', () => {
		const wrong = everyImport().filter(
			({ path, target }) =>
				roomOf(path) === 'feature' &&
				roomOf(target) === 'feature' &&
				featureOf(path) !== featureOf(target)
		);
		expect(wrong.map(arrow)).toEqual([]);
	});

	it('lets the domain know one package, valibot, and the assistant a search library besides', () => {
		const wrong = everyImport().filter(
			({ from, target, path }) =>
				from === 'domain' &&
				isPackage(target) &&
				target !== 'valibot' &&
				!(target === 'minisearch' && path.startsWith('src/lib/domain/assistant/'))
		);
		expect(wrong.map(arrow)).toEqual([]);
	});

	it('keeps the database and the server behind the data room', () => {
		const wrong = everyImport().filter(({ from, target }) => {
			const rooms = GUARDED_PACKAGES[target.split('/')[0] ?? ''];
			return isPackage(target) && rooms !== undefined && !rooms.includes(from);
		});
		expect(wrong.map(arrow)).toEqual([]);
	});

	it('gives what PocketBase calls by name no imports at all', () => {
		const register = files.filter((path) => path.startsWith('pocketbase/hooks/register/'));
		expect(register.filter((path) => importsOf(path).length > 0)).toEqual([]);
	});
});

describe('The code', () => {
	it('names no province and no portal: those stand in the seed, where another one changes them', () => {
		const names = /Đồng Nai|dichvucong\.gov\.vn/;
		expect(files.filter((path) => names.test(withoutComments(read(path))))).toEqual([]);
	});
});

/** What PocketBase's interpreter lacks, or answers differently from a browser. */
const FOREIGN_TO_THE_DOMAIN: Readonly<Record<string, RegExp>> = {
	Intl: /\bIntl\b|\btoLocale\w+\(|\blocaleCompare\(/,
	'property escapes in patterns': /\\p\{/,
	'timers and promises': /\bset(Timeout|Interval)\(|\bPromise\b|\basync\b|\bawait\b/,
	'the clock': /\bDate\.now\(|\bnew Date\(\)|\bperformance\b/,
	'local time': /\.get(FullYear|Month|Date|Day|Hours|Minutes|Seconds)\(/,
	'chance and the outside world': /\bMath\.random\b|\bcrypto\b|\bfetch\(|\bnew URL\(|\bconsole\b/
};

describe('The domain', () => {
	it.each(Object.entries(FOREIGN_TO_THE_DOMAIN))('knows nothing of %s', (_what, pattern) => {
		const domain = files.filter((path) => path.startsWith('src/lib/domain/'));
		expect(domain.filter((path) => pattern.test(withoutComments(scriptOf(path))))).toEqual([]);
	});
});

interface Import {
	path: string;
	from: Room;
	target: string;
}

function everyImport(): Import[] {
	return files.flatMap((path) => {
		const from = roomOf(path);
		return from === undefined ? [] : importsOf(path).map((target) => ({ path, from, target }));
	});
}

function roomOf(path: string): Room | undefined {
	return FOLDERS.find(([prefix]) => path.startsWith(prefix))?.[1];
}

function featureOf(path: string): string | undefined {
	return /^src\/lib\/features\/([^/]+)/.exec(path)?.[1];
}

function isPackage(target: string): boolean {
	return roomOf(target) === undefined && !target.startsWith('$') && !target.startsWith('../');
}

function arrow({ path, target }: Import): string {
	return `${path} → ${target}`;
}

function withoutComments(code: string): string {
	return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
