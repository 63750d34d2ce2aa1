CREATE TABLE `covers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`officer_id` integer NOT NULL,
	`for_officer_id` integer NOT NULL,
	`from` text NOT NULL,
	`until` text NOT NULL,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`for_officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `covers_officer` ON `covers` (`officer_id`);--> statement-breakpoint
CREATE TABLE `duty_rota` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`officer_id` integer NOT NULL,
	`hours` text NOT NULL,
	`from` text NOT NULL,
	`until` text NOT NULL,
	FOREIGN KEY (`officer_id`) REFERENCES `officers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `duty_rota_until` ON `duty_rota` (`until`);--> statement-breakpoint
CREATE TABLE `officer_list` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `officers` ADD `team` text DEFAULT '' NOT NULL;