// People and organisations that file dossiers (người nộp hồ sơ).
migrate(
	(app) => {
		const own = "id = @request.auth.id && @request.auth.collectionName = 'applicants'";
		const applicants = new Collection({
			type: 'auth',
			name: 'applicants',
			// One sees and changes oneself, nobody else. An account is not deleted: dossiers name it.
			listRule: own,
			viewRule: own,
			updateRule: own,
			deleteRule: null,
			// Anybody may open an account.
			createRule: '',
			authRule: '',
			fields: [
				{ type: 'text', name: 'name', required: true, min: 2, max: 200 },
				{ type: 'text', name: 'phone', max: 30 },
				{ type: 'text', name: 'personalId', max: 12, pattern: '^[0-9]{12}$', hidden: true },
				{
					type: 'select',
					name: 'kind',
					required: true,
					maxSelect: 1,
					values: ['citizen', 'business', 'agency', 'foreigner']
				},
				{ type: 'select', name: 'locale', maxSelect: 1, values: ['vi', 'en'] },
				// The name without diacritics, kept by a hook: what the counter searches.
				{ type: 'text', name: 'nameKey', max: 300, hidden: true },
				{ type: 'autodate', name: 'created', onCreate: true },
				{ type: 'autodate', name: 'updated', onCreate: true, onUpdate: true }
			],
			indexes: ["CREATE INDEX idx_applicants_phone ON applicants (phone) WHERE phone != ''"],
			passwordAuth: { enabled: true, identityFields: ['email'] },
			authAlert: { enabled: false },
			// Three days: a draft begun on Friday is sent on Monday without signing in again.
			authToken: { duration: 259200 },
			fileToken: { duration: 120 },
			resetPasswordTemplate: {
				subject: 'Đặt lại mật khẩu {APP_NAME}',
				body:
					'<p>Ông/bà vừa yêu cầu đặt lại mật khẩu. Bấm vào liên kết sau trong vòng 30 phút:</p>' +
					'<p><a href="{APP_URL}/dat-lai-mat-khau?token={TOKEN}">Đặt lại mật khẩu</a></p>' +
					'<p>Nếu không phải ông/bà yêu cầu, xin bỏ qua thư này.</p>' +
					'<p lang="en">You asked to reset your password. The link is valid for 30 minutes.</p>'
			}
		});
		app.save(applicants);
		for (const sql of [
			'CREATE VIRTUAL TABLE applicant_names USING fts5(applicant UNINDEXED, words, detail=none)',
			`CREATE TRIGGER applicants_named AFTER INSERT ON applicants BEGIN
				INSERT INTO applicant_names (applicant, words) VALUES (new.id, new.nameKey); END`,
			`CREATE TRIGGER applicants_renamed AFTER UPDATE OF nameKey ON applicants
				WHEN old.nameKey != new.nameKey BEGIN
				UPDATE applicant_names SET words = new.nameKey WHERE applicant = new.id; END`
		]) {
			app.db().newQuery(sql).execute();
		}
	},
	(app) => {
		app.delete(app.findCollectionByNameOrId('applicants'));
		app.db().newQuery('DROP TABLE applicant_names').execute();
	}
);
