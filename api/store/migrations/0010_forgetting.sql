CREATE TABLE `forgetting_day` (
	`id` integer PRIMARY KEY NOT NULL,
	`on` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `removals` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`files` text NOT NULL,
	`done_at` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `removals_done` ON `removals` (`done_at`);--> statement-breakpoint
CREATE TABLE `retention` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`until` text,
	`afterwards` text NOT NULL,
	`held` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `retention_until` ON `retention` (`until`,`case_id`);