import type { Localised } from '$domain/procedure/localised.ts';
import type { Procedure } from '$domain/procedure/procedure.ts';
import { localised } from '$i18n/localised.ts';
import { getLocale } from '$i18n/paraglide/runtime.js';

/**
 * The procedure for search engines (schema.org GovernmentService), as a script of data. Only what was
 * verified is said to machines: they cannot read "ask the officer".
 * @param url address of the page, with its origin
 */
export function governmentService(
	procedure: Procedure,
	areaServed: Localised,
	url: string
): string {
	const { agency, name } = procedure;
	const service = {
		'@context': 'https://schema.org',
		'@type': 'GovernmentService',
		name: localised(name),
		alternateName: getLocale() === 'vi' ? undefined : name.vi,
		serviceType: localised(procedure.field),
		url,
		inLanguage: getLocale(),
		identifier: procedure.code ?? undefined,
		provider: agency.receiving.unverified ? undefined : organisation(localised(agency.receiving)),
		serviceOperator: agency.deciding.unverified
			? undefined
			: organisation(localised(agency.deciding)),
		areaServed: { '@type': 'AdministrativeArea', name: localised(areaServed) },
		audience: procedure.audience.map((audienceType) => ({ '@type': 'Audience', audienceType })),
		serviceOutput: { '@type': 'Thing', name: localised(procedure.result) }
	};
	// A closing tag within a text would end the script.
	const json = JSON.stringify(service).replace(/</g, '\\u003c');
	return `<script type="application/ld+json">${json}</${'script'}>`;
}

function organisation(name: string) {
	return { '@type': 'GovernmentOrganization', name };
}
