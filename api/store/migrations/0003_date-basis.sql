CREATE TABLE `date_basis` (
	`id` integer PRIMARY KEY NOT NULL,
	`basis` text NOT NULL,
	`changes` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parts_category` ON `parts` (`category`,`case_id`);