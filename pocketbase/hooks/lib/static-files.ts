/** One address of the built app, as the build wrote it into `.static-manifest.json`. */
export interface StaticFile {
	readonly file: string;
	readonly type: string;
	readonly etag: string;
	readonly cache: string;
	readonly br: boolean;
	readonly gzip: boolean;
}

/** Address → file. A build does not change while it is served, so each engine reads it once. */
let kept: ReadonlyMap<string, StaticFile> | undefined;

export function staticFiles(webDir: string): ReadonlyMap<string, StaticFile> {
	kept ??= readManifest(webDir);
	return kept;
}

function readManifest(webDir: string): ReadonlyMap<string, StaticFile> {
	if (webDir === '') return new Map();
	let text: string;
	try {
		text = toString($os.readFile(`${webDir}/.static-manifest.json`));
	} catch {
		return new Map();
	}
	return new Map(Object.entries(JSON.parse(text) as Record<string, StaticFile>));
}

/** Name and file ending of the encodings we keep, best first. */
const ENCODINGS = [
	{ name: 'br', ending: '.br', has: ({ br }: StaticFile) => br },
	{ name: 'gzip', ending: '.gz', has: ({ gzip }: StaticFile) => gzip }
] as const;

/** The best encoding that is there and that the browser takes (`Accept-Encoding`). */
export function encodingFor(
	file: StaticFile,
	accepted: string
): { readonly name: string; readonly ending: string } | undefined {
	return ENCODINGS.find(({ name, has }) => has(file) && takes(accepted, name));
}

/** `br;q=0` refuses it; what is not named is not taken. */
function takes(accepted: string, encoding: string): boolean {
	return accepted.split(',').some((part) => {
		const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
		return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
	});
}
