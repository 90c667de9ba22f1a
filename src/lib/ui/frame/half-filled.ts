/** Fields in which somebody typed or chose something. */
const touched = new Set<WeakRef<Element>>();

/**
 * Remembers a field that is being filled in. What stands in an element marked `data-kept` is kept on
 * the device at each keystroke, and what is typed into a search box is quickly typed again.
 */
export function noteInput({ target }: Event): void {
	if (target instanceof Element) note(target);
}

/** Remembers what was filled in before the app ran: a page is there for a slow phone before its scripts. */
export function noteEarlierInput(): void {
	for (const field of document.querySelectorAll('input, textarea, select')) {
		if (isFilled(field)) note(field);
	}
}

function note(field: Element): void {
	if (field.closest('[data-kept], [role=search], [type=search]')) return;
	if (![...touched].some((other) => other.deref() === field)) touched.add(new WeakRef(field));
}

/** Does the page hold something that was typed and would be lost if it were loaded anew? */
export function isHalfFilled(): boolean {
	for (const field of touched) {
		const element = field.deref();
		if (!element?.isConnected) touched.delete(field);
		else if (isFilled(element)) return true;
	}
	return false;
}

function isFilled(field: Element): boolean {
	if (field instanceof HTMLInputElement) {
		if (field.type === 'checkbox' || field.type === 'radio') {
			return field.checked !== field.defaultChecked;
		}
		return field.value !== '';
	}
	if (field instanceof HTMLTextAreaElement) return field.value !== '';
	return field instanceof HTMLSelectElement && field.value !== '';
}
