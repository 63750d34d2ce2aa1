CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'a link of the history is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER history_never_goes BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'a link of the history is never deleted'); END;
