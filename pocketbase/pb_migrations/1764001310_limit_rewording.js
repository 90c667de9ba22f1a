// Other words for a reply cost a model's time: asked by a tap, seldom, and counted per address.
const RULE = { label: 'POST /api/app/assistant/reword', maxRequests: 30, duration: 60 };
migrate(
	(app) => {
		const settings = app.settings();
		settings.rateLimits.rules = [RULE, ...settings.rateLimits.rules];
		app.save(settings);
	},
	(app) => {
		const settings = app.settings();
		settings.rateLimits.rules = settings.rateLimits.rules.filter(
			({ label }) => label !== RULE.label
		);
		app.save(settings);
	}
);
