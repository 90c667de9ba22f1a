/**
 * The part of PocketBase's hook runtime that is used here, written by hand: the generated types
 * (0.8 MB, not committed) claim more than the runtime keeps.
 */

/** A connection or a transaction for SQL. Values are bound, never put into the text. */
interface Database {
	newQuery(sql: string): Query;
}

interface Query {
	bind(values: Record<string, string | number | boolean>): Query;
	execute(): void;
	/** Fills `model`; throws when there is no row. */
	one(model: object): void;
	/** Fills an array made by `arrayOf`. */
	all(models: object): void;
}

/** The application, or within a transaction the only way to the database. */
interface App {
	db(): Database;
	/** The one connection that writes. */
	nonconcurrentDB(): Database;
	/** Commits when `work` returns, undoes everything when it throws. */
	runInTransaction(work: (tx: App) => void): void;
	findCachedCollectionByNameOrId(name: string): RecordCollection;
	findFirstRecordByData(collection: string, field: string, value: string): PocketRecord;
	findRecordById(collection: string, id: string): PocketRecord;
	findAuthRecordByToken(token: string, ...types: string[]): PocketRecord;
	save(model: PocketRecord | ServerSettings): void;
	/** With the files that go with it. */
	delete(record: PocketRecord): void;
	/** Throws when a field is not as its collection demands. */
	validate(record: PocketRecord): void;
	/** Without the checks of the fields: for what the domain has decided. */
	saveNoValidate(record: PocketRecord): void;
	settings(): ServerSettings;
	store(): Store;
	logger(): { error(message: string, ...details: string[]): void };
	newFilesystem(): FileSystem;
	newMailClient(): { send(message: object): void };
	cron(): { setTimezone(zone: { readonly name: string }): void };
	subscriptionsBroker(): { totalClients(): number };
}

/** Kept in memory and shared by all engines. */
interface Store {
	get(key: string): unknown;
	has(key: string): boolean;
	set(key: string, value: string): void;
	/** Replaces the value by what `change` makes of it; nobody comes between. */
	setFunc(key: string, change: (old: unknown) => number): void;
}

interface FileSystem {
	getReader(key: string): { close(): void };
	exists(key: string): boolean;
	attributes(key: string): { size: number };
	upload(content: Bytes, key: string): void;
	deletePrefix(prefix: string): void;
	close(): void;
}

/** Bytes that script hands on and does not look into. */
interface Bytes {
	readonly length: number;
}

interface RecordCollection {
	name: string;
	baseFilesPath(): string;
}

interface PocketRecord {
	id: string;
	collection(): RecordCollection;
	getString(field: string): string;
	getInt(field: string): number;
	getBool(field: string): boolean;
	set(field: string, value: string | number | boolean | UploadedFile): void;
	original(): PocketRecord;
	getUnsavedFiles(field: string): (UploadedFile | undefined)[];
	setPassword(password: string): void;
	refreshTokenKey(): void;
	baseFilesPath(): string;
}

interface UploadedFile {
	name: string;
	originalName: string;
	size: number;
}

interface ServerSettings {
	meta: { appName: string; appURL: string; senderName: string; senderAddress: string };
	smtp: {
		enabled: boolean;
		host: string;
		port: number;
		username: string;
		password: string;
		tls: boolean;
	};
	trustedProxy: { headers: string[]; useLeftmostIP: boolean };
}

interface Header {
	get(name: string): string;
	set(name: string, value: string): void;
	add(name: string, value: string): void;
	del(name: string): void;
}

interface RequestEvent {
	app: App;
	auth?: PocketRecord;
	request: {
		method: string;
		header: Header;
		body: unknown;
		url: { path: string; query(): { get(name: string): string } };
		pathValue(name: string): string;
	};
	response: { header(): Header };
	realIP(): string;
	/** Address of the connection itself, whatever headers say. */
	remoteIP(): string;
	hasSuperuserAuth(): boolean;
	blob(status: number, contentType: string, content: string): void;
	json(status: number, body: object): void;
	string(status: number, text: string): void;
	stream(status: number, contentType: string, reader: unknown): void;
	noContent(status: number): void;
	fileFS(folder: unknown, path: string): void;
	next(): void;
}

/** Fired by PocketBase's own record routes. `request` stands in `requestEvent` only. */
interface RecordRequestEvent {
	app: App;
	auth?: PocketRecord;
	record: PocketRecord;
	requestEvent: RequestEvent;
	/** As on RequestEvent. */
	json(status: number, body: object): void;
	realIP(): string;
	hasSuperuserAuth(): boolean;
	next(): void;
}

