/** Settings of the server that depend on where it runs; written only when they differ. */
export function applyEnvironment(app: App): void {
	const settings = app.settings();
	const before = JSON.stringify(settings);
	settings.meta.appURL = $os.getenv('PUBLIC_URL') || 'http://127.0.0.1:8090';
	// Only a proxy that overwrites the header may be believed: otherwise anybody forges an address.
	settings.trustedProxy.headers = $os.getenv('BEHIND_PROXY') === '1' ? ['X-Real-IP'] : [];
	settings.trustedProxy.useLeftmostIP = false;
	const smtp = readSmtpUrl($os.getenv('SMTP_URL'));
	settings.smtp.enabled = smtp !== undefined;
	if (smtp) {
		const { sender, ...server } = smtp;
		Object.assign(settings.smtp, server);
		settings.meta.senderAddress = sender;
		settings.meta.senderName = settings.meta.appName;
	}
	if (JSON.stringify(settings) !== before) app.save(settings);
}

interface Smtp {
	readonly host: string;
	readonly port: number;
	readonly username: string;
	readonly password: string;
	/** TLS from the first byte (`smtps:`); else it begins with STARTTLS where offered. */
	readonly tls: boolean;
	readonly sender: string;
}

/**
 * `smtps://user:password@host:465/sender@agency.vn`; user and password percent-encoded.
 * @throws when the address cannot be read: mail that silently goes nowhere is worse
 */
function readSmtpUrl(url: string): Smtp | undefined {
	if (url === '') return undefined;
	const match =
		/^(smtps?):\/\/(?:([^:@/]*):([^@/]*)@)?([^:/@]+)(?::(\d+))?\/([^/\s]+@[^/\s]+)$/.exec(url);
	if (!match) throw new Error('SMTP_URL must read smtp(s)://user:password@host:port/sender.');
	const [, scheme, username = '', password = '', host = '', port, sender = ''] = match;
	const tls = scheme === 'smtps';
	return {
		host,
		port: port === undefined ? (tls ? 465 : 587) : Number(port),
		username: decodeURIComponent(username),
		password: decodeURIComponent(password),
		tls,
		sender
	};
}
