-- A submission is matched against one state of the list of officers, and is kept only while it is that one.
INSERT INTO officer_list VALUES (1, 1);
--> statement-breakpoint
CREATE TRIGGER officers_came AFTER INSERT ON officers
BEGIN UPDATE officer_list SET version = version + 1; END;
--> statement-breakpoint
CREATE TRIGGER officers_changed AFTER UPDATE OF name, email, team, roles, services, removed_at ON officers
BEGIN UPDATE officer_list SET version = version + 1; END;
