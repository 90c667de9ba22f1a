declare global {
	namespace App {
		interface Error {
			/** The page is well; it could not be fetched. */
			unreachable?: boolean;
		}
	}
}

export {};
