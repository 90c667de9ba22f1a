/** Fields in which somebody typed or chose something. */
const touched = new Set<WeakRef<Element>>();

/**
 * Remembers a field that is being filled in. What stands in an element marked `data-kept` is kept on
 * the device at each keystroke, and what is typed into a search box is quickly typed again.
 */
export function noteInput({ target }: Event): void {
	if (!(target instanceof Element) || target.closest('[data-kept], [role=search], [type=search]')) {
		return;
	}
	if (![...touched].some((field) => field.deref() === target)) touched.add(new WeakRef(target));
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