/** Somebody signed in, or exchanged their token. */
interface AuthEvent {
	app: App;
	record: PocketRecord;
	/** Goes out beside token and record. */
	meta: unknown;
	next(): void;
}

interface CodeRequestEvent {
	app: App;
	/** `null` for an address that nobody has. */
	record: PocketRecord | null;
	json(status: number, body: object): void;
	next(): void;
}

interface FileDownloadEvent {
	app: App;
	record: PocketRecord;
	fileField: { protected: boolean };
	requestEvent: RequestEvent;
	realIP(): string;
	next(): void;
}

interface SubscribeEvent {
	app: App;
	auth?: PocketRecord;
	subscriptions: string[];
	next(): void;
}

interface ConnectEvent {
	app: App;
	next(): void;
}

interface BootstrapEvent {
	app: App;
	next(): void;
}

interface MailerEvent {
	app: App;
	message: { subject: string; html: string; text: string; to: { address: string }[] };
	next(): void;
}

interface RecordEvent {
	app: App;
	record: PocketRecord;
	next(): void;
}

declare const DynamicModel: new (shape: object) => object;
declare function arrayOf(model: object): Iterable<unknown>;
declare const ForbiddenError: new (message: string) => Error;
declare const UnauthorizedError: new (message: string) => Error;
declare const TooManyRequestsError: new (message: string) => Error;
declare const Timezone: new (name: string) => { readonly name: string };

declare const MailerMessage: new (message: {
	readonly from: { readonly address: string; readonly name: string };
	readonly to: readonly { readonly address: string }[];
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}) => object;

/** PocketBase's class; the type of the same name is TypeScript's own. */
declare const Record: new (collection: RecordCollection) => PocketRecord;
declare const $app: App;
declare const $os: {
	getenv(name: string): string;
	readFile(path: string): unknown;
	readDir(path: string): { name(): string }[];
	dirFS(path: string): unknown;
	args: string[];
};
declare const $security: {
	sha256(text: string): string;
	/** HMAC-SHA256, hexadecimal. */
	hs256(text: string, key: string): string;
	/** Constant time. */
	equal(a: string, b: string): boolean;
	randomStringWithAlphabet(length: number, alphabet: string): string;
};
declare const $filesystem: { fileFromBytes(content: Bytes, name: string): UploadedFile };
declare const $apis: {
	requireAuth(...collections: string[]): unknown;
	bodyLimit(bytes: number): unknown;
	gzip(): unknown;
};
declare const $http: {
	/**
	 * Follows redirects, and reads an answer of any length: only for addresses of this machine.
	 * Throws when nothing comes within `timeout` seconds.
	 */
	send(request: {
		readonly url: string;
		readonly method: 'POST';
		readonly headers: Readonly<{ [name: string]: string }>;
		readonly body: string;
		readonly timeout: number;
	}): { readonly statusCode: number; readonly body: Bytes };
};
declare const __hooks: string;
declare const console: { error(message: string): void };
declare function toString(value: unknown, maxBytes?: number): string;
declare function toBytes(value: unknown, maxBytes: number): Bytes;
/** Only ever asked for the bundle of all handlers. */
// eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an import would make this a module
declare function require(path: string): typeof import('./index.ts');

declare function routerAdd(
	method: 'GET' | 'POST' | 'PUT',
	path: string,
	handler: (e: RequestEvent) => void,
	...middlewares: unknown[]
): void;
declare function cronAdd(name: string, expression: string, job: () => void): void;
declare function onBootstrap(handler: (e: BootstrapEvent) => void): void;
declare function onMailerSend(handler: (e: MailerEvent) => void): void;
declare function onFileDownloadRequest(
	handler: (e: FileDownloadEvent) => void,
	...collections: string[]
): void;
declare function onRecordCreateRequest(
	handler: (e: RecordRequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordUpdateRequest(
	handler: (e: RecordRequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordDeleteRequest(
	handler: (e: RecordRequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordViewRequest(
	handler: (e: RecordRequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordAuthRequest(handler: (e: AuthEvent) => void, ...tags: string[]): void;
declare function onRecordRequestEmailChangeRequest(
	handler: (e: RequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordRequestOTPRequest(
	handler: (e: CodeRequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordRequestPasswordResetRequest(
	handler: (e: RequestEvent) => void,
	...collections: string[]
): void;
declare function onRecordAfterUpdateSuccess(
	handler: (e: RecordEvent) => void,
	...collections: string[]
): void;
declare function onRealtimeConnectRequest(handler: (e: ConnectEvent) => void): void;
declare function onRealtimeSubscribeRequest(handler: (e: SubscribeEvent) => void): void;
