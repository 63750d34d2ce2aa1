CREATE TABLE `agreed_actions` (
	`case_id` integer NOT NULL,
	`action` integer NOT NULL,
	`for` text NOT NULL,
	`service` text,
	`theme` text,
	`owner_id` integer,
	`agreed_on` text NOT NULL,
	`due_on` text NOT NULL,
	`done_on` text,
	`dropped_on` text,
	`shared_on` text,
	`open` integer NOT NULL,
	PRIMARY KEY(`case_id`, `action`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreed_actions_due` ON `agreed_actions` (`open`,`due_on`,`case_id`,`action`);--> statement-breakpoint
CREATE INDEX `agreed_actions_shared` ON `agreed_actions` (`shared_on`);