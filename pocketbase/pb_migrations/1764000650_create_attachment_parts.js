// Which parts of a file arrived (phần của tệp). Written and read by our own routes only; the bytes
// lie in the folder of the attachment.
migrate(
	(app) => {
		const attachmentParts = new Collection({
			type: 'base',
			name: 'attachment_parts',
			listRule: null,
			viewRule: null,
			createRule: null,
			updateRule: null,
			deleteRule: null,
			fields: [
				{ type: 'text', name: 'attachment', max: 15, required: true },
				{ type: 'number', name: 'part', onlyInt: true, min: 0 },
				{ type: 'text', name: 'at', max: 30, required: true }
			],
			indexes: ['CREATE UNIQUE INDEX idx_attachment_parts ON attachment_parts (attachment, part)']
		});
		app.save(attachmentParts);
		// Whoever deletes an attachment deletes its parts.
		app
			.db()
			.newQuery(
				`CREATE TRIGGER forget_attachment_parts AFTER DELETE ON attachments
				BEGIN DELETE FROM attachment_parts WHERE attachment = old.id; END`
			)
			.execute();
	},
	(app) => app.delete(app.findCollectionByNameOrId('attachment_parts'))
);
