-- What was sent, what happened and who read it is never edited. Erasure destroys the key of a case.
CREATE TRIGGER submissions_never_change BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'a submission is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER submissions_never_go BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'a submission is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER reads_never_change BEFORE UPDATE ON reads
BEGIN SELECT RAISE(ABORT, 'a reading is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER reads_never_go BEFORE DELETE ON reads
BEGIN SELECT RAISE(ABORT, 'a reading is never deleted'); END;
