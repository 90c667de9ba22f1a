import { deLocalizeUrl } from '$i18n/paraglide/runtime.js';
import type { Reroute } from '@sveltejs/kit';

/** `/en/x` is the page `/x` in English. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname;
