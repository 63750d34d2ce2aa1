CREATE TRIGGER desk_acts_never_change BEFORE UPDATE ON desk_acts
BEGIN SELECT RAISE(ABORT, 'an act of the desk is never edited'); END;
--> statement-breakpoint
CREATE TRIGGER desk_acts_never_go BEFORE DELETE ON desk_acts
BEGIN SELECT RAISE(ABORT, 'an act of the desk is never deleted'); END;
