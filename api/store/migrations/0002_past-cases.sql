CREATE TABLE `past_imports` (
	`id` integer PRIMARY KEY NOT NULL,
	`started_at` text NOT NULL,
	`finished_at` text
);
--> statement-breakpoint
CREATE TABLE `past_records` (
	`id` integer PRIMARY KEY NOT NULL,
	`import_id` integer NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`digest` text NOT NULL,
	`first_on` text,
	`last_on` text,
	`data` text NOT NULL,
	`sealed` blob,
	FOREIGN KEY (`import_id`) REFERENCES `past_imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `past_records_key` ON `past_records` (`kind`,`key`,`import_id`);--> statement-breakpoint
CREATE INDEX `past_records_days` ON `past_records` (`kind`,`first_on`,`last_on`);--> statement-breakpoint
CREATE INDEX `past_records_import` ON `past_records` (`import_id`);