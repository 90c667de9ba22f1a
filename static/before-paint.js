/*
 * Runs before the first paint, so that nothing flashes or jumps: the theme and text size chosen in
 * "Tôi" (written by src/lib/ui/appearance.ts), and the language of pages that share one frame.
 */
(function () {
	var root = document.documentElement;
	root.lang = /^\/en(\/|$)/.test(location.pathname) ? 'en' : 'vi';
	if (root.lang === 'en') {
		document.querySelector('link[rel=manifest]').href = '/manifest.en.webmanifest';
	}
	// The browser's own banner would come on the first page. Ours waits (src/lib/data/install.svelte.ts).
	addEventListener('beforeinstallprompt', function (event) {
		event.preventDefault();
		window.keptInstallPrompt = event;
	});
	try {
		var chosen = JSON.parse(localStorage.getItem('nvs.appearance') || '{}');
		if (chosen.theme) root.dataset.theme = chosen.theme;
		if (chosen.text) root.dataset.text = chosen.text;
	} catch {
		// Storage is forbidden here: the device's own settings hold.
	}
})();
