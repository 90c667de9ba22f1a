const PAGE = '%PDF-1.4 a page';

/** A file whose bytes take a while to come, as those of a photo or out of a cloud drive do. */
export interface SlowFile {
	readonly file: File;
	/** Now they come. */
	arrive(): void;
}

/** @param arriving what comes; the file says that it is as long as a page */
export function slowFile(name: string, arriving = PAGE): SlowFile {
	const file = new File([PAGE], name, { type: 'application/pdf' });
	const bytes = new TextEncoder().encode(arriving).buffer;
	let arrive = (): void => undefined;
	const coming = new Promise<ArrayBuffer>((resolve) => (arrive = () => resolve(bytes)));
	Object.defineProperty(file, 'arrayBuffer', { value: () => coming });
	return { file, arrive };
}
