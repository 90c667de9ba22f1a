// Officers of the Department (công chức, viên chức của Sở). They sign in with two factors.
migrate(
	(app) => {
		const administrator =
			"@request.auth.collectionName = 'officers' && @request.auth.role = 'administrator'" +
			' && @request.auth.active = true';
		const own = "id = @request.auth.id && @request.auth.collectionName = 'officers'";
		const onlyPassword = [
			'name',
			'email',
			'emailVisibility',
			'verified',
			'role',
			'division',
			'active'
		]
			.map((field) => `@request.body.${field}:isset = false`)
			.join(' && ');
		const officers = new Collection({
			type: 'auth',
			name: 'officers',
			// An officer sees oneself, the administrator everybody; colleagues are named by routes.
			listRule: `(${own}) || (${administrator})`,
			viewRule: `(${own}) || (${administrator})`,
			// Only the administrator makes accounts. Nobody deletes them: actions name them.
			createRule: administrator,
			// The administrator changes role, division and activity; an officer only the own password.
			updateRule: `(${administrator}) || (${own} && ${onlyPassword})`,
			deleteRule: null,
			// Needed to set an address or a new password for somebody else.
			manageRule: administrator,
			// Who left the Department cannot sign in.
			authRule: 'active = true',
			fields: [
				{ type: 'text', name: 'name', required: true, min: 2, max: 200 },
				{
					type: 'select',
					name: 'role',
					required: true,
					maxSelect: 1,
					values: [
						'receiving_officer',
						'case_officer',
						'head_of_division',
						'leader',
						'clerk',
						'administrator'
					]
				},
				{ type: 'text', name: 'division', required: true, max: 60 },
				{ type: 'bool', name: 'active' },
				{ type: 'autodate', name: 'created', onCreate: true },
				{ type: 'autodate', name: 'updated', onCreate: true, onUpdate: true }
			],
			indexes: ['CREATE INDEX idx_officers_role ON officers (role, division, active)'],
			passwordAuth: { enabled: true, identityFields: ['email'] },
			// Password first, then a code by mail; 10 minutes for both.
			mfa: { enabled: true, duration: 600, rule: '' },
			otp: {
				enabled: true,
				duration: 300,
				length: 6,
				emailTemplate: {
					subject: 'Mã đăng nhập {APP_NAME}',
					body:
						'<p>Mã đăng nhập của ông/bà: <strong>{OTP}</strong></p>' +
						'<p>Mã có hiệu lực trong 5 phút. Không đưa mã này cho bất kỳ ai.</p>' +
						'<p lang="en">Your sign-in code, valid for 5 minutes. Give it to nobody.</p>'
				}
			},
			authAlert: { enabled: false },
			// A working day.
			authToken: { duration: 28800 },
			fileToken: { duration: 120 }
		});
		app.save(officers);
	},
	(app) => app.delete(app.findCollectionByNameOrId('officers'))
);
