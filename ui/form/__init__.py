"""The pages of a dossier in the view 填写: fields, goals, tables, unit and budget."""
