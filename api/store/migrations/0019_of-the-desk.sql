CREATE TABLE `case_links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`case_id` integer NOT NULL,
	`other_id` integer NOT NULL,
	`kind` text NOT NULL,
	`officer_id` integer NOT NULL,
	`at` text NOT NULL,
	`ended_by` integer,
	`ended_at` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_links_case` ON `case_links` (`case_id`);--> statement-breakpoint
CREATE INDEX `case_links_other` ON `case_links` (`other_id`);--> statement-breakpoint
CREATE TABLE `profile_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`officer_id` integer NOT NULL,
	`at` text NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `weekly_lists` (
	`week` text PRIMARY KEY NOT NULL,
	`sent_at` text NOT NULL
);
