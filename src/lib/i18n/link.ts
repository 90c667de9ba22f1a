import { baseLocale, getLocale, type Locale } from './paraglide/runtime.js';

/** A page whose address is the same in both languages but for the `/en` in front. */
export type Path = `/${string}`;

/** Address of `path` in `locale`: Vietnamese as it is, English under `/en`. Query and hash stay. */
export function hrefIn(locale: Locale, path: Path): Path {
	if (locale === baseLocale) return path;
	return /^\/(?=$|[?#])/.test(path) ? `/${locale}${path.slice(1)}` : `/${locale}${path}`;
}

/** Address of `path` in the language of the page: `/thu-tuc` is `/en/thu-tuc` on an English page. */
export function href(path: Path): Path {
	return hrefIn(getLocale(), path);
}

/** The way back: `/en/thu-tuc` and `/thu-tuc` are both the page `/thu-tuc`. */
export function pathOf(pathname: string): Path {
	const path = pathname.replace(/^\/en(?=\/|$)/, '');
	return path === '' ? '/' : (path as Path);
}
