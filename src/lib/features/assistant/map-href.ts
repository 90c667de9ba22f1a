/** The map of whatever the device has for one: it is asked for a place by name, and for nothing else. */
export const mapHref = (place: string): string =>
	`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(place)}`;
